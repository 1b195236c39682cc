import {
  ALL_CASES,
  loadOwnVariants,
  type CaseResult,
  type TestCase,
  type Variant,
} from "../../src/conformance/index.js";
import { expectFailure } from "../support/conformance/can-fail.js";
import { casesAtVariants } from "../support/conformance/cases-at-variants.js";
import { drawn } from "../support/conformance/drawn.js";
import { adds, alters, answersLate, answersWrong, swallows } from "../support/conformance/lies.js";
import { lyingWire, type Liar } from "../support/conformance/lying-wire.js";
import { runInProcess } from "../support/conformance/run-in-process.js";

const VARIANTS = loadOwnVariants();

const byName = (name: string): Variant => {
  const variant = VARIANTS.find((one) => one.name === name);
  if (!variant) throw new Error(`there is no variant ${name}`);
  return variant;
};

const caseOf = (id: string): TestCase => {
  const found = ALL_CASES.find((one) => one.id === id);
  if (!found) throw new Error(`there is no case ${id}`);
  return found;
};

const run = (id: string, liar: Liar): Promise<CaseResult> =>
  runInProcess(caseOf(id), byName("ac-duo"), (clock) => lyingWire(liar, clock));

const trigger =
  (reason: string) =>
  (payload: Record<string, unknown>): boolean =>
    payload["triggerReason"] === reason;
const eventType =
  (type: string) =>
  (payload: Record<string, unknown>): boolean =>
    payload["eventType"] === type;
const without =
  (field: string) =>
  (payload: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(payload).filter(([name]) => name !== field));
const EVENT = "TransactionEvent";
const MESSAGES = "NotifyDisplayMessages";
const withoutInMessages =
  (field: string) =>
  (payload: Record<string, unknown>): Record<string, unknown> => ({
    ...payload,
    messageInfo: (payload["messageInfo"] as Record<string, unknown>[]).map(without(field)),
  });
const info = (payload: Record<string, unknown>): Record<string, unknown> =>
  payload["transactionInfo"] as Record<string, unknown>;

