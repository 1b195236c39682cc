import { toTimestamp, type Clock } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";
import { HEARTBEAT_INTERVAL, type Dialect, type HonestAnswer } from "./dialect.js";

/** OCPP 2.0.1 as a CSMS speaks it that knows every token. */
export const OCPP_201: Dialect = {
  version: "ocpp2.0.1",
  createHonestAnswer,
  needsCause: ["TransactionEvent", "Authorize", "BootNotification"],
  comesByItself: (action, payload) =>
    action === "Heartbeat" ||
    (action === "TransactionEvent" &&
      payload["eventType"] === "Updated" &&
      ["MeterValuePeriodic", "MeterValueClock"].includes(String(payload["triggerReason"]))),
};

function createHonestAnswer(clock: Clock): HonestAnswer {
  return (action, request): Payload => {
    const currentTime = toTimestamp(clock.now());
    switch (action) {
      case "BootNotification":
        return { status: "Accepted", currentTime, interval: HEARTBEAT_INTERVAL };
      case "Heartbeat":
        return { currentTime };
      case "Authorize":
        return { idTokenInfo: { status: "Accepted" } };
      case "TransactionEvent": {
        const idToken = request["idToken"] as { readonly type?: string } | undefined;
        return idToken ? { idTokenInfo: { status: "Accepted" } } : {};
      }
      case "DataTransfer":
        return { status: "UnknownVendorId" };
      case "SignCertificate":
        return { status: "Rejected" };
      case "Get15118EVCertificate":
        return { status: "Failed", exiResponse: "" };
      case "GetCertificateStatus":
        return { status: "Failed" };
      case "NotifyEVChargingNeeds":
        return { status: "Rejected" };
      case "NotifyEVChargingSchedule":
        return { status: "Rejected" };
      default:
        return {};
    }
  };
}
