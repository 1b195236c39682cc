import { toTimestamp } from "../kernel/index.js";
import type { OcppVersion } from "../protocol/index.js";
import type { Answer, AnswerContext, Behaviour, StationRequest } from "./answers.js";
import { energyRegister } from "./energy-register.js";
import type { HonestRecords } from "./honest-records.js";
import { list, number, part, text, type Payload } from "./payloads.js";
import { HIDDEN } from "./secrets.js";
import type { TransactionNews } from "./transactions.js";

/** Notifications of a station that are answered with an empty response. */
const ACKNOWLEDGED = [
  "BatterySwap",
  "ClearedChargingLimit",
  "ClosePeriodicEventStream",
  "FirmwareStatusNotification",
  "LogStatusNotification",
  "MeterValues",
  "NotifyChargingLimit",
  "NotifyCustomerInformation",
  "NotifyDERAlarm",
  "NotifyDERStartStop",
  "NotifyDisplayMessages",
  "NotifyEvent",
  "NotifyMonitoringReport",
  "NotifyPriorityCharging",
  "NotifyReport",
  "NotifySettlement",
  "PublishFirmwareStatusNotification",
  "ReportChargingProfiles",
  "ReportDERControl",
  "ReservationStatusUpdate",
  "SecurityEventNotification",
  "StatusNotification",
] as const;

const VERSIONS: readonly OcppVersion[] = ["ocpp2.0.1", "ocpp2.1"];

/** IdTokenInfoType for a token, with its group (C09.FR.09, C09.FR.12). */
function idTokenInfo(
  idToken: Payload,
  { tokens, issuedTokens }: HonestRecords,
): { readonly status: string } & object {
  const name = text(idToken, "idToken") ?? "";
  const type = text(idToken, "type");
  if (type === "NoAuthorization") return { status: "Accepted" }; // C02.FR.02
  if (type === "Central" && issuedTokens.has(name)) return { status: "Accepted" };
  const known = tokens.find(name, type);
  if (!known) return { status: "Unknown" };
  return {
    status: known.status,
    ...(known.group !== undefined && { groupIdToken: { idToken: known.group, type: "Central" } }),
  };
}

function newsOf(payload: Payload): TransactionNews {
  const transaction = part(payload, "transactionInfo");
  const evse = part(payload, "evse");
  const idToken = part(payload, "idToken");
  const meter = energyRegister(list(payload, "meterValue"));
  const at = text(payload, "timestamp") ?? "";
  const evseId = number(evse, "id");
  const connectorId = number(evse, "connectorId");
  const token = idToken["type"] === "KeyCode" ? HIDDEN : text(idToken, "idToken");
  const chargingState = text(transaction, "chargingState");
  const stoppedReason = text(transaction, "stoppedReason");
  return {
    transactionId: text(transaction, "transactionId") ?? "",
    seqNo: number(payload, "seqNo") ?? 0,
    ...(meter !== undefined && { meter }),
    ...(evseId !== undefined && { evseId }),
    ...(connectorId !== undefined && { connectorId }),
    ...(token !== undefined && { idToken: token }),
    ...(chargingState !== undefined && { chargingState }),
    ...(payload["eventType"] === "Ended" && { endedAt: at, stoppedReason: stoppedReason ?? "Local" }),
  };
}

function answerTransactionEvent(
  { payload }: StationRequest,
  context: AnswerContext,
  records: HonestRecords,
): Answer {
  const { identity } = context;
  const at = text(payload, "timestamp") ?? toTimestamp(context.now);
  const record = records.transactions.tell(identity, at, newsOf(payload));
  const { transactionId, evseId } = record;
  if (payload["eventType"] === "Started") {
    records.logger.info(
      { identity },
      `${identity}: transaction ${transactionId} started, EVSE ${evseId ?? "not known"}`,
    );
  }
  if (payload["eventType"] === "Ended") {
    records.logger.info(
      { identity },
      `${identity}: transaction ${transactionId} ended, ${record.stoppedReason}`,
    );
  }
  return {
    ...("idToken" in payload && { idTokenInfo: idTokenInfo(part(payload, "idToken"), records) }), // E02.FR.02
    ...(payload["eventType"] === "Ended" && { totalCost: record.totalCost }), // I03.FR.02
  };
}

/** It asks nobody whether a certificate was revoked: each is as good as its eMAID (C07.FR.13, C07.FR.14). */
function certificateStatusFor({ status }: { readonly status: string }): "Accepted" | "ContractCancelled" {
  return ["Blocked", "Expired", "Invalid", "Unknown"].includes(status) ? "ContractCancelled" : "Accepted";
}

/** What an honest CSMS answers in OCPP 2.0.1 and 2.1 to all that a station may ask. */
export function honestOcpp2(records: HonestRecords): readonly Behaviour[] {
  const on = (
    action: string,
    answer: (request: StationRequest, context: AnswerContext) => Answer,
  ): Behaviour => ({
    action,
    versions: VERSIONS,
    answer,
  });
  return [
    ...ACKNOWLEDGED.map((action) => on(action, () => ({}))),
    on("Authorize", ({ payload }) => {
      const info = idTokenInfo(part(payload, "idToken"), records);
      const ofContract = "certificate" in payload || "iso15118CertificateHashData" in payload;
      return { idTokenInfo: info, ...(ofContract && { certificateStatus: certificateStatusFor(info) }) };
    }),
    on("BootNotification", ({ payload }, { identity, now }) => {
      const { vendorName, model, firmwareVersion = "unknown" } = part(payload, "chargingStation");
      const what = `${String(vendorName)} ${String(model)}, firmware ${String(firmwareVersion)}`;
      records.logger.info({ identity }, `${identity} booted (${text(payload, "reason") ?? ""}): ${what}`);
      return { status: "Accepted", interval: records.heartbeatInterval, currentTime: toTimestamp(now) };
    }),
    on("DataTransfer", () => ({ status: "UnknownVendorId" })), // P02.FR.06: it serves no vendor.
    on("Get15118EVCertificate", () => ({ status: "Failed", exiResponse: "" })),
    on("GetCertificateChainStatus", ({ payload }, { now }) => ({
      certificateStatus: list(payload, "certificateStatusRequests").map((request) => ({
        certificateHashData: request["certificateHashData"],
        source: request["source"],
        status: "Unknown",
        nextUpdate: toTimestamp(now + 86_400_000),
      })),
    })),
    on("GetCertificateStatus", () => ({ status: "Failed" })),
    on("Heartbeat", (_request, { now }) => ({ currentTime: toTimestamp(now) })),
    // It makes no schedules; 2.0.1 has no word for "no limits from me".
    on("NotifyEVChargingNeeds", (_request, { version }) => ({
      status: version === "ocpp2.1" ? "NoChargingProfile" : "Rejected",
    })),
    on("NotifyEVChargingSchedule", () => ({ status: "Accepted" })),
    on("OpenPeriodicEventStream", () => ({ status: "Accepted" })),
    on("PullDynamicScheduleUpdate", () => ({ status: "Rejected" })),
    on("SignCertificate", () => ({ status: "Rejected" })),
    on("TransactionEvent", (request, context) => answerTransactionEvent(request, context, records)),
    on("VatNumberValidation", ({ payload }) => ({ vatNumber: payload["vatNumber"], status: "Rejected" })),
  ];
}
