import type { RpcErrorCode } from "./rpc-errors.js";
import { wireCode } from "./rpc-errors.js";
import { MAX_DESCRIPTION_LENGTH, shortened } from "./text.js";
import type { OcppVersion } from "./versions.js";

/** The numbers that open a frame (Part 4, 4.1.3); the last two are new in 2.1. */
export const MESSAGE_TYPE_NUMBERS = {
  CALL: 2,
  CALLRESULT: 3,
  CALLERROR: 4,
  CALLRESULTERROR: 5,
  SEND: 6,
} as const;
export type MessageType = keyof typeof MESSAGE_TYPE_NUMBERS;

/** Stands for a messageId that could not be read (Part 4, 4.2.3). */
export const UNREADABLE_MESSAGE_ID = "-1";

/** The longest messageId (Part 4, 4.1.4). */
export const MAX_MESSAGE_ID_LENGTH = 36;

/** The content of a message: an object, not yet compared with its schema. */
export type Payload = Readonly<Record<string, unknown>>;

/** A request that wants a response. */
export interface CallFrame {
  readonly messageType: "CALL";
  readonly messageId: string;
  readonly action: string;
  readonly payload: Payload;
}

/** The response to a CALL. */
export interface CallResultFrame {
  readonly messageType: "CALLRESULT";
  readonly messageId: string;
  readonly payload: Payload;
}

/** Says that a CALL could not be served, or, as CALLRESULTERROR, that a response could not be understood. */
export interface CallErrorFrame {
  readonly messageType: "CALLERROR" | "CALLRESULTERROR";
  readonly messageId: string;
  /** As the other side wrote it, which need not be a code that exists. */
  readonly errorCode: string;
  readonly errorDescription: string;
  readonly errorDetails: unknown;
}

/** A message that wants no response (2.1). */
export interface SendFrame {
  readonly messageType: "SEND";
  readonly messageId: string;
  readonly action: string;
  readonly payload: Payload;
}

export type Frame = CallFrame | CallResultFrame | CallErrorFrame | SendFrame;

/** A CALL ready to be sent. */
export function encodeCall(messageId: string, action: string, payload: object): string {
  return JSON.stringify([MESSAGE_TYPE_NUMBERS.CALL, messageId, action, payload]);
}

/** A message without response, of 2.1. */
export function encodeSend(messageId: string, action: string, payload: object): string {
  return JSON.stringify([MESSAGE_TYPE_NUMBERS.SEND, messageId, action, payload]);
}

/** The response to the CALL with that messageId. */
export function encodeCallResult(messageId: string, payload: object): string {
  return JSON.stringify([MESSAGE_TYPE_NUMBERS.CALLRESULT, messageId, payload]);
}

/**
 * Refuses the CALL with that messageId. The code is written as the version spells it; the description is cut
 * at 255 characters.
 */
export function encodeCallError(
  messageId: string,
  code: RpcErrorCode,
  description: string,
  version: OcppVersion,
  details: object = {},
): string {
  const text = shortened(description, MAX_DESCRIPTION_LENGTH);
  return JSON.stringify([MESSAGE_TYPE_NUMBERS.CALLERROR, messageId, wireCode(code, version), text, details]);
}

/** Says that the response with that messageId could not be understood (2.1 only). */
export function encodeCallResultError(
  messageId: string,
  code: RpcErrorCode,
  description: string,
  details: object = {},
): string {
  const text = shortened(description, MAX_DESCRIPTION_LENGTH);
  return JSON.stringify([MESSAGE_TYPE_NUMBERS.CALLRESULTERROR, messageId, code, text, details]);
}
