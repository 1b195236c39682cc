import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { FirmwareImageError, headOf, readManifest, type Manifest } from "./manifest.js";

/** SHA-256 of a file from a position on, hexadecimal; the file is never in memory as a whole. */
export async function sha256Of(file: string, from = 0): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { start: from }), hash);
  return hash.digest("hex");
}

/** Writes an image with the payload of a file. */
export async function buildImage(
  about: Pick<Manifest, "vendorName" | "model" | "firmwareVersion">,
  payloadFile: string,
  toFile: string,
): Promise<Manifest> {
  const { size } = await stat(payloadFile);
  const manifest: Manifest = {
    ...about,
    payloadBytes: size,
    payloadSha256: await sha256Of(payloadFile),
  };
  const out = createWriteStream(toFile);
  out.write(headOf(manifest));
  await pipeline(createReadStream(payloadFile), out);
  return manifest;
}

/**
 * Holds an image against what it says of itself and against the station that it is to run on.
 * @throws FirmwareImageError
 */
export async function verifyImage(
  file: string,
  station: { readonly vendorName: string; readonly model: string },
): Promise<Manifest> {
  const { manifest, payloadAt } = await readManifest(file);
  const { size } = await stat(file);
  if (size - payloadAt !== manifest.payloadBytes) throw new FirmwareImageError("the image is not complete");
  if ((await sha256Of(file, payloadAt)) !== manifest.payloadSha256)
    throw new FirmwareImageError("the payload of the image is damaged");
  if (manifest.vendorName !== station.vendorName || manifest.model !== station.model)
    throw new FirmwareImageError(
      `the image is for ${manifest.vendorName} ${manifest.model}, not for ${station.vendorName} ${station.model}`,
    );
  return manifest;
}
