import { wireCode, type OcppVersion, type RpcErrorCode } from "../protocol/index.js";
export type ParsedFrame =
  | { type: "CALL"; messageId: string; action: string; payload: unknown }
  | { type: "CALLRESULT"; messageId: string; payload: object }
  | { type: "CALLERROR"; messageId: string; code: string; description: string; details: unknown }
  | { type: "malformed"; messageId: string; code: RpcErrorCode; description: string; answer: boolean };
export function parseFrame(text: string, _version: OcppVersion): ParsedFrame {
  const bad = (
    description: string,
    code: RpcErrorCode = "RpcFrameworkError",
    messageId = "-1",
    answer = true,
  ) => ({ type: "malformed", messageId, code, description, answer }) as const;
  let f: unknown;
  try {
    f = JSON.parse(text);
  } catch {
    return bad("not JSON");
  }
  if (!Array.isArray(f)) return bad("not an array");
  const [type, id, a, b, c] = f as unknown[];
  if (typeof id !== "string" || id.length > 36) return bad("no message id");
  if (type === 2)
    return typeof a === "string" && b !== null && typeof b === "object"
      ? { type: "CALL", messageId: id, action: a, payload: b }
      : bad("bad CALL", "RpcFrameworkError", id);
  if (type === 3)
    return a !== null && typeof a === "object"
      ? { type: "CALLRESULT", messageId: id, payload: a }
      : bad("bad CALLRESULT", "RpcFrameworkError", id, false);
  if (type === 4)
    return typeof a === "string"
      ? { type: "CALLERROR", messageId: id, code: a, description: String(b), details: c }
      : bad("bad CALLERROR", "RpcFrameworkError", id, false);
  return bad("unknown type", "MessageTypeNotSupported", id);
}
export const encodeCall = (id: string, action: string, payload: object): string =>
  JSON.stringify([2, id, action, payload]);
export const encodeCallResult = (id: string, payload: object): string => JSON.stringify([3, id, payload]);
export const encodeCallError = (
  v: OcppVersion,
  id: string,
  code: RpcErrorCode,
  description: string,
): string => JSON.stringify([4, id, wireCode(code, v), description.slice(0, 255), {}]);
