import type { Duration } from "../kernel/index.js";
import type { OcppVersion, RpcErrorCode } from "../protocol/index.js";

/** A CALL of a station, as a behaviour sees it. The payload has passed its schema. */
export interface StationRequest {
  readonly messageId: string;
  readonly action: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** From whom a request came, and when. */
export interface AnswerContext {
  readonly identity: string;
  readonly version: OcppVersion;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type DeedKind =
  | {
      readonly kind: "callError";
      readonly code: string;
      readonly description: string;
      readonly details: object;
    }
  | { readonly kind: "late"; readonly after: Duration; readonly answer: Answer }
  | { readonly kind: "unchecked"; readonly response: unknown }
  | { readonly kind: "rawText"; readonly text: string }
  | { readonly kind: "close"; readonly code: number; readonly reason: string }
  | { readonly kind: "drop" }
  | { readonly kind: "halfOpen" };

/** An answer that is not a plain response. Made by {@link callError}, {@link late} and their siblings. */
export class Deed {
  constructor(readonly does: DeedKind) {}
}

/**
 * What a behaviour answers: a response payload, a {@link Deed}, `"silence"`, or `undefined` to let an older
 * behaviour answer.
 */
export type Answer = object | Deed | "silence" | undefined;

/** Answers the requests of one action, or of all (`"*"`). */
export interface Behaviour {
  readonly action: string;
  /** The versions in which it is asked; all where absent. */
  readonly versions?: readonly OcppVersion[];
  answer(request: StationRequest, context: AnswerContext): Answer;
}

/**
 * Answers with a CALLERROR.
 * @param code as written on the wire; any text, so that a peer can also send a code that does not exist
 */
export const callError = (code: RpcErrorCode | (string & {}), description = "", details: object = {}): Deed =>
  new Deed({ kind: "callError", code, description, details });

/** Gives `answer` after a while; the connection may be another one by then, in which case it is dropped. */
export const late = (answer: Answer, after: Duration): Deed => new Deed({ kind: "late", after, answer });

/** A response that is sent without looking at the schema. */
export const unchecked = (response: unknown): Deed => new Deed({ kind: "unchecked", response });

/** Sends `text` instead of an answer; it need not be JSON. */
export const rawText = (text: string): Deed => new Deed({ kind: "rawText", text });

/** Closes the WebSocket properly instead of answering. */
export const closes = (code = 1001, reason = ""): Deed => new Deed({ kind: "close", code, reason });

/** Cuts the TCP connection instead of answering. */
export const drops = (): Deed => new Deed({ kind: "drop" });

/** From now on reads and says nothing on this connection, which stays open: no answer, no pong. */
export const halfOpen = (): Deed => new Deed({ kind: "halfOpen" });

/** A behaviour that always gives the same answer to an action. */
export const answering = (action: string, answer: Answer): Behaviour => ({ action, answer: () => answer });
