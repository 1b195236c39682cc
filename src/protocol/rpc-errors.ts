import type { OcppVersion } from "./versions.js";

/** Codes of OCPP 2.0.1 Part 4, 4.3; 2.1 has the same; 1.6 spells and selects some differently, see {@link wireCode}. */
export type RpcErrorCode =
  | "FormatViolation"
  | "GenericError"
  | "InternalError"
  | "MessageTypeNotSupported"
  | "NotImplemented"
  | "NotSupported"
  | "OccurrenceConstraintViolation"
  | "PropertyConstraintViolation"
  | "ProtocolError"
  | "RpcFrameworkError"
  | "SecurityError"
  | "TypeConstraintViolation";

/**
 * How a code is written in a version: 1.6 says FormationViolation and OccurenceConstraintViolation (sic) and
 * has no code of its own for a broken frame or an unknown message type.
 */
export function wireCode(code: RpcErrorCode, version: OcppVersion): string {
  if (version !== "ocpp1.6") return code;
  switch (code) {
    case "FormatViolation":
    case "RpcFrameworkError":
      return "FormationViolation";
    case "OccurrenceConstraintViolation":
      return "OccurenceConstraintViolation";
    case "MessageTypeNotSupported":
      // ProtocolError means an incomplete payload in 1.6.
      return "GenericError";
    default:
      return code;
  }
}
