import {
  createSystemRandom,
  packageVersion,
  toTimestamp,
  type Clock,
  type Random,
} from "../../kernel/index.js";
import { loadValidators, type MessageValidators } from "../../protocol/index.js";
import { measurePerformance } from "../measure/performance.js";
import type { Variant } from "../pics/load-pics.js";
import { createTestPki, CSMS_HOST, type TestPki } from "../pki/test-pki.js";
import { unorderedFirmware } from "../record/boots.js";
import { configurationReading, type ConfigurationItem } from "../record/configuration-reading.js";
import { withoutSecrets, type ReadConfiguration, type StationRecord } from "../record/station-record.js";
import { progressLine } from "../report/console-report.js";
import type { RunReport } from "../report/summary.js";
import type { CaseResult } from "../result.js";
import type { StationSource } from "../sources/station-source.js";
import type { SuiteVersion } from "../suites.js";
import type { Plan } from "./plan.js";
import { runAll } from "./run-all.js";
import { runCase } from "./run-case.js";

/** A station of a run, and the same one as it is tested in other ways. */
export interface StationUnderTest {
  readonly variant: Variant;
  readonly ways: readonly Variant[];
}

/** What is to be carried out. */
export interface RunOrder {
  readonly ocppVersion: SuiteVersion;
  /** The certification profile, or profiles, in words. */
  readonly profile: string;
  readonly seed: number;
  readonly plan: Plan;
  readonly stations: readonly StationUnderTest[];
  readonly workers: number;
  /** Whether the station's configuration is read before the cases. */
  readonly readsConfiguration: boolean;
  /** Whether each case gets a station that has just been started and holds nothing. */
  readonly fresh: boolean;
  sourceFor(variant: Variant): StationSource;
}

/** What a run needs of the world. */
export interface RunAbilities {
  readonly clock: Clock;
  readonly out: (text: string) => void;
  /** Whether the user wants the run to end. */
  readonly stopped: () => boolean;
}

/** Carries a plan out and gathers what a report says of it. */
export async function performRun(order: RunOrder, abilities: RunAbilities): Promise<RunReport> {
  const { ocppVersion, profile, seed, plan, stations, workers } = order;
  const { clock, out, stopped } = abilities;
  const startedAt = toTimestamp(clock.now());
  const began = clock.elapsed();
  const total = plan.runs.length;
  const sources = new Map<string, StationSource>();
  const sourceFor = (variant: Variant): StationSource => {
    const source = sources.get(variant.name) ?? order.sourceFor(variant);
    sources.set(variant.name, source);
    return source;
  };
  const tools: Tools = {
    clock,
    random: createSystemRandom(),
    validators: await loadValidators(ocppVersion),
    pkiFor: pkiOf(),
    sourceFor,
  };
  const readings = new Map<string, ReadConfiguration>();
  for (const { variant } of order.readsConfiguration ? tested(stations, plan) : []) {
    if (stopped()) break;
    readings.set(variant.name, await readConfiguration(ocppVersion, variant, tools));
  }
  let done = 0;
  const results = await runAll(plan, {
    ...tools,
    workers,
    onResult: (result) => out(`${progressLine(result, ++done, total)}\n`),
    stopped,
  });
  const records = tested(stations, plan).map((station) =>
    recordOf(ocppVersion, station, readings.get(station.variant.name) ?? null, results),
  );
  return {
    ocppVersion,
    profile,
    seed,
    startedAt,
    durationMs: Math.round(clock.elapsed() - began),
    version: packageVersion(),
    complete: done === total && !stopped(),
    planned: total,
    problems: records.flatMap((record) => problemsOf(record, results, order.fresh)),
    variants: stations
      .flatMap(({ variant, ways }) => [variant, ...ways])
      .filter(({ name }) => results.some(({ variant }) => variant === name))
      .map(({ name, description }) => ({ name, description })),
    stations: records,
    results,
  };
}

/** What every case is carried out with. */
interface Tools {
  readonly clock: Clock;
  readonly random: Random;
  readonly validators: MessageValidators;
  pkiFor(variant: Variant): TestPki;
  sourceFor(variant: Variant): StationSource;
}

/** Stations of which the plan runs a case. */
const tested = (stations: readonly StationUnderTest[], { runs }: Plan): readonly StationUnderTest[] =>
  stations.filter(({ variant, ways }) => {
    const names = [variant, ...ways].map(({ name }) => name);
    return runs.some((run) => names.includes(run.variant.name));
  });

/** One set of certificates for each kind of key, made once for the whole run. */
function pkiOf(): (variant: Variant) => TestPki {
  const made = new Map<string, TestPki>();
  return ({ test: { csmsKeys } }) => {
    const pki = made.get(csmsKeys) ?? createTestPki(CSMS_HOST, csmsKeys);
    made.set(csmsKeys, pki);
    return pki;
  };
}

async function readConfiguration(
  version: SuiteVersion,
  variant: Variant,
  { pkiFor, sourceFor, ...tools }: Tools,
): Promise<ReadConfiguration> {
  let items: readonly ConfigurationItem[] | undefined;
  const reading = configurationReading(version, (told) => (items = told));
  const { reason, dialogue } = await runCase(reading, {
    ...tools,
    source: sourceFor(variant),
    pics: variant,
    pki: pkiFor(variant),
  });
  const problem =
    items === undefined
      ? `${variant.name}: the configuration cannot be read: ${reason ?? "no answer"}`
      : null;
  return { items: items ?? [], problem, dialogue };
}

function recordOf(
  version: SuiteVersion,
  { variant, ways }: StationUnderTest,
  configuration: ReadConfiguration | null,
  results: readonly CaseResult[],
): StationRecord {
  const { name, description, declared, test, station, performance } = variant;
  const names = [name, ...ways.map((way) => way.name)];
  const dialogues = results.filter((one) => names.includes(one.variant)).map(({ dialogue }) => dialogue);
  return {
    name,
    description,
    ways: names.slice(1),
    declared,
    test,
    station: withoutSecrets(station),
    configuration,
    performance: measurePerformance(version, dialogues, performance),
  };
}

const READING = { id: "the reading of the configuration" };

/** What is wrong with a station beside the verdicts of its cases. */
function problemsOf(
  { name, ways, configuration }: StationRecord,
  results: readonly CaseResult[],
  fresh: boolean,
): readonly string[] {
  const names = [name, ...ways];
  const own = results.filter(({ variant }) => names.includes(variant));
  return [
    ...(configuration?.problem ? [configuration.problem] : []),
    ...unorderedFirmware(
      [...(configuration ? [{ ...READING, variant: name, ...configuration }] : []), ...own],
      fresh,
    ),
  ];
}
