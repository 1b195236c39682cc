import { createPublicKey, verify, type KeyObject } from "node:crypto";

/** What a meter has signed, as far as it can be read without knowing the meter. */
export interface OcmfContent {
  /** Serial number. */
  readonly meter: string;
  readonly pagination: string;
  /** E.g. `2026-01-01T12:00:00,000+0000 S E 1234.567 Wh`: time, occasion, value and unit, as the meter has them. */
  readonly readings: readonly string[];
}

/** Whether signed data is what that meter has signed. */
export type OcmfVerdict =
  | { readonly genuine: true; readonly content: OcmfContent }
  | { readonly genuine: false; readonly because: string };

interface Payload {
  readonly MS?: unknown;
  readonly PG?: unknown;
  readonly RD?: unknown;
}

/**
 * Verifies signed meter data in the Open Charge Metering Format, as a customer's transparency software does. ECDSA
 * with SHA-256 on any curve that the key names.
 * @param data the field signedMeterData, base64
 * @param publicKey the field publicKey: base64 of `oca:<base16 or base64>:asn1:<key>`
 */
export function verifyOcmf(data: string, publicKey: string): OcmfVerdict {
  const no = (because: string): OcmfVerdict => ({ genuine: false, because });
  const [header, payload, signature, ...more] = Buffer.from(data, "base64").toString("utf8").split("|");
  if (header !== "OCMF" || payload === undefined || signature === undefined || more.length > 0)
    return no("the data is not OCMF");
  const key = readKey(publicKey);
  if (!key) return no("there is no public key, or none that can be read");
  const signed = readJson(signature);
  const content = readJson(payload);
  if (!signed || !content) return no("the data is not OCMF");
  const { SA, SD, SE = "hex" } = signed as { SA?: unknown; SD?: unknown; SE?: unknown };
  if (typeof SA !== "string" || !/^ECDSA-.+-SHA256$/.test(SA) || typeof SD !== "string")
    return no(`the algorithm ${String(SA)} is not known`);
  const bytes = Buffer.from(SD, SE === "base64" ? "base64" : "hex");
  return isSignedBy(key, payload, bytes)
    ? { genuine: true, content: read(content) }
    : no("the signature is not that of this key");
}

function readKey(publicKey: string): KeyObject | null {
  const [marker, encoding, type, printed = ""] = Buffer.from(publicKey, "base64").toString("utf8").split(":");
  if (marker !== "oca" || type !== "asn1" || (encoding !== "base16" && encoding !== "base64")) return null;
  const der =
    encoding === "base16"
      ? Buffer.from(printed.replace(/^0x|[^0-9a-f]/gi, ""), "hex")
      : Buffer.from(printed, "base64");
  try {
    return createPublicKey({ key: der, format: "der", type: "spki" });
  } catch {
    return null;
  }
}

function isSignedBy(key: KeyObject, payload: string, signature: Buffer): boolean {
  try {
    return verify("sha256", Buffer.from(payload), key, signature);
  } catch {
    return false;
  }
}

function readJson(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

const word = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "?";

function read({ MS, PG, RD }: Payload): OcmfContent {
  const readings = Array.isArray(RD) ? (RD as readonly Readonly<Record<string, unknown>>[]) : [];
  return {
    meter: word(MS),
    pagination: word(PG),
    readings: readings.map(({ TM, TX, RV, RU }) => [TM, TX, RV, RU].map(word).join(" ")),
  };
}
