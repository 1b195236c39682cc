import { createEventIds } from "../../src/csms-link/index.js";
import { createMemoryStore } from "../../src/kernel/index.js";

test("event ids count up, and none comes again after a reboot", () => {
  const store = createMemoryStore();
  const before = createEventIds(store);
  const used = Array.from({ length: 250 }, () => before());
  expect(used).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
  expect(createEventIds(store)()).toBeGreaterThan(250);
});

test("after the highest integer of OCPP they begin anew", () => {
  const store = createMemoryStore();
  store.table<number>("eventIds").put("next", 2_147_483_647);
  const next = createEventIds(store);
  expect([next(), next(), next()]).toEqual([2_147_483_647, 1, 2]);
});
