import { RareMap, RareSet } from "../../src/kernel/index.js";

describe("A map that is seldom used", () => {
  it("is empty before the first entry", () => {
    const map = new RareMap<string, number>();
    expect([map.size, map.get("a"), map.has("a"), map.delete("a")]).toEqual([0, undefined, false, false]);
    expect([[...map], [...map.keys()], [...map.values()]]).toEqual([[], [], []]);
  });

  it("keeps entries in the order of their coming", () => {
    const map = new RareMap<string, number>().set("b", 2).set("a", 1).set("b", 3);
    expect([...map]).toEqual([
      ["b", 3],
      ["a", 1],
    ]);
    expect([[...map.keys()], [...map.values()], map.size]).toEqual([["b", "a"], [3, 1], 2]);
  });

  it("forgets one, and all, and can be used again", () => {
    const map = new RareMap<string, number>().set("a", 1).set("b", 2);
    expect([map.delete("a"), map.has("a"), map.has("b")]).toEqual([true, false, true]);
    map.clear();
    expect([...map]).toEqual([]);
    expect([...map.set("c", 3)]).toEqual([["c", 3]]);
  });
});

describe("A set that is seldom used", () => {
  it("is empty before the first member, and keeps each once", () => {
    const set = new RareSet<number>();
    expect([set.size, set.has(1), set.delete(1), [...set]]).toEqual([0, false, false, []]);
    set.add(2).add(1).add(2);
    expect([set.size, [...set], set.has(1)]).toEqual([2, [2, 1], true]);
    expect([set.delete(2), [...set]]).toEqual([true, [1]]);
    set.clear();
    expect(set.size).toBe(0);
  });
});
