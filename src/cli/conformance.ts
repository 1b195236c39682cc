import { Command, InvalidArgumentError, Option } from "commander";
import type {
  ConformanceSettings,
  ForeignStationSettings,
  Profile,
  SuiteVersion,
} from "../conformance/index.js";
import { CaseFailed } from "./case-failed.js";
import type { CommandAbilities } from "./abilities.js";
import { port } from "./options.js";

const DEFAULT_WORKERS = 6;
const LARGEST_SEED = 2 ** 31;

const list = (written: string): readonly string[] =>
  written
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function atLeastOne(written: string): number {
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

interface Options {
  readonly ocpp: SuiteVersion;
  readonly profile: string;
  readonly blocks?: readonly string[];
  readonly cases?: readonly string[];
  readonly variants?: readonly string[];
  readonly pics?: readonly string[];
  readonly workers: number;
  readonly repeat: number;
  readonly seed?: number;
  readonly report?: string;
  readonly stationApi?: string;
  readonly token?: string;
  readonly octtApi?: string | true;
  readonly identity?: string;
  readonly password?: string;
  readonly csmsPort: number;
}

/** `kerbside conformance`: the executable test cases against stations of ours, or somebody else's. */
export function conformanceCommand(abilities: CommandAbilities): Command {
  return new Command("conformance")
    .description("run the test cases for charging stations, of OCPP 2.0.1 (Part 6) or of OCPP 1.6")
    .addOption(
      new Option("--ocpp <version>", "version of OCPP: 2.0.1 or 1.6")
        .argParser(versionOf)
        .default("ocpp2.0.1" satisfies SuiteVersion, "2.0.1"),
    )
    .option("--profile <profile>", "certification profile", "Core")
    .option("--blocks <letters>", "only these functional blocks, e.g. B,C,E", list)
    .option("--cases <ids>", "only these cases, e.g. TC_E_03_CS", list)
    .option("--variants <names>", "only these variants of the station", list)
    .option("--pics <files>", "describe the stations by these files instead of the suite's variants", list)
    .option("--workers <number>", "cases at a time", atLeastOne, DEFAULT_WORKERS)
    .option("--repeat <number>", "how often each case is run", atLeastOne, 1)
    .option("--seed <number>", "of the random order", seedOf)
    .option("--report <folder>", "write report.json, report.xml (JUnit) and report.html")
    .option("--station-api <url>", "test a station that runs already, driven by this station API")
    .option("--token <token>", "bearer token of that API")
    .option(
      "--octt-api [urls]",
      "drive by the OCTT's own calls: SUT_URL[,EV_URL] of a station that runs, or none for stations of ours",
    )
    .option("--identity <identity>", "identity of the station that runs already")
    .option("--password <password>", "its password of basic authentication")
    .addOption(port("--csms-port <port>", "where that station expects its CSMS", 9000))
    .action(async (options: Options, command: Command) => {
      const foreign = foreignOf(options, command);
      const settings: ConformanceSettings = {
        ocppVersion: options.ocpp,
        profile: options.profile as Profile,
        ...(options.blocks && { blocks: options.blocks }),
        ...(options.cases && { cases: options.cases }),
        ...(options.variants && { variants: options.variants }),
        ...(options.pics && { pics: options.pics }),
        workers: options.workers,
        repeat: options.repeat,
        seed: options.seed ?? Math.floor(abilities.chance() * LARGEST_SEED),
        drivenByOctt: options.octtApi !== undefined,
        ...(foreign && { foreign }),
        ...(options.report !== undefined && { report: options.report }),
      };
      if (!(await abilities.runConformance(settings))) throw new CaseFailed();
    });
}

/** The station that runs already, where one is named. */
function foreignOf(options: Options, command: Command): ForeignStationSettings | undefined {
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
