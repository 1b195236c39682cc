import { createHash } from "node:crypto";
import type { IdToken } from "./interface.js";

/**
 * The key under which something about an idToken is stored: the same for idTokens that are the same (C01.FR.25),
 * and a hash, so that no idToken is stored in the clear (C10.FR.12).
 */
export function storedKeyOf({ idToken, type }: IdToken): string {
  return createHash("sha256").update(`${type}\n${idToken.toLowerCase()}`).digest("hex");
}

/** Bytes that a stored fact counts for. */
export function storedSizeOf(key: string, fact: unknown): number {
  return key.length + Buffer.byteLength(JSON.stringify(fact));
}
