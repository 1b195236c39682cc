import { InvalidArgumentError, Option, type Command } from "commander";
import type { ForeignStationSettings, SuiteVersion } from "../conformance/index.js";
import { port } from "./options.js";

const DEFAULT_WORKERS = 6;
/** Seeds are below. */
export const LARGEST_SEED = 2 ** 31;

/** A list with commas between. */
export const list = (written: string): readonly string[] =>
  written
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** How many. */
export function atLeastOne(written: string): number {
  if (!/^\d{1,4}$/.test(written) || Number(written) < 1)
    throw new InvalidArgumentError("It must be an integer from 1 to 9999.");
  return Number(written);
}

function seedOf(written: string): number {
  if (!/^\d{1,10}$/.test(written) || Number(written) >= LARGEST_SEED)
    throw new InvalidArgumentError("It must be an integer from 0 to 2147483647.");
  return Number(written);
}

const VERSIONS: readonly SuiteVersion[] = ["ocpp2.0.1", "ocpp1.6"];

/** `1.6` or `ocpp1.6` */
function versionOf(written: string): SuiteVersion {
  const found = VERSIONS.find((version) => version === written || version === `ocpp${written}`);
  if (found) return found;
  throw new InvalidArgumentError("It must be 2.0.1 or 1.6.");
}

/** Options of every command that runs cases, as commander gives them. */
export interface RunOptions {
  readonly ocpp: SuiteVersion;
  readonly pics?: readonly string[];
  readonly workers: number;
  readonly seed?: number;
  readonly stationApi?: string;
  readonly token?: string;
  readonly octtApi?: string | true;
  readonly identity?: string;
  readonly password?: string;
  readonly csmsPort: number;
}

/** Adds the options of every command that runs cases. */
export function withRunOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--ocpp <version>", "version of OCPP: 2.0.1 or 1.6")
        .argParser(versionOf)
        .default("ocpp2.0.1" satisfies SuiteVersion, "2.0.1"),
    )
    .option("--pics <files>", "describe the stations by these files instead of the suite's variants", list)
    .option("--workers <number>", "cases at a time", atLeastOne, DEFAULT_WORKERS)
    .option("--seed <number>", "of the random order", seedOf)
    .option("--station-api <url>", "test a station that runs already, driven by this station API")
    .option("--token <token>", "bearer token of that API")
    .option(
      "--octt-api [urls]",
      "drive by the OCTT's own calls: SUT_URL[,EV_URL] of a station that runs, or none for stations of ours",
    )
    .option("--identity <identity>", "identity of the station that runs already")
    .option("--password <password>", "its password of basic authentication")
    .addOption(port("--csms-port <port>", "where that station expects its CSMS", 9000));
}

/** The station that runs already, where one is named. */
export function foreignOf(options: RunOptions, command: Command): ForeignStationSettings | undefined {
  const { stationApi, octtApi, token = null, identity, password = null, csmsPort } = options;
  const urls = typeof octtApi === "string" ? list(octtApi) : [];
  if (stationApi === undefined && urls.length === 0) return undefined;
  if (identity === undefined)
    command.error(
      "error: required option '--identity <identity>' not specified for a station that runs already",
    );
  if (options.pics === undefined)
    command.error("error: required option '--pics <files>' not specified for a station that runs already");
  const [sut = "", ev = null] = urls.map(withoutSlash);
  const api: ForeignStationSettings["api"] =
    stationApi === undefined
      ? { kind: "octt", sut, ev }
      : { kind: "stationApi", url: withoutSlash(stationApi), token };
  return { identity, password, csmsPort, api };
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, "");
