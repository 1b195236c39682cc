import type { Payload } from "../../protocol/index.js";
import type { DialogueItem } from "../dialogue.js";

/** A CALL of the CSMS that the station answered, and what followed. */
export interface Exchange {
  readonly action: string;
  readonly request: Payload;
  /** Milliseconds since the beginning of the case. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** `null` for a CALLERROR. */
  readonly response: Payload | null;
  /** What stands behind the CALL in the trace. */
  readonly following: readonly DialogueItem[];
}

const isAnswer = ({ from, kind }: DialogueItem): boolean =>
  from === "station" && (kind === "response" || kind === "error");

/** The CALLs of the CSMS in a trace that were answered, in their order. */
export function exchangesIn(dialogue: readonly DialogueItem[]): readonly Exchange[] {
  return dialogue.flatMap((item, index): readonly Exchange[] => {
    if (item.from !== "csms" || item.kind !== "request") return [];
    const following = dialogue.slice(index + 1);
    const answer = following.find((other) => isAnswer(other) && other.messageId === item.messageId);
    if (!answer) return [];
    return [
      {
        action: item.text,
        request: (item.payload ?? {}) as Payload,
        askedAt: item.at,
        answeredAt: answer.at,
        response: answer.kind === "response" ? ((answer.payload ?? {}) as Payload) : null,
        following,
      },
    ];
  });
}

/**
 * How long after the CALL the station sent a request of which that holds, in milliseconds; nothing where a person
 * had to act before, or where the CSMS was away or asked for the same again: that time is not the station's.
 */
export function timeUntil(
  { askedAt, action, following }: Exchange,
  holds: (action: string, payload: Payload) => boolean,
): readonly number[] {
  for (const { from, kind, text, payload, at } of following) {
    if (from === "tester") return [];
    if (from === "csms" && (kind === "connection" || (kind === "request" && text === action))) return [];
    if (from === "station" && kind === "request" && holds(text, (payload ?? {}) as Payload))
      return [at - askedAt];
  }
  return [];
}
