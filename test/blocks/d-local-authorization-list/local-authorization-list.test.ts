import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ListUpdate } from "../../../src/blocks/d-local-authorization-list/index.js";
import { createMemoryStore, openSqliteStore } from "../../../src/kernel/index.js";
import { bench, card, differential, full, listed, powerFailsAt, unlisted } from "./support.js";

const accepted = { status: "Accepted" };

test("D02.FR.02 without a list the version is 0, and nobody is on it", () => {
  const { list, shown } = bench();
  expect([list.version, list.size, list.find(card("04A2"))]).toEqual([0, 0, null]);
  expect(shown()).toEqual([0, 0]);
});

test("D01.FR.15 D02.FR.01 a full list replaces what was there, with its version", () => {
  const { list, shown } = bench();
  expect(list.update(full(3, listed("A"), listed("B", "Blocked")))).toEqual(accepted);
  expect(list.update(full(2, listed("C")))).toEqual(accepted);
  expect([list.find(card("A")), list.find(card("B")), list.find(card("C"))]).toEqual([null, null, accepted]);
  expect([list.version, shown()[0]]).toEqual([2, 1]);
});

test("C01.FR.25 an idToken is found in any case, but by its own type only", () => {
  const { list } = bench();
  list.update(full(1, listed("04a2")));
  expect(list.find(card("04A2"))).toEqual(accepted);
  expect(list.find({ idToken: "04A2", type: "ISO15693" })).toBeNull();
});

test("D01.FR.04 a full update without idTokens empties the list and sets its version", () => {
  const { list, shown } = bench();
  list.update(full(1, listed("A")));
  expect(list.update(full(7))).toEqual(accepted);
  expect([list.find(card("A")), list.version, shown()]).toEqual([null, 7, [0, 0]]);
});

test("D01.FR.05 a differential update without idTokens changes the version only", () => {
  const { list } = bench();
  list.update(full(1, listed("A")));
  expect(list.update(differential(2))).toEqual(accepted);
  expect([list.find(card("A")), list.version]).toEqual([accepted, 2]);
});

test("D01.FR.16 D01.FR.17 a differential update adds, changes and takes out", () => {
  const { list, shown } = bench();
  list.update(full(1, listed("A"), listed("B"), listed("C")));
  expect(
    list.update(differential(2, listed("B", "Blocked"), unlisted("C"), unlisted("X"), listed("D"))),
  ).toEqual(accepted);
  expect(["A", "B", "C", "D"].map((id) => list.find(card(id))?.status)).toEqual([
    "Accepted",
    "Blocked",
    undefined,
    "Accepted",
  ]);
  expect([list.version, shown()[0]]).toEqual([2, 3]);
});

test.each([0, 1, 4, 5])(
  "D01.FR.19 a differential update of version %i to a list of 5 is refused",
  (version) => {
    const { list } = bench();
    list.update(full(5, listed("A")));
    expect(list.update(differential(version, unlisted("A")))).toMatchObject({ status: "VersionMismatch" });
    expect([list.find(card("A")), list.version]).toEqual([accepted, 5]);
  },
);

test.each<[string, string, ListUpdate, string]>([
  ["D01.FR.18", "a version that is 0", full(0, listed("X")), "ValuePositiveOnly"],
  ["D01.FR.18", "a version below 0", full(-3, listed("X")), "ValuePositiveOnly"],
  ["D01.FR.06", "an idToken twice", full(9, listed("x"), listed("X")), "InvalidValue"],
  ["D01.FR.06", "an idToken twice in a change", differential(9, listed("X"), unlisted("x")), "InvalidValue"],
  ["D01.FR.15", "a full list without idTokenInfo", full(9, listed("X"), unlisted("Y")), "MissingParam"],
  [
    "D01.FR.11",
    "more idTokens than a request may have",
    differential(9, ...["X", "Y", "Z", "U"].map((id) => listed(id))),
    "TooManyElements",
  ],
  ["D01.FR.11", "more bytes than a request may have", { ...full(9), bytes: 501 }, "TooLargeElement"],
  [
    "D01.FR.12",
    "more idTokens than the list may have",
    differential(9, listed("X"), listed("Y"), listed("Z")),
    "TooManyElements",
  ],
  [
    "2.5.6",
    "more bytes than the list may have",
    full(9, { idToken: card("X"), info: { status: "Accepted", language1: "x".repeat(400) } }),
    "OutOfStorage",
  ],
])("%s %s is refused, and the list stays whole", (_id, _what, update, reasonCode) => {
  const { list, open, shown } = bench({ entries: 4, bytes: 450, itemsPerMessage: 3, bytesPerMessage: 500 });
  list.update(full(3, listed("A"), listed("B")));
  const before = shown();
  expect(list.update(update)).toMatchObject({ status: "Failed", reasonCode });
  for (const one of [list, open()]) {
    expect([one.version, one.find(card("A")), one.find(card("B")), one.find(card("X"))]).toEqual([
      3,
      accepted,
      accepted,
      null,
    ]);
  }
  expect(shown()).toEqual(before);
});

