import type { Payload } from "../../protocol/index.js";
import type { HonestAnswer } from "./dialect.js";

/** What the CSMS does with a request of the station. */
export type Answer =
  | { readonly kind: "response"; readonly payload: Payload }
  | { readonly kind: "error"; readonly code: string }
  | { readonly kind: "silence" };

/** An answer, or how it follows from the request and from what any honest CSMS would say. */
export type Reply = Payload | Answer | ((request: Payload, honest: Payload) => Payload | Answer);

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

/** @param honest what is answered where nothing was laid down */
export function createAnswers(honest: HonestAnswer): Answers {
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
      const reply = typeof laidDown === "function" ? laidDown(request, honest(action, request)) : laidDown;
      const given = reply ?? honest(action, request);
      return isAnswer(given) ? given : { kind: "response", payload: given };
    },
  };
}
