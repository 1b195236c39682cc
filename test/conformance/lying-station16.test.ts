import { ALL_CASES_16, loadOwnVariants, type CaseResult } from "../../src/conformance/index.js";
import { expectFailure } from "../support/conformance/can-fail.js";
import { casesAtVariants } from "../support/conformance/cases-at-variants.js";
import { drawn } from "../support/conformance/drawn.js";
import { adds, alters, answersWrong, swallows } from "../support/conformance/lies.js";
import { lyingWire, type Liar } from "../support/conformance/lying-wire.js";
import { runInProcess } from "../support/conformance/run-in-process.js";

const VARIANTS = loadOwnVariants("ocpp1.6");

const run = (id: string, liar: Liar): Promise<CaseResult> => {
  const testCase = ALL_CASES_16.find((one) => one.id === id);
  const duo = VARIANTS.find(({ name }) => name === "duo");
  if (!testCase || !duo) throw new Error(`there is no case ${id} for a station with two sockets`);
  return runInProcess(testCase, duo, (clock) => lyingWire(liar, clock));
};

type Payload = Record<string, unknown>;

const STATUS = "StatusNotification";
const status =
  (wanted: string) =>
  (payload: Payload): boolean =>
    payload["status"] === wanted && payload["connectorId"] !== 0;
const saying =
  (changes: Payload) =>
  (payload: Payload): Payload => ({ ...payload, ...changes });
/** Of each sample of a MeterValues request. */
const sampled =
  (change: (value: Payload) => Payload | null) =>
  (payload: Payload): Payload => ({
    ...payload,
    meterValue: (payload["meterValue"] as Payload[]).map((one) => ({
      ...one,
      sampledValue: (one["sampledValue"] as Payload[]).map(change).filter((value) => value !== null),
    })),
  });
/** Of each key that GetConfiguration tells. */
const keys =
  (change: (key: Payload) => Payload | null) =>
  (payload: Payload): Payload => ({
    ...payload,
    configurationKey: (payload["configurationKey"] as Payload[]).map(change).filter((key) => key !== null),
  });
const preparing = {
  connectorId: 1,
  status: "Preparing",
  errorCode: "NoError",
  timestamp: "2026-01-01T00:00:00Z",
};
const measured = {
  connectorId: 1,
  meterValue: [{ timestamp: "2026-01-01T00:00:00Z", sampledValue: [{ value: "1" }] }],
};
const REGISTER = "Energy.Active.Import.Register";