/** What a station does wrong, the case that must notice, and what the case must say about it. */
const LIES: [state: string, what: string, id: string, liar: () => Liar, says: RegExp][] = [
  [
    "Booted",
    "no security event",
    "TC_B_01_CS",
    () => swallows({ action: "SecurityEventNotification", skip: 1 }),
    /^SecurityEventNotification .* did not come/,
  ],
  [
    "Booted",
    "a wrong connector status",
    "TC_B_20_CS",
    () => alters({ action: "StatusNotification", skip: 2 }, (p) => ({ ...p, connectorStatus: "Occupied" })),
    /connectorStatus must be "Available"/,
  ],
  [
    "Booted",
    "a connector is forgotten",
    "TC_B_20_CS",
    () => swallows({ action: "StatusNotification", skip: 3 }),
    /did not come/,
  ],
  [
    "Booting",
    "the reset is refused",
    "TC_G_21_CS",
    () => answersWrong({ action: "Reset" }, () => ({ status: "Rejected" })),
    /ResetResponse: status must be "Accepted"/,
  ],
  [
    "Unavailable",
    "the change is refused",
    "TC_G_03_CS",
    () => answersWrong({ action: "ChangeAvailability" }, () => ({ status: "Rejected" })),
    /ChangeAvailabilityResponse: status/,
  ],
  [
    "Unavailable",
    "the status is not told",
    "TC_G_03_CS",
    () => swallows({ action: "StatusNotification", holds: (p) => p["connectorStatus"] === "Unavailable" }),
    /did not come/,
  ],
  [
    "ParkingBayOccupied",
    "the car is not told",
    "TC_E_12_CS",
    () => swallows({ action: EVENT, holds: trigger("EVDetected") }),
    /triggerReason|did not come/,
  ],
  [
    "EVConnectedPreSession",
    "a wrong trigger reason",
    "TC_G_01_CS",
    () =>
      alters({ action: EVENT, holds: trigger("CablePluggedIn") }, (p) => ({
        ...p,
        triggerReason: "AbnormalCondition",
      })),
    /triggerReason must be "CablePluggedIn"/,
  ],
  [
    "EVConnectedPreSession",
    "a wrong status",
    "TC_G_01_CS",
    () =>
      alters({ action: "StatusNotification", holds: (p) => p["connectorStatus"] === "Occupied" }, (p) => ({
        ...p,
        connectorStatus: "Faulted",
      })),
    /connectorStatus must be "Occupied"/,
  ],
  [
    "EVConnectedPreSession",
    "the connector is not named",
    "TC_E_09_CS",
    () => alters({ action: EVENT, holds: trigger("CablePluggedIn") }, without("evse")),
    /evse must be present/,
  ],
  [
    "Authorized (local)",
    "nobody is asked",
    "TC_C_02_CS",
    () => swallows({ action: "Authorize" }),
    /^Authorize .* did not come/,
  ],
  [
    "Authorized (local)",
    "another token is asked about",
    "TC_C_06_CS",
    () => alters({ action: "Authorize" }, (p) => ({ ...p, idToken: { idToken: "other", type: "ISO14443" } })),
    /idToken.idToken must be/,
  ],
  [
    "Authorized (local)",
    "the token is not told",
    "TC_E_10_CS",
    () => alters({ action: EVENT, holds: trigger("Authorized") }, without("idToken")),
    /idToken must be present/,
  ],
  [
    "Authorized (remote)",
    "the remote start is refused",
    "TC_F_02_CS",
    () => answersWrong({ action: "RequestStartTransaction" }, () => ({ status: "Rejected" })),
    /RequestStartTransactionResponse: status/,
  ],
  [
    "Authorized (remote)",
    "no remoteStartId",
    "TC_E_13_CS",
    () =>
      alters({ action: EVENT, holds: trigger("RemoteStart") }, (p) => ({
        ...p,
        transactionInfo: without("remoteStartId")(info(p)),
      })),
    /remoteStartId must be/,
  ],
  [
    "Authorized (remote)",
    "another trigger reason than RemoteStart",
    "TC_E_13_CS",
    () =>
      alters({ action: EVENT, holds: trigger("RemoteStart") }, (p) => ({
        ...p,
        triggerReason: "Authorized",
      })),
    /triggerReason must be "RemoteStart"/,
  ],
  [
    "EnergyTransferStarted",
    "charging is not told",
    "TC_E_03_CS",
    () => swallows({ action: EVENT, holds: (p) => info(p)["chargingState"] === "Charging" }),
    /did not come/,
  ],
  [
    "EnergyTransferStarted",
    "another charging state",
    "TC_E_04_CS",
    () =>
      alters({ action: EVENT, holds: (p) => info(p)["chargingState"] === "Charging" }, (p) => ({
        ...p,
        transactionInfo: { ...info(p), chargingState: "EVConnected" },
      })),
    /chargingState/,
  ],
  [
    "EnergyTransferSuspended",
    "another state than SuspendedEV",
    "TC_E_24_CS",
    () =>
      alters({ action: EVENT, holds: (p) => info(p)["chargingState"] === "SuspendedEV" }, (p) => ({
        ...p,
        transactionInfo: { ...info(p), chargingState: "Charging" },
      })),
    /chargingState must be/,
  ],
  [
    "StopAuthorized (local)",
    "a wrong stoppedReason",
    "TC_E_15_CS",
    () =>
      alters({ action: EVENT, holds: eventType("Ended") }, (p) => ({
        ...p,
        transactionInfo: { ...info(p), stoppedReason: "PowerLoss" },
      })),
    /stoppedReason must be/,
  ],
  [
    "StopAuthorized (remote)",
    "the stop is refused",
    "TC_F_08_CS",
    () => answersWrong({ action: "RequestStopTransaction" }, () => ({ status: "Rejected" })),
    /RequestStopTransactionResponse: status/,
  ],
  [
    "StopAuthorized (remote)",
    "a wrong trigger reason",
    "TC_E_21_CS",
    () =>
      alters({ action: EVENT, holds: trigger("RemoteStop") }, (p) => ({
        ...p,
        triggerReason: "StopAuthorized",
      })),
    /triggerReason must be "RemoteStop"/,
  ],
  [
    "EVConnectedPostSession",
    "the end of the energy is not told",
    "TC_E_14_CS",
    () =>
      swallows({
        action: EVENT,
        holds: (p) => trigger("ChargingStateChanged")(p) && info(p)["chargingState"] === "EVConnected",
      }),
    /did not come/,
  ],
  [
    "EVDisconnected",
    "the connector stays occupied",
    "TC_E_06_CS",
    () =>
      alters(
        { action: "StatusNotification", holds: (p) => p["connectorStatus"] === "Available", skip: 2 },
        (p) => ({ ...p, connectorStatus: "Occupied" }),
      ),
    /connectorStatus must be "Available"/,
  ],
  [
    "ParkingBayUnoccupied",
    "the departure is not told",
    "TC_E_19_CS",
    () => swallows({ action: EVENT, holds: trigger("EVDeparted") }),
    /did not come/,
  ],
  [
    "ParkingBayUnoccupied",
    "the transaction goes on",
    "TC_E_19_CS",
    () => alters({ action: EVENT, holds: trigger("EVDeparted") }, (p) => ({ ...p, eventType: "Updated" })),
    /eventType must be "Ended"/,
  ],
  [
    "StartOfflineTransaction",
    "offline is not told",
    "TC_C_26_CS",
    () => alters({ action: EVENT, holds: (p) => p["offline"] === true }, without("offline")),
    /does not say that it happened offline/,
  ],
  [
    "TransactionEventsInQueueEnded",
    "the queue is lost",
    "TC_E_43_CS",
    () => swallows({ action: EVENT, holds: (p) => p["offline"] === true }),
    /did not come/,
  ],
  [
    "IdTokenCached",
    "a cached token is asked about",
    "TC_C_08_CS",
    () =>
      adds({ action: EVENT, holds: trigger("Authorized"), skip: 1 }, "Authorize", (p) => ({
        idToken: p["idToken"],
      })),
    /Authorize came without a cause/,
  ],
  [
    "IdTokenLocalAuthList",
    "the list is refused",
    "TC_D_08_CS",
    () => answersWrong({ action: "SendLocalList" }, () => ({ status: "Failed" })),
    /SendLocalListResponse: status must be "Accepted"/,
  ],
  [
    "IdTokenLocalAuthList",
    "the list keeps its old version",
    "TC_D_02_CS",
    () => answersWrong({ action: "GetLocalListVersion" }, () => ({ versionNumber: 2 })),
    /versionNumber must be 3/,
  ],
  [
    "IdTokenLocalAuthList",
    "an outdated update is taken",
    "TC_D_06_CS",
    () => answersWrong({ action: "SendLocalList", skip: 1 }, () => ({ status: "Accepted" })),
    /SendLocalListResponse: status must be "VersionMismatch"/,
  ],
  [
    "IdTokenLocalAuthList",
    "a listed token is asked about",
    "TC_C_27_CS",
    () =>
      adds({ action: EVENT, holds: trigger("Authorized") }, "Authorize", (p) => ({ idToken: p["idToken"] })),
    /Authorize came without a cause/,
  ],
  [
    "IdTokenLocalAuthList",
    "a token that is listed as invalid is not asked about",
    "TC_C_28_CS",
    () => swallows({ action: "Authorize" }),
    /^Authorize .* did not come/,
  ],
  [
    "SetDisplayMessage",
    "the message is refused",
    "TC_O_02_CS",
    () => answersWrong({ action: "SetDisplayMessage" }, () => ({ status: "Rejected" })),
    /SetDisplayMessageResponse: status/,
  ],
  [
    "display messages",
    "another request is answered",
    "TC_O_07_CS",
    () => alters({ action: MESSAGES }, (p) => ({ ...p, requestId: 4711 })),
    /requestId must be/,
  ],
  [
    "display messages",
    "more is announced and does not come",
    "TC_O_09_CS",
    () => alters({ action: MESSAGES }, (p) => ({ ...p, tbc: true })),
    /NotifyDisplayMessages .* did not come/,
  ],
  [
    "display messages",
    "no message is told of",
    "TC_O_02_CS",
    () => alters({ action: MESSAGES }, without("messageInfo")),
    /message 101 was not told of/,
  ],
  [
    "display messages",
    "the start is not told",
    "TC_O_13_CS",
    () => alters({ action: MESSAGES }, withoutInMessages("startDateTime")),
    /startDateTime must be present/,
  ],
  [
    "display messages",
    "the transaction is not told",
    "TC_O_30_CS",
    () => alters({ action: MESSAGES }, withoutInMessages("transactionId")),
    /transactionId must be/,
  ],
  [
    "tariff and cost",
    "nobody is asked about the token",
    "TC_I_07_CS",
    () => swallows({ action: "Authorize" }),
    /Authorize .* did not come/,
  ],
  [
    "a general rule",
    "a gap in seqNo",
    "TC_E_03_CS",
    () => alters({ action: EVENT, skip: 1 }, (p) => ({ ...p, seqNo: Number(p["seqNo"]) + 1 })),
    /seqNo .* are not numbered one after the other/,
  ],
  [
    "a general rule",
    "two events with the same seqNo",
    "TC_E_06_CS",
    () => alters({ action: EVENT, holds: eventType("Ended") }, (p) => ({ ...p, seqNo: 0 })),
    /seqNo|first event|after its end/,
  ],
  [
    "a general rule",
    "a late answer",
    "TC_B_06_CS",
    () => answersLate({ action: "GetVariables", skip: 1 }),
    /GetVariables was not answered within 30 s/,
  ],
  [
    "a general rule",
    "a made-up event",
    "TC_F_20_CS",
    () =>
      adds({ action: "Heartbeat" }, EVENT, () => ({
        eventType: "Started",
        timestamp: "2026-01-01T00:00:00Z",
        triggerReason: "Authorized",
        seqNo: 0,
        transactionInfo: { transactionId: "made-up" },
      })),
    /TransactionEvent came without a cause/,
  ],
  [
    "a general rule",
    "a payload against its schema",
    "TC_G_01_CS",
    () =>
      alters({ action: "StatusNotification", holds: (p) => p["connectorStatus"] === "Occupied" }, (p) => ({
        ...p,
        surprise: 1,
      })),
    /is not as its schema says/,
  ],
  [
    "Reserved",
    "the status is not told",
    "TC_H_03_CS",
    () => swallows({ action: "StatusNotification", holds: (p) => p["connectorStatus"] === "Reserved" }),
    /did not come/,
  ],
  [
    "Reserved",
    "a stranger's cable makes it Occupied",
    "TC_H_02_CS",
    () =>
      adds({ action: EVENT, holds: trigger("CablePluggedIn") }, "StatusNotification", ({ timestamp }) => ({
        timestamp,
        connectorStatus: "Occupied",
        evseId: 1,
        connectorId: 1,
      })),
    /StatusNotification .* must not be sent here/,
  ],
  [
    "Reserved",
    "a stranger charges",
    "TC_H_02_CS",
    () =>
      adds({ action: "Authorize" }, EVENT, () => ({
        eventType: "Updated",
        timestamp: "2026-01-01T00:00:00Z",
        triggerReason: "ChargingStateChanged",
        seqNo: 1,
        transactionInfo: { transactionId: "made-up", chargingState: "Charging" },
      })),
    /TransactionEvent .* must not be sent here/,
  ],
  [
    "Reserved",
    "the transaction does not tell it",
    "TC_H_01_CS",
    () => alters({ action: EVENT }, without("reservationId")),
    /reservationIds of TransactionEvents/,
  ],
  [
    "Reserved",
    "its end is told as another",
    "TC_H_07_CS",
    () =>
      alters({ action: "ReservationStatusUpdate" }, (p) => ({ ...p, reservationUpdateStatus: "Removed" })),
    /reservationUpdateStatus must be "Expired"/,
  ],
  [
    "Reserved",
    "it ends before its time",
    "TC_H_07_CS",
    () =>
      adds(
        { action: "StatusNotification", holds: (p) => p["connectorStatus"] === "Reserved" },
        "ReservationStatusUpdate",
        () => ({ reservationId: 1, reservationUpdateStatus: "Expired" }),
      ),
    /must not be sent here/,
  ],
  [
    "a general rule",
    "a time in the future",
    "TC_G_01_CS",
    () =>
      alters({ action: "StatusNotification", holds: (p) => p["connectorStatus"] === "Occupied" }, (p) => ({
        ...p,
        timestamp: "2031-01-01T00:00:00Z",
      })),
    /in the future/,
  ],
  [
    "a general rule",
    "a time long ago",
    "TC_G_01_CS",
    () => alters({ action: EVENT }, (p) => ({ ...p, timestamp: "2021-01-01T00:00:00Z" })),
    /before it came/,
  ],
  [
    "a general rule",
    "a second Started",
    "TC_E_03_CS",
    () => alters({ action: EVENT, holds: trigger("Authorized") }, (p) => ({ ...p, eventType: "Started" })),
    /eventType must be "Updated"/,
  ],
];

test.each(LIES)("%s: %s is failed by %s", async (_state, _what, id, liar, says) => {
  const result = await run(id, liar());
  if (result.verdict !== "FAIL" || !says.test(result.reason ?? "")) throw new Error(drawn(result));
});

test.each(casesAtVariants("ocpp2.0.1", "ac-duo"))(
  "$id can fail: a message that it asks for is swallowed or spoiled",
  async ({ testCase, variant }) => {
    await expectFailure(testCase, variant);
  },
  // A case is run again for every frame that might be swallowed.
  60_000,
);