test("the limits are met exactly, and one that leaves makes room for another", () => {
  const { list } = bench({ entries: 3, itemsPerMessage: 3, bytesPerMessage: 100 });
  expect(list.update(full(1, listed("A"), listed("B"), listed("C")))).toEqual(accepted);
  expect(list.update(differential(2, listed("D"), unlisted("A")))).toEqual(accepted);
  expect(list.update(differential(3, listed("D", "Blocked")))).toEqual(accepted);
  expect(list.update(differential(4, listed("E")))).toMatchObject({ status: "Failed" });
});

test("D01.FR.13 D02.FR.03 a disabled list is kept, is not used, and takes nothing", () => {
  const { list, variables, faults } = bench();
  list.update(full(3, listed("A")));
  variables.update("LocalAuthListCtrlr.Enabled", "false");
  expect([list.enabled, list.version, list.find(card("A"))]).toEqual([false, 0, null]);
  expect(list.update(full(4))).toMatchObject({ status: "Failed", reasonCode: "NotEnabled" });
  expect(list.stored(card("A"))).toEqual(accepted);
  variables.update("LocalAuthListCtrlr.Enabled", "true");
  expect([list.version, list.find(card("A")), faults]).toEqual([3, accepted, []]);
});

test("a station that has no list is never enabled", () => {
  const { list, variables } = bench();
  variables.update("LocalAuthListCtrlr.Available", "false");
  expect([list.available, list.enabled]).toEqual([false, false]);
});

test("while the fault LocalListRefused lasts no list is taken", () => {
  const { list, faults } = bench();
  list.update(full(1, listed("A")));
  faults.push({ kind: "LocalListRefused" });
  expect(list.update(full(2))).toMatchObject({ status: "Failed", reasonCode: "InternalError" });
  expect([list.version, list.find(card("A"))]).toEqual([1, accepted]);
  faults.length = 0;
  expect(list.update(full(2))).toEqual(accepted);
});

test("D01.FR.10 list, version and counts survive a restart", () => {
  const { list, open, variables, shown } = bench();
  list.update(full(6, listed("A"), listed("B", "Invalid")));
  const before = shown();
  variables.update("LocalAuthListCtrlr.Entries", 0);
  variables.update("LocalAuthListCtrlr.Storage", 0);
  const next = open();
  expect([next.version, next.size, next.find(card("B"))]).toEqual([6, 2, { status: "Invalid" }]);
  expect(shown()).toEqual(before);
  expect(next.update(differential(6))).toMatchObject({ status: "VersionMismatch" });
});

test("no idToken of the list is stored in the clear", () => {
  const { list, store } = bench();
  list.update(full(1, listed("04A2B3C4D5E680")));
  expect(JSON.stringify(store.table("localAuthorizationList").entries())).not.toMatch(/04A2B3C4D5E680/i);
});

describe.each(["memory", "disk"])("a power cut with the store on %s", (kind) => {
  const folder = mkdtempSync(join(tmpdir(), "kerbside-local-list-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([1, 2, 3, 4])("D01.FR.10 at the write no. %i of an update leaves the old list whole", (nth) => {
    const where = join(folder, String(nth));
    const store = kind === "memory" ? createMemoryStore() : openSqliteStore(where);
    const { list, open } = bench({}, store);
    list.update(full(1, listed("A"), listed("B")));
    const dying = open(powerFailsAt(store, nth));
    expect(dying.update(full(2, listed("C"), listed("D")))).toMatchObject({
      status: "Failed",
      reasonCode: "InternalError",
    });
    expect([dying.version, dying.find(card("A")), dying.find(card("C"))]).toEqual([1, accepted, null]);
    if (kind === "disk") store.close();
    const after = kind === "memory" ? store : openSqliteStore(where);
    const next = open(after);
    expect([next.version, next.size, next.find(card("B")), next.find(card("D"))]).toEqual([
      1,
      2,
      accepted,
      null,
    ]);
    after.close();
  });
});
