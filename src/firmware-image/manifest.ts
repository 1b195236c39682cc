import { open } from "node:fs/promises";
import { KerbsideError } from "../kernel/index.js";

/** What a firmware image says of itself, in its second line. */
export interface Manifest {
  readonly vendorName: string;
  /** The model that it is for. */
  readonly model: string;
  /** As BootNotification will tell it; at most 50 characters. */
  readonly firmwareVersion: string;
  readonly payloadBytes: number;
  /** Hexadecimal, lower case. */
  readonly payloadSha256: string;
}

/** A file is no firmware image, or not the one that it says to be. */
export class FirmwareImageError extends KerbsideError {
  readonly exitCode = 1;
}

/** The first line of every image. */
export const FIRST_LINE = "KERBSIDE-FIRMWARE 1\n";
const LONGEST_MANIFEST = 4_096;
const LONGEST_VERSION = 50;

/** The head of an image: both its lines. */
export const headOf = (manifest: Manifest): string => `${FIRST_LINE}${JSON.stringify(manifest)}\n`;

/**
 * Reads the manifest of an image and where its payload begins.
 * @throws FirmwareImageError
 */
export async function readManifest(
  file: string,
): Promise<{ readonly manifest: Manifest; readonly payloadAt: number }> {
  const handle = await open(file, "r");
  try {
    const buffer = Buffer.alloc(FIRST_LINE.length + LONGEST_MANIFEST);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    const head = buffer.subarray(0, bytesRead);
    const end = head.indexOf("\n", FIRST_LINE.length);
    if (head.toString("latin1", 0, FIRST_LINE.length) !== FIRST_LINE || end < 0)
      throw new FirmwareImageError("the file is no firmware image");
    return { manifest: checked(head.toString("utf8", FIRST_LINE.length, end)), payloadAt: end + 1 };
  } finally {
    await handle.close();
  }
}

function checked(line: string): Manifest {
  let found: Partial<Record<keyof Manifest, unknown>>;
  try {
    found = JSON.parse(line) as typeof found;
  } catch {
    throw new FirmwareImageError("the manifest of the image cannot be read");
  }
  const { vendorName, model, firmwareVersion, payloadBytes, payloadSha256 } = found;
  if (
    typeof vendorName !== "string" ||
    typeof model !== "string" ||
    typeof firmwareVersion !== "string" ||
    firmwareVersion.length === 0 ||
    firmwareVersion.length > LONGEST_VERSION ||
    !Number.isSafeInteger(payloadBytes) ||
    typeof payloadSha256 !== "string" ||
    !/^[0-9a-f]{64}$/.test(payloadSha256)
  )
    throw new FirmwareImageError("the manifest of the image is not complete");
  return { vendorName, model, firmwareVersion, payloadBytes: Number(payloadBytes), payloadSha256 };
}
