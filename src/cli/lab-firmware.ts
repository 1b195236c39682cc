import { appendFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildImage, signFile } from "../firmware-image/index.js";
import { createCredential, createRoot } from "../pki/index.js";
import type { StationConfiguration } from "../station/index.js";
import { buildFirmware } from "./build-firmware.js";
import { firmwarePlan, type PlannedImage } from "./firmware-plan.js";

const FIVE_YEARS = 5 * 365 * 86_400_000;
/** What the bad images carry: nobody will run it. */
const PAYLOAD = "This is no software.\n".repeat(1_000);

/** What signs an image. */
interface Signer {
  /** PKCS #8 PEM */
  readonly privateKey: string;
  /** PEM */
  readonly certificate: string;
}

/**
 * Builds the images of the lab pack, each with its signature and the certificate of its signer beside it.
 * @param signer the manufacturer's
 * @param now milliseconds since 1970
 */
export async function writeLabFirmware(
  configuration: StationConfiguration,
  signer: Signer,
  folder: string,
  now: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const payload = join(folder, "payload");
  await writeFile(payload, PAYLOAD);
  const foreign = await foreignSigner(now);
  for (const planned of firmwarePlan(configuration)) {
    const image = join(folder, planned.file);
    await writeImage(configuration, planned, payload, image);
    const by = planned.flaw === "foreignSigner" ? foreign : signer;
    // A real signature in any case, but perhaps of another file.
    const signature = await signFile(planned.flaw === "wrongSignature" ? payload : image, by.privateKey);
    await writeFile(`${image}.signature`, signature);
    await writeFile(`${image}.signer.pem`, by.certificate);
  }
  await rm(payload);
}

async function writeImage(
  { vendorName, model, certs }: StationConfiguration,
  { flaw, version }: PlannedImage,
  payload: string,
  image: string,
): Promise<void> {
  const about = { vendorName, model, firmwareVersion: version };
  if (flaw === "none") return writeGoodImage(about, certs, image);
  await buildImage(flaw === "otherModel" ? { ...about, model: otherThan(model) } : about, payload, image);
  // One byte more than its manifest says.
  if (flaw === "damaged") await appendFile(image, "!");
}

/** The software of this package. */
async function writeGoodImage(
  about: { readonly vendorName: string; readonly model: string; readonly firmwareVersion: string },
  certs: string,
  image: string,
): Promise<void> {
  const out = `${image}.build`;
  const built = await buildFirmware({ about, certs, out });
  await rename(built.image, image);
  await rm(out, { recursive: true });
}

const otherThan = (model: string): string => (model === "Other-1" ? "Other-2" : "Other-1");

async function foreignSigner(now: number): Promise<Signer> {
  const validity = { from: now - 86_400_000, to: now + FIVE_YEARS };
  const named = (commonName: string) => ({ commonName, organization: "Nobody" });
  const root = await createRoot(named("Foreign Root"), validity);
  const { certificate, privateKey } = await createCredential(root, {
    subject: named("Foreign Firmware"),
    validity,
  });
  return { privateKey, certificate: certificate.pem };
}
