import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { stringify } from "yaml";
import { sha256Of } from "../firmware-image/index.js";
import { ConfigurationError, messageOf, packageRoot, StartupError } from "../kernel/index.js";
import { withoutCredentials } from "../manual/index.js";
import { publicVariables } from "../pics/index.js";
import { certificatesIn } from "../pki/index.js";
import { loadSharedDefinitions, surveyStation, type StationConfiguration } from "../station/index.js";
import { derivePics } from "./derive-pics.js";
import { writeLabFirmware } from "./lab-firmware.js";
import { hasPki } from "./pki-folder.js";
import { coverageMarkdown, whatApplies } from "./what-applies.js";
import { writeManual } from "./write-manual.js";

/** What a lab pack is made of, and where. */
export interface LabPackOrder {
  readonly configuration: StationConfiguration;
  /** The configuration file, as its user named it. */
  readonly file: string;
  /** Empty, or not there yet. */
  readonly out: string;
}

const CHECKSUMS = "SHA256SUMS";

/**
 * Puts everything that a laboratory is given about a station into a folder, which is there as a whole or not at all.
 * No private key and no password is in it.
 * @param now milliseconds since 1970
 * @returns the names of the files
 * @throws ConfigurationError where the folder is not empty or there is no PKI
 * @throws StartupError where the folder cannot be written
 */
export async function makeLabPack(
  { configuration, file, out }: LabPackOrder,
  now: number,
): Promise<readonly string[]> {
  await refuseWhatIsThere(out);
  const signer = await signerOf(configuration);
  const target = resolve(out);
  await mkdir(dirname(target), { recursive: true }).catch(notWritten(out));
  const work = await mkdtemp(join(dirname(target), ".kerbside-lab-pack-")).catch(notWritten(out));
  try {
    await writeTexts(work, await documentsOf(configuration, file));
    await mkdir(join(work, "api"));
    await copyFile(
      join(packageRoot(), "api", "octt-api.openapi.yaml"),
      join(work, "api", "octt-api.openapi.yaml"),
    );
    await writeCertificates(configuration, join(work, "certificates"));
    await writeLabFirmware(configuration, signer, join(work, "firmware"), now);
    const names = await filesBelow(work);
    const sums = await Promise.all(
      names.map(async (name) => `${await sha256Of(join(work, name))}  ${name}\n`),
    );
    await writeFile(join(work, CHECKSUMS), sums.join(""));
    // A temporary folder is its owner's alone.
    await chmod(work, 0o755);
    await rename(work, target).catch(notWritten(out));
    return [...names, CHECKSUMS];
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const notWritten =
  (out: string) =>
  (error: unknown): never => {
    throw new StartupError(`${out} cannot be written: ${messageOf(error)}`, { cause: error });
  };

async function refuseWhatIsThere(out: string): Promise<void> {
  const found = await readdir(out).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw new ConfigurationError("--out", code === "ENOTDIR" ? `${out} is no folder` : messageOf(error));
  });
  if (found.length > 0)
    throw new ConfigurationError("--out", `${out} is not empty, and nothing is written over`);
}

async function signerOf({
  certs,
}: StationConfiguration): Promise<{ privateKey: string; certificate: string }> {
  if (!hasPki(certs))
    throw new ConfigurationError(
      "certs",
      `${certs} holds no PKI; kerbside certs --folder ${certs} makes one`,
    );
  const read = (name: string): Promise<string> =>
    readFile(join(certs, name), "utf8").catch(() => {
      throw new ConfigurationError("certs", `${certs} has no ${name}, which firmware is signed with`);
    });
  return {
    privateKey: await read("firmware-signing.key.pem"),
    certificate: await read("firmware-signing.chain.pem"),
  };
}

async function documentsOf(
  configuration: StationConfiguration,
  file: string,
): Promise<Readonly<Record<string, string>>> {
  const pics = await derivePics(configuration);
  const manual = await writeManual(configuration, file);
  return {
    "pics.yaml": pics.yaml,
    "pics.md": pics.markdown,
    "pics.html": pics.html,
    "cases.md": coverageMarkdown(await whatApplies(configuration)),
    "manual.md": manual.markdown,
    "manual.html": manual.html,
    "configuration.yaml": await snapshotOf(configuration),
  };
}

/** The whole configuration as it is in force, without its secrets. */
function snapshotOf(configuration: StationConfiguration): Promise<string> {
  const { csms, api, octt, ...others } = configuration;
  return surveyStation(configuration, loadSharedDefinitions(), (survey) =>
    [
      "# The configuration of the station. Passwords and tokens are left out and are handed over by other ways.\n",
      stringify({
        ...others,
        variables: publicVariables(survey),
        csms: { url: withoutCredentials(csms.url), securityProfile: csms.securityProfile },
        api: { host: api.host, port: api.port },
        octt: { sut: octt.sut, evPort: octt.evPort },
      }),
    ].join(""),
  );
}

/** The certificates of the station's PKI, and of each file nothing but certificates. */
async function writeCertificates({ certs, identity }: StationConfiguration, folder: string): Promise<void> {
  const own = [join("stations", `${identity}.chain.pem`), join("ev", "contract.chain.pem")];
  const all = (await readdir(certs)).filter((name) => name.endsWith(".pem") && !name.endsWith(".key.pem"));
  const texts: Record<string, string> = {};
  // Those of a CSMS for development are no part of the station.
  for (const name of [...all.filter((one) => !one.startsWith("csms-server")), ...own]) {
    const pem = await readFile(join(certs, name), "utf8").catch(() => "");
    const certificates = certificatesIn(pem).join("");
    if (certificates !== "") texts[basename(name)] = certificates;
  }
  await writeTexts(folder, texts);
}

async function writeTexts(folder: string, texts: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(texts)) await writeFile(join(folder, name), content);
}

async function filesBelow(folder: string, above = ""): Promise<readonly string[]> {
  const entries = await readdir(join(folder, above), { withFileTypes: true });
  const names = await Promise.all(
    entries.map((entry) => {
      const name = above === "" ? entry.name : `${above}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(folder, name) : [name];
    }),
  );
  return names.flat().sort();
}
