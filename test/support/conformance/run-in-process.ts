import {
  createManualClock,
  createSeededRandom,
  Milliseconds,
  type ManualClock,
} from "../../../src/kernel/index.js";
import { loadValidators } from "../../../src/protocol/index.js";
import { runCase, type CaseResult, type TestCase, type Variant } from "../../../src/conformance/index.js";
import { createSettling } from "../settle-io.js";
import { pkiOf } from "./pki.js";
import type { Wire } from "./lying-wire.js";
import { inProcessSource } from "./in-process-source.js";

/** Turns of the clock after which a case counts as hanging. */
const MOST_TURNS = 20_000;

/** Makes a wire that is not as honest as a cable. */
export type Disguise = (clock: ManualClock) => Wire;

/** Moves the clock from timer to timer, with the network settled in between, until the work is done. */
export async function driven<T>(
  clock: ManualClock,
  activity: () => number,
  work: Promise<T>,
  name: string,
): Promise<T> {
  const ended: { result?: { readonly value: T }; failure?: unknown } = {};
  void work.then(
    (value) => (ended.result = { value }),
    (error: unknown) => (ended.failure = error),
  );
  const settle = createSettling({ clock, activity });
  for (let turns = 0; turns < MOST_TURNS; turns++) {
    await settle();
    if (ended.failure !== undefined) throw ended.failure;
    if (ended.result !== undefined) return ended.result.value;
    await clock.advance(Milliseconds(clock.nextIn() ?? 0));
  }
  throw new Error(`${name} hangs; timers: ${clock.pending().join(", ")}`);
}

/** The libraries of the other protocols wait in real time; test/file-transfer and runs of processes prove them. */
function overHttp(variant: Variant): Variant {
  const { fileTransfer } = variant.test;
  const settles = fileTransfer === "HTTP" || fileTransfer === "HTTPS";
  return settles ? variant : { ...variant, test: { ...variant.test, fileTransfer: "HTTP" } };
}

/** Carries a case out against a station in this process, on a manual clock. */
export async function runInProcess(
  testCase: TestCase,
  variant: Variant,
  disguise?: Disguise,
  seed = 7,
): Promise<CaseResult> {
  const clock = createManualClock();
  const validators = await loadValidators(testCase.edition.dialect.version);
  let moved = 0;
  const running = runCase(testCase, {
    source: inProcessSource(clock, variant, seed),
    pics: overHttp(variant),
    clock,
    random: createSeededRandom(seed + 1000),
    validators,
    pki: pkiOf(variant),
    onActivity: () => moved++,
    ...(disguise && { wire: disguise(clock) }),
  });
  return driven(clock, () => moved, running, testCase.id);
}
