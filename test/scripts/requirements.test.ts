import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readIds, requirementCoverage, summaryByBlock } from "../../scripts/requirement-coverage.cjs";

const listed = readIds(readFileSync(join(process.cwd(), "scripts", "requirement-ids.txt"), "utf8"));

describe("the list of requirements", () => {
  test("holds ids only, each once, in order", () => {
    expect(listed.filter((id) => !/^[A-P]\d\d\.FR\.\d{2,3}$/.test(id))).toEqual([]);
    expect(listed).toEqual([...new Set(listed)].sort());
  });

  test("has all blocks", () => {
    expect([...new Set(listed.map((id) => id[0]))].join("")).toBe("ABCDEFGHIJKLMNOP");
  });

  test("is as the errata leave it: what they add is in, what they remove is out", () => {
    expect(listed).toEqual(
      expect.arrayContaining(["A02.FR.28", "B10.FR.10", "B12.FR.10", "H02.FR.03", "O01.FR.20"]),
    );
    for (const removed of ["A00.FR.003", "A02.FR.09", "A03.FR.09", "B09.FR.32", "E06.FR.05", "K15.FR.20"]) {
      expect(listed).not.toContain(removed);
    }
  });
});

describe("coverage of requirements", () => {
  const ids = ["B01.FR.01", "B01.FR.02", "H01.FR.01", "A00.FR.001"];

  test("tells code from tests from neither", () => {
    const { requirements } = requirementCoverage(
      ids,
      ["// B01.FR.01, B01.FR.02"],
      ['test("B01.FR.01 boots")'],
    );
    expect(requirements).toEqual([
      { id: "B01.FR.01", inCode: true, inTests: true },
      { id: "B01.FR.02", inCode: true, inTests: false },
      { id: "H01.FR.01", inCode: false, inTests: false },
      { id: "A00.FR.001", inCode: false, inTests: false },
    ]);
  });

  test("an id with three digits is not taken for one with two", () => {
    const { requirements } = requirementCoverage(["A00.FR.00", "A00.FR.001"], ["A00.FR.001"], []);
    expect(requirements.map(({ inCode }) => inCode)).toEqual([false, true]);
  });

  test("names ids that no one requires", () => {
    expect(requirementCoverage(ids, ["B01.FR.99"], ["Z01.FR.01 B01.FR.98"]).unknown).toEqual([
      "B01.FR.98",
      "B01.FR.99",
    ]);
  });

  test("sums by block", () => {
    const { requirements } = requirementCoverage(ids, ["B01.FR.01 B01.FR.02"], ["B01.FR.01"]);
    expect(summaryByBlock(requirements)).toEqual([
      { block: "A", total: 1, inCode: 0, inTests: 0, inBoth: 0, inNeither: 1 },
      { block: "B", total: 2, inCode: 2, inTests: 1, inBoth: 1, inNeither: 0 },
      { block: "H", total: 1, inCode: 0, inTests: 0, inBoth: 0, inNeither: 1 },
    ]);
  });
});
