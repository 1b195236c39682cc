import { toTimestamp, type Clock } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";

/** What the CSMS does with a request of the station. */
export type Answer =
  | { readonly kind: "response"; readonly payload: Payload }
  | { readonly kind: "error"; readonly code: string }
  | { readonly kind: "silence" };

/** An answer, or how it follows from the request. */
export type Reply = Payload | Answer | ((request: Payload) => Payload | Answer);

/** The CSMS gives no answer at all. */
export const SILENCE: Answer = { kind: "silence" };

/** The CSMS answers by a CALLERROR. */
export const refusal = (code: string): Answer => ({ kind: "error", code });

const isAnswer = (reply: Payload | Answer): reply is Answer =>
  typeof reply["kind"] === "string" && ["response", "error", "silence"].includes(reply["kind"]);

/** Answers of the CSMS: those laid down by the case before those of any honest CSMS. */
export interface Answers {
  /** Answers the next request of that action so, once, after those that wait already. */
  next(action: string, reply: Reply): void;
  /** Answers every request of that action so, from now on; `null` takes it back. */
  always(action: string, reply: Reply | null): void;
  /** The answer to a request that has come; spends what was laid down for it. */
  to(action: string, request: Payload): Answer;
}

/** Seconds between heartbeats: long, so that they do not disturb a case. */
const HEARTBEAT_INTERVAL = 86_400;

/** @param clock of the CSMS, for the times that it tells */
export function createAnswers(clock: Clock): Answers {
  const once: { action: string; reply: Reply }[] = [];
  const lasting = new Map<string, Reply>();
  return {
    next: (action, reply) => void once.push({ action, reply }),
    always(action, reply) {
      if (reply === null) lasting.delete(action);
      else lasting.set(action, reply);
    },
    to(action, request) {
      const index = once.findIndex((entry) => entry.action === action);
      const laidDown = index < 0 ? lasting.get(action) : once.splice(index, 1)[0]?.reply;
      const reply = typeof laidDown === "function" ? laidDown(request) : laidDown;
      const given = reply ?? honest(action, request, clock);
      return isAnswer(given) ? given : { kind: "response", payload: given };
    },
  };
}

/** What a CSMS says that knows every token. */
function honest(action: string, request: Payload, clock: Clock): Payload {
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
}
