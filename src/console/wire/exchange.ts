import type { Frame } from "../api/types.js";

/** A request and, once it is there, its answer. */
export interface Exchange {
  /** Counts up from 1 on this page. */
  readonly number: number;
  /** `null` where only the answer was seen. */
  readonly request: Frame | null;
  readonly answer: Frame | null;
  /** Who asks. */
  readonly by: "station" | "csms";
}

export const actionOf = ({ request, answer }: Exchange): string =>
  request?.action ?? answer?.action ?? "unknown";

export const timeOf = ({ request, answer }: Exchange): string => (request ?? answer)?.at ?? "";

/** Milliseconds from request to answer; `null` while one is missing. */
export function latencyOf({ request, answer }: Exchange): number | null {
  return request && answer ? Date.parse(answer.at) - Date.parse(request.at) : null;
}

/** What came of it, in a word: the status in the answer, the code of a CALLERROR, or that none has come. */
export function outcomeOf({ answer }: Exchange): string {
  if (!answer) return "…";
  const payload = (answer.payload ?? {}) as Record<string, unknown>;
  if (answer.messageType === "CALLERROR")
    return String(payload["errorCode"] ?? payload["code"] ?? "CALLERROR");
  const { status, idTokenInfo, idTagInfo } = payload as Record<string, { status?: unknown } | string>;
  if (typeof status === "string") return status;
  for (const info of [idTokenInfo, idTagInfo])
    if (typeof info === "object" && typeof info.status === "string") return info.status;
  return "ok";
}

/** What is wrong with it: `error` for a CALLERROR or a broken schema, `refused` for a status that is no yes. */
export function troubleOf(exchange: Exchange): "error" | "refused" | null {
  const { request, answer } = exchange;
  if (answer?.messageType === "CALLERROR" || request?.violation || answer?.violation) return "error";
  return REFUSALS.test(outcomeOf(exchange)) ? "refused" : null;
}

const REFUSALS =
  /^(Rejected|Failed|Faulted|Invalid|Blocked|Expired|Unknown\w*|Not\w+|NoCredit|NoProfile|ConcurrentTx|Unavailable|InvalidCertificate)$/;
