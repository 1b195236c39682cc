import type { ConformanceSettings, DeclareSettings, VerifySettings } from "../conformance/index.js";
import type { FleetConfiguration } from "../fleet/index.js";
import type { LogOptions, PacedClock } from "../kernel/index.js";
import type { OcppVersion } from "../protocol/index.js";
import type { BuiltFirmware, FirmwareOrder } from "./build-firmware.js";
import type { OcmfVerdict } from "../blocks/j-meter-values/index.js";
import type { VerificationOrder } from "./signed-meter-values.js";
import type { LabPackOrder } from "./make-lab-pack.js";
import type { ManualDocuments } from "./write-manual.js";
import type { PicsDocuments } from "./derive-pics.js";
import type { StationConfiguration } from "../station/index.js";

/** How a sandbox CSMS is to run. */
export interface SandboxCsmsSettings {
  readonly ocppPort: number;
  readonly httpPort: number;
  /** Virtual seconds per second. */
  readonly rate: number;
  readonly log: LogOptions;
}

/** A sandbox CSMS that runs in this process. */
export interface RunningCsms {
  readonly ocppUrl: string;
  readonly httpUrl: string;
  /** Its time, for a station that shall share it. */
  readonly clock: PacedClock;
  stop(): Promise<void>;
}

/** Which scenarios are to be run, and where. */
export interface ScenarioOrder {
  /** Files, or names of those that come with Kerbside. */
  readonly files: readonly string[];
  /** A station that runs already; absent: one of its own for each. */
  readonly stationApi?: { readonly url: string; readonly token?: string };
  /** Of a station of its own. */
  readonly ocpp: OcppVersion;
  /** Virtual seconds per second, above 0; absent: 1, or as the station runs. */
  readonly rate?: number;
  /** A 32-bit integer; absent: by chance. */
  readonly seed?: number;
}

/** Who runs beside a station. */
export interface StationNeighbours {
  /** HTTP interface of a sandbox CSMS, which the station's page then shows too. */
  readonly sandboxCsms?: string;
  /** Whose time the station shares; absent: it has its own at `clock.rate`. */
  readonly clock?: PacedClock;
}

/** Which stations a fleet has, and how they are to run. */
export interface FleetOrder {
  readonly configuration: FleetConfiguration;
  /** Stations that are switched on in a second of their clock, above 0. */
  readonly startRate: number;
  /** Whether nothing is kept on disk. */
  readonly memory: boolean;
}

/** Stations that run in this process. */
export interface FleetProcess {
  /** Stops all of them and flushes what they store. */
  stop(): Promise<void>;
}

/** What the commands need of the world; tests bring their own. */
export interface CommandAbilities {
  startStation(configuration: StationConfiguration, neighbours?: StationNeighbours): Promise<StationProcess>;
  /** Starts many stations in this process; it does not wait until they are accepted. */
  startFleet(order: FleetOrder): Promise<FleetProcess>;
  startSandboxCsms(settings: SandboxCsmsSettings): Promise<RunningCsms>;
  /** Runs test cases; resolves to whether all of them passed. */
  runConformance(settings: ConformanceSettings): Promise<boolean>;
  /** Runs every case that applies and signs a declaration; resolves to whether there is one. */
  declareConformance(settings: DeclareSettings): Promise<boolean>;
  /** Checks a declaration; what is to be said of one that holds. */
  verifyDeclaration(settings: VerifySettings): Promise<string>;
  /** Runs scenarios; resolves to whether all of them passed. */
  runScenarios(order: ScenarioOrder): Promise<boolean>;
  /** The scenarios that come with Kerbside. */
  listScenarios(): Promise<readonly { readonly name: string; readonly description: string }[]>;
  /** Makes a development PKI in a folder that has none; gives the names of its files. */
  makePki(
    folder: string,
    options: { readonly host: string; readonly stations: readonly string[] },
  ): Promise<readonly string[]>;
  buildFirmware(order: FirmwareOrder): Promise<BuiltFirmware>;
  /** Verifies the signed meter values of a file; at least one. */
  verifyMeterValues(order: VerificationOrder): Promise<readonly OcmfVerdict[]>;
  /** What a station of this configuration has to declare. */
  derivePics(configuration: StationConfiguration): Promise<PicsDocuments>;
  /** A line for each declaration of a PICS file that is untrue of a station of this configuration. */
  checkPics(file: string, configuration: StationConfiguration): Promise<readonly string[]>;
  /** Which test cases apply to a station of this configuration, as Markdown. */
  whatApplies(configuration: StationConfiguration): Promise<string>;
  /** What a tester of a station of this configuration is told; `file` is how the tester names it. */
  writeManual(configuration: StationConfiguration, file: string): Promise<ManualDocuments>;
  /** Everything that a laboratory is given, in a folder that it makes; gives the names of the files. */
  makeLabPack(order: LabPackOrder): Promise<readonly string[]>;
  /** Lets a station of this configuration boot, charge, reset and reconnect; tells each step, resolves to whether all was well. */
  checkStation(configuration: StationConfiguration): Promise<boolean>;
  /** Writes files into a folder, which it makes where there is none. */
  writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void>;
  /** A number from 0 up to but not including 1. */
  chance(): number;
  /** Resolves when the user wants the process to end. */
  untilStopped(): Promise<void>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
}

/** A station that runs in this process, with its API. */
export interface StationProcess {
  /** The address of the HTTP faces, e.g. `http://127.0.0.1:8080`. */
  readonly apiUrl: string;
  /** Stops the station and flushes what it stores. */
  stop(): Promise<void>;
}
