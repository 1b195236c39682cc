import {
  createDisplayMessages,
  type DisplayMessageWish,
  type SetDisplayMessageOutcome,
} from "../../../src/blocks/o-display-message/index.js";
import { createManualClock, createMemoryStore, Seconds } from "../../../src/kernel/index.js";
import { deviceModelOf } from "../../device-model/station-under-test.js";

const SECOND = Seconds(1);

function bench(
  variables: Record<string, string> = {},
  store = createMemoryStore(),
  clock = createManualClock(),
) {
  const deviceModel = deviceModelOf({ initial: variables });
  const ongoing = new Set(["tx-1"]);
  const engine = () =>
    createDisplayMessages({
      deviceModel,
      isOngoing: (transactionId) => ongoing.has(transactionId),
      onChange: () => changes++,
      store,
      clock,
    });
  let changes = 0;
  const messages = engine();
  return {
    deviceModel,
    messages,
    clock,
    ongoing,
    ids: () => messages.find({}).map(({ id }) => id),
    changes: () => changes,
    afterPowerCut: engine,
  };
}

const wish = (id: number, more: Partial<DisplayMessageWish> = {}): DisplayMessageWish => ({
  id,
  priority: "NormalCycle",
  contents: [{ format: "UTF8", content: `message ${id}` }],
  onlyListedLanguages: false,
  ...more,
});

test("O01.FR.10, O02.FR.10 what was set is there after a power cut, whole", () => {
  const { messages, afterPowerCut } = bench();
  const whole = wish(7, {
    priority: "InFront",
    state: "Charging",
    from: 1,
    until: 1e15,
    transactionId: "tx-1",
    display: { name: "Display" },
  });
  expect(messages.set(whole)).toEqual({ status: "Accepted" });
  const { onlyListedLanguages: _, ...kept } = whole;
  expect(afterPowerCut().find({})).toEqual([kept]);
});

describe("a message that cannot be shown is refused and changes nothing", () => {
  test.each<
    [string, Partial<DisplayMessageWish>, SetDisplayMessageOutcome["status"], Record<string, string>?]
  >([
    ["O01.FR.01", { priority: "InFront" }, "NotSupportedPriority", { SupportedPriorities: "NormalCycle" }],
    ["O01.FR.02", { state: "Idle" }, "NotSupportedState", { SupportedStates: "Charging" }],
    ["O01.FR.02 a state of 2.1", { state: "Discharging" }, "NotSupportedState"],
    ["O01.FR.03", { contents: [{ format: "HTML", content: "<b>" }] }, "NotSupportedMessageFormat"],
    [
      "O01.FR.03 one of several",
      {
        contents: [
          { format: "UTF8", content: "a" },
          { format: "URI", content: "b:c" },
        ],
      },
      "NotSupportedMessageFormat",
    ],
    ["O02.FR.01", { transactionId: "tx-2" }, "UnknownTransaction"],
    ["O01.FR.22", { display: { name: "Display", instance: "second" } }, "Rejected"],
    ["O01.FR.22 no display at all", { display: { name: "EVSE", evse: { id: 1 } } }, "Rejected"],
    ["a negative id", { id: -1 }, "Rejected"],
    ["not ASCII", { contents: [{ format: "ASCII", content: "Grüße" }] }, "Rejected"],
    ["over before it begins", { from: 2e15, until: 1e15 }, "Rejected"],
    ["over already", { until: 1 }, "Rejected"],
    ["disabled", {}, "Rejected", { Enabled: "false" }],
    ["not there", {}, "Rejected", { Available: "false" }],
    [
      "2.1 a language that is not listed",
      { contents: [{ format: "UTF8", language: "es", content: "a" }], onlyListedLanguages: true },
      "LanguageNotSupported",
    ],
  ])("%s", (_why, more, status, variables = {}) => {
    const { messages, ids, changes } = bench(
      Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [`DisplayMessageCtrlr.${name}`, value]),
      ),
    );
    expect(messages.set(wish(1, more)).status).toBe(status);
    expect(ids()).toEqual([]);
    expect(changes()).toBe(0);
  });
});

test("O01.FR.22 the display that is there may be named, in any case of letters", () => {
  const { messages } = bench();
  expect(messages.set(wish(1, { display: { name: "display" } })).status).toBe("Accepted");
});

