import type { Payload } from "../../protocol/index.js";
import type { DialogueItem } from "../dialogue.js";
import { exchangesIn, timeUntil, type Exchange } from "./exchange.js";

/** Names of the values, as a PICS declares them. */
export const MEASURE_IDS = [
  "triggeredFunction",
  "response",
  "remoteStartResponse",
  "remoteStartAuthorization",
  "remoteStopEnd",
  "boot",
] as const;
export type MeasureId = (typeof MEASURE_IDS)[number];

/** A value of the performance measurement. */
export interface Measure {
  readonly id: MeasureId;
  readonly title: string;
  /** From which message to which. */
  readonly definition: string;
  /** Every sample in the trace of a case, in milliseconds. */
  samplesIn(dialogue: readonly DialogueItem[]): readonly number[];
}

/** The versions of OCPP whose certification measures something. */
export type MeasuredVersion = "ocpp2.0.1" | "ocpp1.6";

/** A field of what a message says of its transaction. */
const ofTransaction = ({ transactionInfo }: Payload, field: string): unknown =>
  ((transactionInfo ?? {}) as Payload)[field];

const accepted = ({ response }: Exchange): boolean => response?.["status"] === "Accepted";

/** Samples of the exchanges of some actions. */
const from =
  (actions: readonly string[], samplesOf: (exchange: Exchange) => readonly number[]): Measure["samplesIn"] =>
  (dialogue) =>
    exchangesIn(dialogue)
      .filter(({ action }) => actions.includes(action))
      .flatMap(samplesOf);

const untilAnswer = ({ askedAt, answeredAt }: Exchange): readonly number[] => [answeredAt - askedAt];

/** A certificate is asked for by a message whose name is another than what is triggered. */
const triggeredAction = ({ request }: Exchange): string => {
  const requested = String(request["requestedMessage"]);
  return requested.startsWith("Sign") ? "SignCertificate" : requested;
};

const TRIGGERED: Measure = {
  id: "triggeredFunction",
  title: "OCPP triggered function",
  definition: "from TriggerMessage (ExtendedTriggerMessage), accepted, to the message that it triggers",
  samplesIn: from(["TriggerMessage", "ExtendedTriggerMessage"], (exchange) =>
    accepted(exchange)
      ? timeUntil(
          exchange,
          (action, { triggerReason }) =>
            action === triggeredAction(exchange) &&
            (triggerReason === undefined || triggerReason === "Trigger"),
        )
      : [],
  ),
};

const RESPONSE: Measure = {
  id: "response",
  title: "OCPP response",
  definition: "from any CALL of the CSMS to its CALLRESULT or CALLERROR",
  samplesIn: (dialogue) => exchangesIn(dialogue).flatMap(untilAnswer),
};

const remoteStartResponse = (action: string): Measure => ({
  id: "remoteStartResponse",
  title: `${action} response`,
  definition: `from ${action} to its response`,
  samplesIn: from([action], untilAnswer),
});

const BOOT: Measure = {
  id: "boot",
  title: "Boot after a reset",
  definition: "from Reset of the station, accepted, to its next BootNotification",
  samplesIn: from(["Reset"], (exchange) =>
    accepted(exchange) && exchange.request["evseId"] === undefined
      ? timeUntil(exchange, (action) => action === "BootNotification")
      : [],
  ),
};

const OCPP_201: readonly Measure[] = [
  TRIGGERED,
  RESPONSE,
  remoteStartResponse("RequestStartTransaction"),
  {
    id: "remoteStartAuthorization",
    title: "Transaction authorization by RequestStartTransaction",
    definition:
      "from RequestStartTransaction, accepted, to the TransactionEvent with its remoteStartId; only where nobody has to act between",
    samplesIn: from(["RequestStartTransaction"], (exchange) =>
      accepted(exchange)
        ? timeUntil(
            exchange,
            (action, payload) =>
              action === "TransactionEvent" &&
              ofTransaction(payload, "remoteStartId") === exchange.request["remoteStartId"],
          )
        : [],
    ),
  },
  {
    id: "remoteStopEnd",
    title: "Transaction authorization end by RequestStopTransaction",
    definition:
      "from RequestStopTransaction, accepted, to the TransactionEvent with triggerReason RemoteStop",
    samplesIn: from(["RequestStopTransaction"], (exchange) =>
      accepted(exchange)
        ? timeUntil(
            exchange,
            (action, payload) =>
              action === "TransactionEvent" &&
              payload["triggerReason"] === "RemoteStop" &&
              ofTransaction(payload, "transactionId") === exchange.request["transactionId"],
          )
        : [],
    ),
  },
  BOOT,
];

const OCPP_16: readonly Measure[] = [
  TRIGGERED,
  RESPONSE,
  remoteStartResponse("RemoteStartTransaction"),
  {
    id: "remoteStartAuthorization",
    title: "Transaction authorization by RemoteStartTransaction",
    definition:
      "from RemoteStartTransaction, accepted, to StartTransaction with its idTag; only where nobody has to act between",
    samplesIn: from(["RemoteStartTransaction"], (exchange) =>
      accepted(exchange)
        ? timeUntil(
            exchange,
            (action, { idTag }) => action === "StartTransaction" && idTag === exchange.request["idTag"],
          )
        : [],
    ),
  },
  {
    id: "remoteStopEnd",
    title: "Transaction authorization end by RemoteStopTransaction",
    definition: "from RemoteStopTransaction, accepted, to StopTransaction",
    samplesIn: from(["RemoteStopTransaction"], (exchange) =>
      accepted(exchange)
        ? timeUntil(
            exchange,
            (action, { transactionId }) =>
              action === "StopTransaction" && transactionId === exchange.request["transactionId"],
          )
        : [],
    ),
  },
];

/** The values of each version. */
export const MEASURES_OF: Readonly<Record<MeasuredVersion, readonly Measure[]>> = {
  "ocpp2.0.1": OCPP_201,
  "ocpp1.6": OCPP_16,
};
