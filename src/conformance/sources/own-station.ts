import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { packageRoot, Seconds, type Clock } from "../../kernel/index.js";
import type { Variant } from "../pics/load-pics.js";
import { createHttpCalls } from "../tester/http-calls.js";
import { octtTester } from "../tester/octt-tester.js";
import { stationApiTester } from "../tester/station-api-tester.js";
import { Inconclusive } from "../verdict.js";
import type { CsmsAddress, RunningStation, StationSource } from "./station-source.js";

/** How a station of ours is driven. */
export type Driving = "stationApi" | "octt";

/** How long a station may take to stop in good order before it is killed. */
const STOPS_WITHIN = Seconds(5);
/** How long its process may take until its API is there, also on a machine that is busy with other work. */
const STARTS_WITHIN = Seconds(60);
/** Lines of the log that are kept to explain a crash. */
const LINES_KEPT = 20;

/** Where the API of a process is, from its log. */
interface Addresses {
  readonly api: string;
  readonly ev: string | null;
}

/**
 * Stations that the suite starts itself: each a process of `kerbside run` with a storage folder and ports of
 * its own, gone without a trace when it is stopped.
 * @param command what starts Kerbside; the build of this package unless told
 */
export function ownStations(
  clock: Clock,
  variant: Variant,
  driving: Driving,
  command: readonly string[] = [process.execPath, join(packageRoot(), "dist", "cli.js")],
): StationSource {
  return {
    identity: `CS-${variant.name}`,
    password: randomBytes(12).toString("hex"),
    csmsPort: 0,
    fresh: true,
    start: (csms) => startProcess({ clock, variant, driving, command, csms }),
  };
}

interface Start {
  readonly clock: Clock;
  readonly variant: Variant;
  readonly driving: Driving;
  readonly command: readonly string[];
  readonly csms: CsmsAddress;
}

async function startProcess({ clock, variant, driving, command, csms }: Start): Promise<RunningStation> {
  const folder = await mkdtemp(join(tmpdir(), "kerbside-conformance-"));
  const config = join(folder, "station.json");
  await writePkiFolder(join(folder, "certs"), csms);
  await writeFile(config, JSON.stringify(configurationOf(variant, driving, csms, folder)), { mode: 0o600 });
  const [executable = "", ...parameters] = command;
  const child = spawn(executable, [...parameters, "run", "--config", config], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] },
  });
  const watched = watch(child);
  const stop = async (): Promise<void> => {
    await endProcess(child, clock);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { api, ev } = await watched.addresses(clock);
    const call = createHttpCalls(clock);
    return {
      tester:
        driving === "octt" ? octtTester(call, { sut: api, ev }) : stationApiTester(call, `${api}/octt/v1`),
      crashed: watched.crashed,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function configurationOf(
  { station }: Variant,
  driving: Driving,
  { url, identity, password, security }: CsmsAddress,
  folder: string,
): object {
  return {
    ...station,
    identity,
    csms: { url, securityProfile: security.profile, basicAuthPassword: password },
    storage: join(folder, "data"),
    certs: join(folder, "certs"),
    api: { host: "127.0.0.1", port: 0 },
    octt: { sut: true, evPort: driving === "octt" ? 0 : null },
    log: { level: "info" },
  };
}

/** Lays the certificates out that a station comes with, as `kerbside certs` does. */
async function writePkiFolder(folder: string, { identity, security }: CsmsAddress): Promise<void> {
  const { csmsRoot, manufacturerRoot, v2gRoot, credential, contractChain } = security;
  await mkdir(join(folder, "stations"), { recursive: true });
  await writeFile(join(folder, "csms-root.pem"), csmsRoot);
  await writeFile(join(folder, "manufacturer-root.pem"), manufacturerRoot);
  if (v2gRoot !== null) await writeFile(join(folder, "v2g-root.pem"), v2gRoot);
  if (contractChain !== null) {
    await mkdir(join(folder, "ev"));
    await writeFile(join(folder, "ev", "contract.chain.pem"), contractChain);
  }
  if (!credential) return;
  await writeFile(join(folder, "stations", `${identity}.chain.pem`), credential.chain);
  await writeFile(join(folder, "stations", `${identity}.key.pem`), credential.privateKey, { mode: 0o600 });
}

/** Reads the log of a process and notices its end. */
function watch(child: ChildProcess): {
  addresses(clock: Clock): Promise<Addresses>;
  crashed(): string | null;
} {
  const lines: string[] = [];
  let ended: string | null = null;
  let found: Addresses | null = null;
  let tell: () => void = () => undefined;
  const read = (line: string): void => {
    lines.push(line);
    if (lines.length > LINES_KEPT) lines.shift();
    found ??= addressesIn(line);
    tell();
  };
  if (child.stdout) createInterface({ input: child.stdout }).on("line", read);
  if (child.stderr) createInterface({ input: child.stderr }).on("line", read);
  child.on("error", (error) => {
    ended = `the station's process cannot be started: ${error.message}`;
    tell();
  });
  child.on("exit", (code, signal) => {
    ended ??= `the station's process ended by itself (${signal ?? `code ${code}`}): ${lines.slice(-3).join(" | ")}`;
    tell();
  });
  return {
    addresses: (clock) =>
      new Promise((resolve, reject) => {
        const timer = clock.timer("start of a station", STARTS_WITHIN, () =>
          reject(new Inconclusive(`the station's API is not there after ${STARTS_WITHIN / 1000} s`)),
        );
        tell = () => {
          if (found) resolve(found);
          else if (ended !== null) reject(new Inconclusive(ended));
          else return;
          timer.cancel();
        };
        tell();
      }),
    crashed: () => ended,
  };
}

/** The addresses in the line that a station logs when its HTTP interfaces listen. */
function addressesIn(line: string): Addresses | null {
  if (!line.includes('"apiUrl"')) return null;
  try {
    const { apiUrl, evUrl } = JSON.parse(line) as { readonly apiUrl?: string; readonly evUrl?: string };
    return apiUrl === undefined ? null : { api: apiUrl, ev: evUrl ?? null };
  } catch {
    return null;
  }
}

async function endProcess(child: ChildProcess, clock: Clock): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  await new Promise<void>((resolve) => {
    const timer = clock.timer("end of a station", STOPS_WITHIN, () => child.kill("SIGKILL"));
    child.once("exit", () => {
      timer.cancel();
      resolve();
    });
    child.kill("SIGTERM");
  });
}
