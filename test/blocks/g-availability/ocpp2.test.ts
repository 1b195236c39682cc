import { createAvailabilityOcpp2 } from "../../../src/blocks/g-availability/index.js";
import type { Reply } from "../../../src/csms-link/index.js";
import { createSilentLogger, Seconds } from "../../../src/kernel/index.js";
import { bench as availabilityBench } from "./bench.js";

function bench(connectors: readonly number[] = [1, 1]) {
  const base = availabilityBench(connectors);
  const state = { accepted: true };
  let events = 0;
  const binding = createAvailabilityOcpp2({
    ...base,
    nextEventId: () => ++events,
    accepted: () => state.accepted,
    logger: createSilentLogger(),
  });
  const statuses = (): string[] =>
    base.link
      .taken()
      .map(({ payload }) => `${payload["evseId"]}/${payload["connectorId"]} ${payload["connectorStatus"]}`);
  const change = (payload: object) => {
    const serve = binding.handlers["ChangeAvailability"] as unknown as (
      p: object,
    ) => Reply<{ status: string }>;
    const reply = serve(payload);
    if ("error" in reply) throw new Error(reply.description);
    return reply;
  };
  return { ...base, state, binding, statuses, change };
}

test("B01.FR.05 an accepted station tells the status of every connector", () => {
  const { binding, statuses } = bench([2, 1]);
  binding.reportAll();
  expect(statuses()).toEqual(["1/1 Available", "1/2 Available", "2/1 Available"]);
});

test("G01.FR.03 G01.FR.08 a plug is told once, for its connector, with the time", () => {
  const { plug, link } = bench([2]);
  plug(1, 2);
  expect(link.taken()).toEqual([
    {
      action: "StatusNotification",
      payload: {
        timestamp: "2026-01-01T00:00:00.000Z",
        connectorStatus: "Occupied",
        evseId: 1,
        connectorId: 2,
      },
      instructed: false,
    },
  ]);
});

test("B01.FR.08 nothing is told before the station is accepted", () => {
  const { plug, statuses, state } = bench();
  state.accepted = false;
  plug(1);
  expect(statuses()).toEqual([]);
});

test("G03.FR.01 G03.FR.04 G04.FR.05 the answer goes first, then the connectors that changed", () => {
  const { change, statuses } = bench();
  const { response, afterwards } = change({ operationalStatus: "Inoperative" });
  expect(response).toEqual({ status: "Accepted" });
  expect(statuses()).toEqual([]);
  afterwards?.();
  expect(statuses()).toEqual(["1/1 Unavailable", "2/1 Unavailable"]);
});

test.each([{ evse: { id: 3 } }, { evse: { id: 1, connectorId: 2 } }, { evse: { id: 0 } }])(
  "G03.FR.02 %j does not exist and is Rejected",
  (target) => {
    const { change, plug, statuses } = bench();
    expect(change({ operationalStatus: "Inoperative", ...target }).response).toEqual({ status: "Rejected" });
    plug(1);
    expect(statuses()).toEqual(["1/1 Occupied"]);
  },
);

test("G03.FR.05 a scheduled change is told when it comes", () => {
  const { change, statuses, transactions, endTransaction } = bench();
  transactions.add(2);
  const { response, afterwards } = change({
    operationalStatus: "Inoperative",
    evse: { id: 2, connectorId: 1 },
  });
  expect(response).toEqual({ status: "Scheduled" });
  afterwards?.();
  endTransaction(2);
  expect(statuses()).toEqual(["2/1 Unavailable"]);
});

test("B04.FR.02 after a short time offline only what is different now is told", () => {
  const { binding, link, plug, unplug, statuses } = bench([1, 1, 1]);
  binding.reportAll();
  link.online = false;
  plug(1);
  plug(2);
  unplug(2);
  statuses();
  link.online = true;
  binding.reconnected(60_000, 60);
  expect(statuses()).toEqual(["1/1 Occupied"]);
});

test("B04.FR.01 after a long time offline everything is told", () => {
  const { binding, statuses } = bench();
  binding.reportAll();
  statuses();
  binding.reconnected(60_001, 60);
  expect(statuses()).toEqual(["1/1 Available", "2/1 Available"]);
});

test("B04.FR.02 what was lost with the connection is told after the next one", async () => {
  const { binding, link, plug, statuses, clock } = bench();
  binding.reportAll();
  link.answer = { failure: { kind: "offline" } };
  plug(1);
  await clock.advance(Seconds(0));
  statuses();
  link.answer = {};
  binding.reconnected(1_000, 60);
  expect(statuses()).toEqual(["1/1 Occupied"]);
});

test("a status that the CSMS asks for says so", () => {
  const { binding, link } = bench();
  binding.statusNotification(2, 1);
  expect(link.taken()).toMatchObject([{ payload: { evseId: 2, connectorId: 1 }, instructed: true }]);
});

test("G05.FR.02 a lock that fails is a Problem once, until it works again", () => {
  const { binding, link, deviceModel } = bench();
  binding.lockResult(1, 1, false);
  expect(link.taken()).toEqual([]);
  binding.lockResult(1, 1, true);
  binding.lockResult(1, 1, true);
  expect(deviceModel.string("ConnectorPlugRetentionLock@1.1.Problem")).toBe("true");
  expect(link.taken()).toMatchObject([
    {
      action: "NotifyEvent",
      payload: {
        eventData: [
          {
            trigger: "Delta",
            actualValue: "true",
            component: { name: "ConnectorPlugRetentionLock", evse: { id: 1, connectorId: 1 } },
            variable: { name: "Problem" },
          },
        ],
      },
    },
  ]);
  binding.lockResult(1, 1, false);
  expect(deviceModel.string("ConnectorPlugRetentionLock@1.1.Problem")).toBe("false");
  expect(link.taken()).toMatchObject([{ payload: { eventData: [{ actualValue: "false", cleared: true }] } }]);
});
