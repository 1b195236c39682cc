import { MAX_MESSAGE_ID_LENGTH, MESSAGE_TYPE_NUMBERS, UNREADABLE_MESSAGE_ID } from "./frames.js";
import type { Frame, MessageType, Payload } from "./frames.js";
import type { RpcErrorCode } from "./rpc-errors.js";
import type { OcppVersion } from "./versions.js";

/** What came is no frame of OCPP-J. */
export interface MalformedFrame {
  readonly messageType: "malformed";
  /** For the log; repeats nothing of what was received. */
  readonly description: string;
  /** The messageId, where it could be read: a broken CALLRESULT ends the CALL it belongs to. */
  readonly messageId: string | null;
  /** The CALLERROR that answers it; `null`: silence, because an answer must not be answered. */
  readonly answer: {
    readonly messageId: string;
    readonly code: RpcErrorCode;
    readonly description: string;
  } | null;
}

/** No message of OCPP is half as deep; much deeper ones would overflow the stack of whoever walks them. */
const MAX_DEPTH = 100;

/**
 * Reads what came over the WebSocket. Never throws.
 *
 * @param version CALLRESULTERROR and SEND exist in 2.1 only; other versions know no such message type
 * @example
 * const frame = parseFrame('[2,"17","Heartbeat",{}]', "ocpp2.0.1");
 * if (frame.messageType === "malformed") reply(frame.answer);
 */
export function parseFrame(text: string, version: OcppVersion = "ocpp2.1"): Frame | MalformedFrame {
  const elements = parseArray(text);
  if (elements === null) return refused("RpcFrameworkError", "The message is not a JSON array", null);
  const [typeNumber, id] = elements;
  const messageId = typeof id === "string" && id.length <= MAX_MESSAGE_ID_LENGTH ? id : null;
  if (typeof typeNumber !== "number" || !Number.isInteger(typeNumber)) {
    return refused("RpcFrameworkError", "The message type is not an integer", messageId);
  }
  const messageType = messageTypeOf(typeNumber, version);
  // Part 4, 4.4
  if (messageType === null)
    return refused("MessageTypeNotSupported", `No message type ${typeNumber}`, messageId);
  if (messageId === null) {
    const description = `The messageId is not a string of at most ${MAX_MESSAGE_ID_LENGTH} characters`;
    return messageType === "CALL"
      ? refused("RpcFrameworkError", description, null)
      : ignored(description, null);
  }
  switch (messageType) {
    case "CALL":
    case "SEND":
      return parseRequest(messageType, messageId, elements, isTooDeep(text));
    case "CALLRESULT":
      return parseResult(messageId, elements, isTooDeep(text));
    case "CALLERROR":
    case "CALLRESULTERROR":
      return parseError(messageType, messageId, elements, isTooDeep(text));
  }
}

function parseRequest(
  messageType: "CALL" | "SEND",
  messageId: string,
  elements: readonly unknown[],
  tooDeep: boolean,
): Frame | MalformedFrame {
  const [, , action, content] = elements;
  const payload = asPayload(content);
  const wrong = (code: RpcErrorCode, description: string) =>
    messageType === "CALL" ? refused(code, description, messageId) : ignored(description, messageId);
  if (elements.length !== 4) return wrong("RpcFrameworkError", `A ${messageType} has 4 elements`);
  if (typeof action !== "string") return wrong("RpcFrameworkError", "The action is not a string");
  if (payload === null) return wrong("FormatViolation", "The payload is not an object");
  if (tooDeep) return wrong("FormatViolation", "The payload is nested too deeply");
  return { messageType, messageId, action, payload };
}

function parseResult(
  messageId: string,
  elements: readonly unknown[],
  tooDeep: boolean,
): Frame | MalformedFrame {
  const payload = asPayload(elements[2]);
  if (elements.length !== 3) return ignored("A CALLRESULT has 3 elements", messageId);
  if (payload === null || tooDeep)
    return ignored("The payload of the CALLRESULT is not an object", messageId);
  return { messageType: "CALLRESULT", messageId, payload };
}

/** Description and details may be missing: the code alone tells that the CALL failed. */
function parseError(
  messageType: "CALLERROR" | "CALLRESULTERROR",
  messageId: string,
  elements: readonly unknown[],
  tooDeep: boolean,
): Frame | MalformedFrame {
  const [, , errorCode, errorDescription = "", errorDetails = {}] = elements;
  if (
    typeof errorCode !== "string" ||
    typeof errorDescription !== "string" ||
    elements.length > 5 ||
    tooDeep
  ) {
    return ignored(`A ${messageType} has a code, a description and details`, messageId);
  }
  return { messageType, messageId, errorCode, errorDescription, errorDetails };
}

function parseArray(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as readonly unknown[]) : null;
  } catch {
    return null;
  }
}

function messageTypeOf(typeNumber: number, version: OcppVersion): MessageType | null {
  switch (typeNumber) {
    case MESSAGE_TYPE_NUMBERS.CALL:
      return "CALL";
    case MESSAGE_TYPE_NUMBERS.CALLRESULT:
      return "CALLRESULT";
    case MESSAGE_TYPE_NUMBERS.CALLERROR:
      return "CALLERROR";
    case MESSAGE_TYPE_NUMBERS.CALLRESULTERROR:
      return version === "ocpp2.1" ? "CALLRESULTERROR" : null;
    case MESSAGE_TYPE_NUMBERS.SEND:
      return version === "ocpp2.1" ? "SEND" : null;
    default:
      return null;
  }
}

/** Part 4, 4.1.5: where there is no payload, null and {} mean the same. */
function asPayload(value: unknown): Payload | null {
  if (value === null) return {};
  return typeof value === "object" && !Array.isArray(value) ? (value as Payload) : null;
}

/** Whether valid JSON is nested deeper than {@link MAX_DEPTH}; reads the text, so it needs no stack itself. */
function isTooDeep(text: string): boolean {
  if (text.length < 2 * MAX_DEPTH) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === "\\") index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "[" || character === "{") {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (character === "]" || character === "}") depth -= 1;
  }
  return false;
}

function refused(code: RpcErrorCode, description: string, messageId: string | null): MalformedFrame {
  const answer = { messageId: messageId ?? UNREADABLE_MESSAGE_ID, code, description };
  return { messageType: "malformed", description, messageId, answer };
}

function ignored(description: string, messageId: string | null): MalformedFrame {
  return { messageType: "malformed", description, messageId, answer: null };
}