/** What a station does wrong, the case that must notice, and what the case must say about it. */
const LIES: [what: string, id: string, liar: () => Liar, says: RegExp][] = [
  [
    "a connector is forgotten after a boot",
    "TC_034",
    () => swallows({ action: STATUS, holds: status("Unavailable"), skip: 3 }),
    /StatusNotification .* did not come/,
  ],
  [
    "it boots with another status",
    "TC_013",
    () => alters({ action: STATUS, holds: status("Unavailable"), skip: 1 }, saying({ status: "Available" })),
    /status must be "Unavailable"/,
  ],
  [
    "heartbeats come twice as often",
    "TC_001",
    () => adds({ action: "Heartbeat" }, "Heartbeat", () => ({})),
    /a heartbeat came 0 s after the one before/,
  ],
  [
    "something is said while the station is rejected",
    "TC_001",
    () => adds({ action: "BootNotification", skip: 1 }, "Heartbeat", () => ({})),
    /the station sent messages while it was rejected/,
  ],
  [
    "Preparing is told twice",
    "TC_003",
    () => adds({ action: "Authorize" }, STATUS, () => preparing),
    /status must be "Charging"|StatusNotification came without a cause/,
  ],
  [
    "another idTag starts",
    "TC_003",
    () => alters({ action: "StartTransaction" }, saying({ idTag: "other" })),
    /idTag must be/,
  ],
  [
    "another connector charges",
    "TC_010",
    () => alters({ action: "StartTransaction" }, saying({ connectorId: 2 })),
    /connectorId must be 1/,
  ],
  [
    "nobody is asked, though that is configured",
    "TC_010",
    () => swallows({ action: "Authorize" }),
    /Authorize .* did not come/,
  ],
  [
    "it starts before it asks",
    "TC_011_1",
    () =>
      adds({ action: STATUS, holds: status("Preparing") }, "StartTransaction", ({ timestamp }) => ({
        connectorId: 1,
        idTag: "04A2B3C4D5E680",
        meterStart: 0,
        timestamp,
      })),
    /StartTransaction came without a cause|status must be/,
  ],
  [
    "a cached idTag is asked about",
    "TC_007",
    () => adds({ action: "StartTransaction", skip: 1 }, "Authorize", ({ idTag }) => ({ idTag })),
    /Authorize came without a cause/,
  ],
  [
    "a strange idTag is asked about",
    "TC_068",
    () =>
      adds({ action: STATUS, holds: status("Charging") }, "Authorize", () => ({ idTag: "04A2B3C4D5E681" })),
    /Authorize came, which must not be sent here/,
  ],
  [
    "the wrong idTag stops",
    "TC_069",
    () => alters({ action: "StopTransaction" }, saying({ idTag: "04A2B3C4D5E680" })),
    /idTag must be "04A2B3C4D5E681"/,
  ],
  ...(
    [
      ["TC_005_1", "EVDisconnected"],
      ["TC_012", "Remote"],
      ["TC_015", "HardReset"],
      ["TC_016", "SoftReset"],
      ["TC_018_1", "UnlockCommand"],
      ["TC_032_2", "PowerLoss"],
      ["TC_037_3", "DeAuthorized"],
    ] as const
  ).map(([id, reason]): [string, string, () => Liar, RegExp] => [
    `a stop says another reason than ${reason}`,
    id,
    () =>
      alters(
        { action: "StopTransaction", holds: (p) => p["reason"] === reason },
        saying({ reason: "Other" }),
      ),
    new RegExp(`reason must be "${reason}"`),
  ]),
  [
    "what is suspended does not say why",
    "TC_005_3",
    () => alters({ action: STATUS, holds: status("SuspendedEV") }, saying({ info: "EV gone" })),
    /info must be "EV side disconnected"/,
  ],
  [
    "a lock's failure is another error",
    "TC_024",
    () => alters({ action: STATUS, holds: status("Faulted") }, saying({ errorCode: "OtherError" })),
    /errorCode must be "ConnectorLockFailure"/,
  ],
  [
    "a required key is missing",
    "TC_019",
    () =>
      answersWrong(
        { action: "GetConfiguration" },
        keys((one) => (one["key"] === "ResetRetries" ? null : one)),
      ),
    /ResetRetries/,
  ],
  [
    "a key that must be writable is not",
    "TC_019",
    () =>
      answersWrong(
        { action: "GetConfiguration" },
        keys((one) => (one["key"] === "ConnectionTimeOut" ? { ...one, readonly: true } : one)),
      ),
    /readonly of ConnectionTimeOut must be false/,
  ],
  [
    "a value is told in another way than it was set",
    "TC_021",
    () =>
      answersWrong(
        { action: "GetConfiguration" },
        keys((one) => (one["value"] === "2" ? { ...one, value: "2.0" } : one)),
      ),
    /value must be "2"/,
  ],
  [
    "a configured measurand is missing",
    "TC_070",
    () =>
      alters(
        { action: "MeterValues" },
        sampled((one) => (one["measurand"] === REGISTER ? null : one)),
      ),
    /there is no value of Energy.Active.Import.Register/,
  ],
  [
    "samples have the wrong context",
    "TC_071",
    () => alters({ action: "MeterValues" }, sampled(saying({ context: "Sample.Periodic" }))),
    /context must be Sample.Clock/,
  ],
  [
    "a sample is lost while offline",
    "TC_036",
    () =>
      swallows({
        action: "MeterValues",
        holds: ({ meterValue }) => (meterValue as Payload[])[0]?.["timestamp"] === "2026-01-01T00:00:04.000Z",
      }),
    /a sample was taken 4 s after the one before, not 2 s/,
  ],
  [
    "what happened offline has the time of its telling",
    "TC_039",
    () => alters({ action: "StartTransaction", skip: 1 }, saying({ timestamp: "2026-01-01T00:05:00Z" })),
    /is after the reconnection|in the future/,
  ],
  [
    "an old status is told after the reconnection",
    "TC_039",
    () => adds({ action: "StartTransaction", skip: 1 }, STATUS, () => preparing),
    /StatusNotification came without a cause/,
  ],
  [
    "a transaction is stopped that was never started",
    "TC_012",
    () =>
      adds({ action: "StopTransaction" }, "MeterValues", (p) => ({
        ...measured,
        transactionId: Number(p["transactionId"]) + 1,
      })),
    /is about a transaction .* which was never started/,
  ],
  [
    "the meter runs backwards",
    "TC_012",
    () => alters({ action: "StartTransaction" }, saying({ meterStart: 1_000_000 })),
    /meterStop of transaction .* is less than its meterStart/,
  ],
  [
    "a transaction stops twice",
    "TC_012",
    () => adds({ action: "StopTransaction" }, "StopTransaction", (p) => p),
    /was stopped more than once|StopTransaction came without a cause/,
  ],
  [
    "a time in the future",
    "TC_003",
    () => alters({ action: "StartTransaction" }, saying({ timestamp: "2031-01-01T00:00:00Z" })),
    /in the future/,
  ],
  [
    "a triggered message is about another connector",
    "TC_054",
    () => alters({ action: "MeterValues" }, saying({ connectorId: 2 })),
    /connectorId must be 1/,
  ],
];

test.each(LIES)("%s: %s fails it", async (_what, id, liar, says) => {
  const result = await run(id, liar());
  if (result.verdict !== "FAIL" || !says.test(result.reason ?? "")) throw new Error(drawn(result));
});

test.each(casesAtVariants("ocpp1.6", "duo"))(
  "$id can fail: a message that it asks for is swallowed or spoiled",
  ({ testCase, variant }) => expectFailure(testCase, variant),
  // A case is run again for every frame that might be swallowed.
  60_000,
);
