import { readFile } from "node:fs/promises";
import { verifyOcmf, type OcmfVerdict } from "../blocks/j-meter-values/index.js";
import { ConfigurationError } from "../kernel/index.js";

/** Signed meter values that are to be verified. */
export interface VerificationOrder {
  /** JSON that holds messages or parts of them. */
  readonly file: string;
  /** Of the meter; absent: what comes with the values. */
  readonly publicKey?: string;
}

interface Signed {
  readonly signedMeterData: string;
  readonly publicKey: string;
}

/**
 * Verifies every signed meter value of a file, in its order. One without a key is verified by the last that came
 * before it (`PublicKeyWithSignedMeterValue` OncePerTransaction).
 * @throws ConfigurationError where the file cannot be read or holds none
 */
export async function verifyMeterValues({
  file,
  publicKey,
}: VerificationOrder): Promise<readonly OcmfVerdict[]> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new ConfigurationError("<file>", `there is no file ${file}`);
  });
  const found = signedIn(parse(text, file));
  if (found.length === 0) throw new ConfigurationError("<file>", `${file} holds no signed meter value`);
  let last = "";
  return found.map((signed) => {
    last = signed.publicKey || last;
    return verifyOcmf(signed.signedMeterData, publicKey ?? last);
  });
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigurationError("<file>", `${file} is not JSON`);
  }
}

function signedIn(value: unknown): readonly Signed[] {
  if (typeof value !== "object" || value === null) return [];
  const { signedMeterData, publicKey } = value as { signedMeterData?: unknown; publicKey?: unknown };
  if (typeof signedMeterData === "string")
    return [{ signedMeterData, publicKey: typeof publicKey === "string" ? publicKey : "" }];
  return Object.values(value).flatMap(signedIn);
}
