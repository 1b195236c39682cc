import {
  createManualClock,
  createSeededRandom,
  Milliseconds,
  type ManualClock,
} from "../../../src/kernel/index.js";
import { loadValidators } from "../../../src/protocol/index.js";
import {
  runCase,
  type CaseResult,
  type StationSource,
  type TestCase,
  type Variant,
} from "../../../src/conformance/index.js";
import { settleIo } from "../settle-io.js";
import { inProcessSource } from "./in-process-source.js";

/** Turns of the clock after which a case counts as hanging. */
const MOST_TURNS = 20_000;

/** Makes another source of the stations of a variant, e.g. one that lies. */
export type Disguise = (source: StationSource, clock: ManualClock) => StationSource;

/** Carries a case out against a station in this process, on a manual clock that moves from timer to timer. */
export async function runInProcess(
  testCase: TestCase,
  variant: Variant,
  disguise: Disguise = (source) => source,
  seed = 7,
): Promise<CaseResult> {
  const clock = createManualClock();
  const validators = await loadValidators("ocpp2.0.1");
  let moved = 0;
  const ended: { result?: CaseResult; failure?: unknown } = {};
  void runCase(testCase, {
    source: disguise(inProcessSource(clock, variant, seed), clock),
    pics: variant,
    clock,
    random: createSeededRandom(seed + 1000),
    validators,
    onActivity: () => moved++,
  }).then(
    (result) => (ended.result = result),
    (error: unknown) => (ended.failure = error),
  );
  for (let turns = 0; turns < MOST_TURNS; turns++) {
    await settleIo(() => moved);
    if (ended.failure !== undefined) throw ended.failure;
    if (ended.result !== undefined) return ended.result;
    await clock.advance(Milliseconds(clock.nextIn() ?? 0));
  }
  throw new Error(`${testCase.id} hangs; timers: ${clock.pending().join(", ")}`);
}
