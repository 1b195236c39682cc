import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStore, openSqliteStore, StartupError, type Store } from "../../src/kernel/index.js";

const folder = mkdtempSync(join(tmpdir(), "kerbside-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each<[string, () => Store]>([
  ["in memory", createMemoryStore],
  ["on disk", () => openSqliteStore(join(folder, "contract"))],
])("a store %s", (_name, open) => {
  test("keeps facts by key, in order, and rolls a failed transaction back", () => {
    const store = open();
    const table = store.table<{ n: number }>("things");
    table.put("b", { n: 2 });
    table.put("a", { n: 1 });
    expect(() =>
      store.transaction(() => {
        table.put("c", { n: 3 });
        table.put("b", { n: 4 });
        store.transaction(() => table.delete("a"));
        table.put("a", { n: 5 });
        table.clear();
        throw new Error("power cut");
      }),
    ).toThrow("power cut");
    expect(table.entries()).toEqual([
      ["a", { n: 1 }],
      ["b", { n: 2 }],
    ]);
    table.delete("a");
    expect(table.get("a")).toBeUndefined();
    expect(store.table("others").entries()).toEqual([]);
    store.close();
  });
});

test("a store on disk keeps its facts across openings", () => {
  const path = join(folder, "reopened");
  const first = openSqliteStore(path);
  first.table("facts").put("k", 42);
  first.close();
  const second = openSqliteStore(path);
  expect(second.table("facts").get("k")).toBe(42);
  second.close();
});

test("a second process is refused on the same folder", () => {
  const path = join(folder, "shared");
  const store = openSqliteStore(path);
  const script = `const D=require("libsql");const db=new D(${JSON.stringify(join(path, "station.db"))});try{db.prepare("SELECT * FROM facts").all();console.log("open")}catch(e){console.log(e.message)}`;
  const other = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
  expect(other.stdout).toContain("locked");
  expect(() => openSqliteStore(path)).toThrow(StartupError);
  store.close();
});
