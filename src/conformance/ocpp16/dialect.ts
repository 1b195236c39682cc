import { toTimestamp, type Clock } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";
import { HEARTBEAT_INTERVAL, type Dialect, type HonestAnswer } from "../csms/dialect.js";

/** OCPP 1.6 as a central system speaks it that knows every idTag. */
export const OCPP_16: Dialect = {
  version: "ocpp1.6",
  createHonestAnswer,
  // One notification for each real change of status, and no more.
  needsCause: [
    "Authorize",
    "BootNotification",
    "DiagnosticsStatusNotification",
    "FirmwareStatusNotification",
    "LogStatusNotification",
    "SignCertificate",
    "SignedFirmwareStatusNotification",
    "StartTransaction",
    "StatusNotification",
    "StopTransaction",
  ],
  comesByItself: (action, payload) =>
    action === "Heartbeat" || (action === "MeterValues" && !contextsOf(payload).includes("Trigger")),
};

/** Why the values of a MeterValues request were taken. */
export const contextsOf = (payload: Payload): readonly unknown[] =>
  (payload["meterValue"] as readonly Payload[]).flatMap((value) =>
    (value["sampledValue"] as readonly Payload[]).map((sampled) => sampled["context"] ?? "Sample.Periodic"),
  );

function createHonestAnswer(clock: Clock): HonestAnswer {
  // In the order of time, so that no two runs against one station give the same.
  let transactionId = Math.floor(clock.now() / 1000);
  const idTagInfo = { status: "Accepted" };
  return (action): Payload => {
    const currentTime = toTimestamp(clock.now());
    switch (action) {
      case "BootNotification":
        return { status: "Accepted", currentTime, interval: HEARTBEAT_INTERVAL };
      case "Heartbeat":
        return { currentTime };
      case "Authorize":
        return { idTagInfo };
      case "StartTransaction":
        return { transactionId: transactionId++, idTagInfo };
      case "StopTransaction":
        return { idTagInfo };
      case "DataTransfer":
        return { status: "UnknownVendorId" };
      case "SignCertificate":
        return { status: "Rejected" };
      default:
        return {};
    }
  };
}
