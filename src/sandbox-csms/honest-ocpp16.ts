import { toTimestamp } from "../kernel/index.js";
import type { OcppVersion } from "../protocol/index.js";
import type { Answer, AnswerContext, Behaviour, StationRequest } from "./answers.js";
import { energyRegister } from "./energy-register.js";
import type { HonestRecords } from "./honest-records.js";
import { list, number, text, type Payload } from "./payloads.js";
import { HIDDEN } from "./secrets.js";
import type { AuthorizationStatus } from "./tokens.js";

/** Notifications of a station that are answered with an empty response. */
const ACKNOWLEDGED = [
  "DiagnosticsStatusNotification",
  "FirmwareStatusNotification",
  "LogStatusNotification",
  "SecurityEventNotification",
  "SignedFirmwareStatusNotification",
  "StatusNotification",
] as const;

const VERSIONS: readonly OcppVersion[] = ["ocpp1.6"];

/** The longest idTag, and so the longest parentIdTag. */
const LONGEST_ID_TAG = 20;

/** OCPP 1.6 knows fewer reasons; all that it does not know are Invalid. */
function status16(status: AuthorizationStatus): string {
  return ["Accepted", "Blocked", "Expired", "ConcurrentTx"].includes(status) ? status : "Invalid";
}

function idTagInfo(idTag: string, { tokens }: HonestRecords): object {
  const known = tokens.find(idTag);
  if (!known) return { status: "Invalid" };
  const { status, group } = known;
  return {
    status: status16(status),
    ...(group !== undefined && group.length <= LONGEST_ID_TAG && { parentIdTag: group }),
  };
}

const shown = (idTag: string, { tokens }: HonestRecords): string =>
  tokens.find(idTag)?.type === "KeyCode" ? HIDDEN : idTag;

/** A StartTransaction that is sent again, because its response got lost, must not start a second transaction. */
function sameStart(payload: Payload, identity: string, { transactions }: HonestRecords): string | undefined {
  return transactions
    .of(identity)
    .find(
      (known) =>
        known.startedAt === payload["timestamp"] &&
        known.connectorId === payload["connectorId"] &&
        known.meterStart === payload["meterStart"],
    )?.transactionId;
}

/** What an honest CSMS answers in OCPP 1.6 with the security extension to all that a station may ask. */
export function honestOcpp16(records: HonestRecords): readonly Behaviour[] {
  const { transactions, logger } = records;
  let lastTransactionId: number | undefined;
  // Begins at the time of day, so that a restarted sandbox does not give a number a second time.
  const nextTransactionId = (now: number): number =>
    (lastTransactionId = (lastTransactionId ?? Math.floor(now / 1000)) + 1);

  const on = (
    action: string,
    answer: (request: StationRequest, context: AnswerContext) => Answer,
  ): Behaviour => ({
    action,
    versions: VERSIONS,
    answer,
  });

  const start = ({ payload }: StationRequest, { identity, now }: AnswerContext): Answer => {
    const idTag = text(payload, "idTag") ?? "";
    const connectorId = number(payload, "connectorId") ?? 0;
    const transactionId = sameStart(payload, identity, records) ?? String(nextTransactionId(now));
    transactions.tell(identity, text(payload, "timestamp") ?? "", {
      transactionId,
      connectorId,
      idToken: shown(idTag, records),
      meter: number(payload, "meterStart") ?? 0,
    });
    logger.info({ identity }, `${identity}: transaction ${transactionId} started, connector ${connectorId}`);
    return { transactionId: Number(transactionId), idTagInfo: idTagInfo(idTag, records) };
  };

  const stop = ({ payload }: StationRequest, { identity }: AnswerContext): Answer => {
    const at = text(payload, "timestamp") ?? "";
    const idTag = text(payload, "idTag");
    const record = transactions.tell(identity, at, {
      transactionId: String(payload["transactionId"]),
      meter: number(payload, "meterStop") ?? 0,
      endedAt: at,
      stoppedReason: text(payload, "reason") ?? "Local",
    });
    logger.info(
      { identity },
      `${identity}: transaction ${record.transactionId} ended, ${record.stoppedReason}`,
    );
    return idTag === undefined ? {} : { idTagInfo: idTagInfo(idTag, records) };
  };

  const meterValues = ({ payload }: StationRequest, { identity, now }: AnswerContext): Answer => {
    const transactionId = number(payload, "transactionId");
    const meter = energyRegister(list(payload, "meterValue"));
    if (transactionId !== undefined && meter !== undefined) {
      transactions.tell(identity, toTimestamp(now), { transactionId: String(transactionId), meter });
    }
    return {};
  };

  return [
    ...ACKNOWLEDGED.map((action) => on(action, () => ({}))),
    on("Authorize", ({ payload }) => ({ idTagInfo: idTagInfo(text(payload, "idTag") ?? "", records) })),
    on("BootNotification", ({ payload }, { identity, now }) => {
      const { chargePointVendor, chargePointModel } = payload;
      logger.info(
        { identity },
        `${identity} booted: ${String(chargePointVendor)} ${String(chargePointModel)}`,
      );
      return { status: "Accepted", interval: records.heartbeatInterval, currentTime: toTimestamp(now) };
    }),
    on("DataTransfer", () => ({ status: "UnknownVendorId" })),
    on("Heartbeat", (_request, { now }) => ({ currentTime: toTimestamp(now) })),
    on("MeterValues", meterValues),
    on("SignCertificate", () => ({ status: "Rejected" })),
    on("StartTransaction", start),
    on("StopTransaction", stop),
  ];
}