test("O01.FR.11, O02.FR.11 one more than there may be is rejected; replacing one is not one more", () => {
  const { messages, ids, deviceModel } = bench();
  const most = deviceModel.describe("DisplayMessageCtrlr.DisplayMessages")?.characteristics.maxLimit ?? 0;
  expect(most).toBeGreaterThan(1);
  for (let id = 0; id < most; id++) expect(messages.set(wish(id)).status).toBe("Accepted");
  expect(messages.set(wish(most)).status).toBe("Rejected");
  expect(ids()).toHaveLength(most);
  expect(messages.set(wish(0, { state: "Idle" })).status).toBe("Accepted");
  expect(deviceModel.integer("DisplayMessageCtrlr.DisplayMessages")).toBe(most);
});

test("O06.FR.01 a message of the same id is replaced with all its parameters", () => {
  const { messages } = bench();
  messages.set(wish(3, { priority: "InFront", state: "Idle", transactionId: "tx-1" }));
  messages.set(wish(3));
  expect(messages.find({})).toEqual([
    { id: 3, priority: "NormalCycle", contents: [{ format: "UTF8", content: "message 3" }] },
  ]);
});

test("O01.FR.16, O02.FR.18 a second message that is always in front replaces the first, on disk too", () => {
  const { messages, ids, afterPowerCut } = bench();
  messages.set(wish(1, { priority: "AlwaysFront", transactionId: "tx-1" }));
  messages.set(wish(2, { priority: "InFront" }));
  messages.set(wish(3, { priority: "AlwaysFront" }));
  expect(ids()).toEqual([2, 3]);
  expect(
    afterPowerCut()
      .find({})
      .map(({ id }) => id),
  ).toEqual([2, 3]);
});

test("O01.FR.07, O02.FR.07 a message is gone when its time is over, on disk too", async () => {
  const { messages, ids, clock, deviceModel, afterPowerCut } = bench();
  messages.set(wish(1, { until: clock.now() + 60 * SECOND }));
  await clock.advance(Seconds(59));
  expect(ids()).toEqual([1]);
  await clock.advance(Seconds(1));
  expect(deviceModel.integer("DisplayMessageCtrlr.DisplayMessages")).toBe(0);
  expect(ids()).toEqual([]);
  expect(afterPowerCut().find({})).toEqual([]);
});

test("O02.FR.02 a message for a transaction goes with it, and only that", () => {
  const { messages, ids, changes } = bench();
  messages.set(wish(1, { transactionId: "tx-1" }));
  messages.set(wish(2));
  messages.transactionEnded("tx-2");
  expect(ids()).toEqual([1, 2]);
  expect(changes()).toBe(2);
  messages.transactionEnded("tx-1");
  expect(ids()).toEqual([2]);
  expect(changes()).toBe(3);
});

test("O02.FR.02 a transaction that a power cut has ended takes its messages along", () => {
  const { messages, ongoing, afterPowerCut } = bench();
  messages.set(wish(1, { transactionId: "tx-1" }));
  messages.set(wish(2));
  ongoing.clear();
  const next = afterPowerCut();
  next.resume();
  expect(next.find({}).map(({ id }) => id)).toEqual([2]);
});

test("O04.FR.01, O04.FR.02 messages are found by all criteria at once", () => {
  const { messages } = bench();
  messages.set(wish(1, { priority: "InFront", state: "Idle" }));
  messages.set(wish(2, { priority: "InFront" }));
  messages.set(wish(3, { state: "Idle" }));
  const found = (criteria: Parameters<typeof messages.find>[0]) =>
    messages.find(criteria).map(({ id }) => id);
  expect(found({ ids: [1, 3, 9] })).toEqual([1, 3]);
  expect(found({ priority: "InFront" })).toEqual([1, 2]);
  expect(found({ state: "Idle" })).toEqual([1, 3]);
  expect(found({ ids: [1], state: "Charging" })).toEqual([]);
  expect(found({ ids: [3], priority: "InFront", state: "Idle" })).toEqual([]);
});

test("O05.FR.01, O05.FR.02 a message is cleared once", () => {
  const { messages, afterPowerCut } = bench();
  messages.set(wish(1));
  expect(messages.clear(2)).toBe(false);
  expect(messages.clear(1)).toBe(true);
  expect(messages.clear(1)).toBe(false);
  expect(afterPowerCut().find({})).toEqual([]);
});
