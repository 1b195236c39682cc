import type { OcppVersion, RpcErrorCode } from "../protocol/index.js";

/** What is wrong with a message, as a CALLERROR would say it. */
export interface Violation {
  readonly code: RpcErrorCode;
  /** Names the field. */
  readonly description: string;
}

/** A text frame, taken apart. */
export type Frame =
  | {
      readonly messageType: "CALL" | "SEND";
      readonly messageId: string;
      readonly action: string;
      readonly payload: unknown;
    }
  | { readonly messageType: "CALLRESULT"; readonly messageId: string; readonly payload: unknown }
  | {
      readonly messageType: "CALLERROR" | "CALLRESULTERROR";
      readonly messageId: string;
      readonly code: string;
      readonly description: string;
      readonly details: unknown;
    }
  | { readonly messageType: "UNREADABLE"; readonly messageId: string; readonly violation: Violation };

const LONGEST_MESSAGE_ID = 36;

const unreadable = (messageId: string, code: RpcErrorCode, description: string): Frame => ({
  messageType: "UNREADABLE",
  messageId,
  violation: { code, description },
});

/** Takes a text frame apart (OCPP-J 4.2). Never throws. */
export function parseFrame(text: string): Frame {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return unreadable("-1", "RpcFrameworkError", "not JSON");
  }
  if (!Array.isArray(parts)) return unreadable("-1", "RpcFrameworkError", "not a JSON array");
  const [type, messageId, third, fourth, fifth] = parts as unknown[];
  if (typeof messageId !== "string" || messageId.length > LONGEST_MESSAGE_ID) {
    return unreadable(
      "-1",
      "RpcFrameworkError",
      `messageId must be a text of at most ${LONGEST_MESSAGE_ID} characters`,
    );
  }
  switch (type) {
    case 2:
    case 6:
      return typeof third === "string" && parts.length === 4
        ? { messageType: type === 2 ? "CALL" : "SEND", messageId, action: third, payload: fourth }
        : unreadable(messageId, "RpcFrameworkError", "a CALL has four elements, the third a text");
    case 3:
      return { messageType: "CALLRESULT", messageId, payload: third };
    case 4:
    case 5:
      return {
        messageType: type === 4 ? "CALLERROR" : "CALLRESULTERROR",
        messageId,
        code: String(third),
        description: typeof fourth === "string" ? fourth : "",
        details: fifth,
      };
    default:
      return unreadable(
        messageId,
        "MessageTypeNotSupported",
        `message type ${JSON.stringify(type)} is not known`,
      );
  }
}

/** The schemas of one version; `null` where the payload is valid. */
export interface MessageValidators {
  knowsAction(action: string): boolean;
  validateRequest(action: string, payload: unknown): Violation | null;
  validateResponse(action: string, payload: unknown): Violation | null;
}

/** Gives the validators of a version; asked once for each version that is spoken. */
export type LoadValidators = (version: OcppVersion) => Promise<MessageValidators>;

/** Why a request cannot be served or sent: unknown, or against its schema. */
export function violationOf(
  validators: MessageValidators,
  action: string,
  payload: unknown,
): Violation | null {
  return validators.knowsAction(action)
    ? validators.validateRequest(action, payload)
    : { code: "NotImplemented", description: `${action} is not known in this version` };
}
