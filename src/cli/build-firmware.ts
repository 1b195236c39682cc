import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "tar";
import { buildImage, sha256Of, signFile, type Manifest } from "../firmware-image/index.js";
import { ConfigurationError, packageRoot } from "../kernel/index.js";
import { imageName } from "./firmware-plan.js";

/** What is to be built. */
export interface FirmwareOrder {
  readonly about: Pick<Manifest, "vendorName" | "model" | "firmwareVersion">;
  /** A file; the software of this package unless given. */
  readonly payload?: string;
  /** PKI folder. */
  readonly certs: string;
  readonly out: string;
}

/** An image, and what UpdateFirmware must say of it besides where and when. */
export interface BuiltFirmware {
  readonly image: string;
  readonly sha256: string;
  /** PEM. */
  readonly signingCertificate: string;
  /** Base64. */
  readonly signature: string;
}

/** What a station needs to run, of this package. */
const SOFTWARE = ["package.json", "dist", "devicemodel", "api"];

/**
 * Builds an image and signs it with the key of the PKI folder.
 * @throws ConfigurationError where there is no such key, or no such payload
 */
export async function buildFirmware({ about, payload, certs, out }: FirmwareOrder): Promise<BuiltFirmware> {
  const read = (name: string): Promise<string> =>
    readFile(join(certs, name), "utf8").catch(() => {
      throw new ConfigurationError("--certs", `${certs} has no ${name}; kerbside certs makes one`);
    });
  const privateKey = await read("firmware-signing.key.pem");
  const signingCertificate = await read("firmware-signing.chain.pem");
  const work = await mkdtemp(join(tmpdir(), "kerbside-firmware-"));
  try {
    const carried = payload ?? join(work, "software.tgz");
    if (payload === undefined)
      await create({ gzip: true, cwd: packageRoot(), file: carried, portable: true }, SOFTWARE);
    await mkdir(out, { recursive: true });
    const image = join(out, `${imageName(about.model, about.firmwareVersion)}.img`);
    await buildImage(about, carried, image).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      throw new ConfigurationError("--payload", `there is no file ${carried}`);
    });
    const signature = await signFile(image, privateKey);
    await writeFile(`${image}.signature`, signature);
    return { image, sha256: await sha256Of(image), signingCertificate, signature };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
