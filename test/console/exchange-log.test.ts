import { latencyOf, outcomeOf, troubleOf } from "../../src/console/wire/exchange.js";
import { createExchangeLog } from "../../src/console/wire/exchange-log.js";
import { createWireSearch, NO_FILTER } from "../../src/console/wire/filter.js";
import { command, exchange } from "./support/frames.js";

test("a request and its answer are one exchange, whoever asks, also where ids are the same", () => {
  const log = createExchangeLog(100);
  const frames = [...exchange(1, "Heartbeat"), ...command(1, "Reset", {}, { status: "Accepted" })];
  const inOrder = [0, 2, 3, 1].flatMap((index) => frames[index] ?? []);
  log.add(inOrder.map((frame, index) => ({ ...frame, seq: index + 1 })));
  expect(log.all().map(({ by, request, answer: back }) => [by, request?.action, back?.seq])).toEqual([
    ["station", "Heartbeat", 4],
    ["csms", "Reset", 3],
  ]);
});

test("frames that are known are passed over, and a new process begins anew", () => {
  const log = createExchangeLog(100);
  log.add(exchange(1, "Heartbeat"));
  log.add(exchange(1, "Heartbeat"));
  expect([log.all().length, log.newest]).toEqual([1, 2]);
  log.restarted();
  log.add(exchange(1, "BootNotification"));
  expect(log.all().map(({ request }) => request?.action)).toEqual(["Heartbeat", "BootNotification"]);
});

test("an answer whose request was not seen stands by itself", () => {
  const log = createExchangeLog(100);
  log.add(exchange(1, "Heartbeat").slice(1));
  expect(log.all()).toMatchObject([{ request: null, answer: { seq: 2 }, by: "station" }]);
});

test("the oldest frames go, and late answers still find their requests", () => {
  const log = createExchangeLog(20);
  const [late, itsAnswer] = exchange(1_001, "DataTransfer");
  for (let seq = 1; seq <= 999; seq += 2) log.add(exchange(seq, "Heartbeat"));
  if (!late || !itsAnswer) throw new Error("no frames");
  log.add([late]);
  for (let seq = 1_003; seq <= 1_009; seq += 2) log.add(exchange(seq, "Heartbeat"));
  log.add([{ ...itsAnswer, seq: 1_011 }]);
  const all = log.all();
  expect(all.length).toBeLessThanOrEqual(12);
  const found = all.find(({ request }) => request?.action === "DataTransfer");
  expect(found?.answer?.seq).toBe(1_011);
  expect(all.every(({ answer }) => answer !== null)).toBe(true);
});

test("ten thousand frames are taken and searched in the blink of an eye", () => {
  const log = createExchangeLog(10_000);
  const frames = Array.from({ length: 10_000 }, (_, index) =>
    exchange(index * 2 + 1, index % 7 === 0 ? "MeterValues" : "Heartbeat", { number: index }),
  ).flat();
  const begun = performance.now();
  for (const frame of frames) log.add([frame]);
  const search = createWireSearch();
  const found = search(log.all(), { ...NO_FILTER, text: "metervalues" });
  expect(found.length).toBeGreaterThan(500);
  expect(performance.now() - begun).toBeLessThan(2_000);
});

test("what came of an exchange is told in a word", () => {
  const log = createExchangeLog(100);
  log.add(exchange(1, "Authorize", {}, { idTokenInfo: { status: "Blocked" } }));
  log.add(exchange(3, "Heartbeat"));
  log.add(command(5, "Reset", {}, { status: "Accepted" }));
  const [broken] = exchange(7, "StatusNotification");
  if (broken) log.add([{ ...broken, violation: "evseId is missing" }]);
  const all = log.all();
  expect(all.map(outcomeOf)).toEqual(["Blocked", "ok", "Accepted", "…"]);
  expect(all.map(troubleOf)).toEqual(["refused", null, null, "error"]);
  expect(all.map(latencyOf)).toEqual([10, 10, 10, null]);
});

test.each([
  [{ text: "blocked AUTHORIZE" }, ["Authorize"]],
  [{ by: "csms" }, ["Reset"]],
  [{ action: "Heartbeat" }, ["Heartbeat"]],
  [{ onlyTrouble: true }, ["Authorize"]],
  [{ text: "nothing like that" }, []],
] as const)("the filter %p leaves %p", (filter, actions) => {
  const log = createExchangeLog(100);
  log.add(exchange(1, "Authorize", {}, { idTokenInfo: { status: "Blocked" } }));
  log.add(exchange(3, "Heartbeat"));
  log.add(command(5, "Reset", {}, { status: "Accepted" }));
  const found = createWireSearch()(log.all(), { ...NO_FILTER, ...filter });
  expect(found.map(({ request }) => request?.action)).toEqual(actions);
});
