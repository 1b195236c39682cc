import type { WebSocket } from "ws";
import { messageOf, Milliseconds, Seconds, type Clock, type Random } from "../../kernel/index.js";
import type { MessageValidators } from "../../protocol/index.js";
import type { TestCase } from "../case.js";
import { TestCsms } from "../csms/test-csms.js";
import type { Stage } from "../edition.js";
import { createTestFiles, type OfferedFirmware } from "../files/test-files.js";
import { endpointSecurity, stationSecurity } from "../pki/security.js";
import { CSMS_HOST, type TestPki } from "../pki/test-pki.js";
import { createDialogue, type Dialogue } from "../dialogue.js";
import type { Pics } from "../pics/pics.js";
import type { CaseResult } from "../result.js";
import type { RunningStation, StationSource } from "../sources/station-source.js";
import { withDrawing } from "../tester/drawing-tester.js";
import { Inconclusive, ValidationFailed, type Verdict } from "../verdict.js";

/** What a case is carried out with. */
export interface CaseRun {
  readonly source: StationSource;
  readonly pics: Pics;
  readonly clock: Clock;
  readonly random: Random;
  readonly validators: MessageValidators;
  readonly pki: TestPki;
  /** Called for whatever moves on the wire. */
  readonly onActivity?: () => void;
  /** Put between each connection of the station and the CSMS; for tests of the suite itself. */
  readonly wire?: (socket: WebSocket) => WebSocket;
  /** Told of the dialogue before the case begins. */
  readonly onDialogue?: (dialogue: Dialogue) => void;
}

/** How long the station may take to answer a CALL. */
const ANSWER_PATIENCE = Seconds(30);
const AFTERMATH = Milliseconds(100);
const CRASH_CHECK = Milliseconds(500);

/**
 * Carries a case out against a station of the source: brings about the general pre-conditions of Part 6, 2.1,
 * runs the case, holds what was said against the general rules, and leaves nothing behind.
 */
export async function runCase(testCase: TestCase, run: CaseRun): Promise<CaseResult> {
  const { clock, source, pics } = run;
  const began = clock.elapsed();
  const dialogue = createDialogue(clock);
  run.onDialogue?.(dialogue);
  const security = await endpointSecurity(run.pki, pics.test.securityProfile);
  const csms = new TestCsms({
    dialect: testCase.edition.dialect,
    clock,
    random: run.random,
    validators: run.validators,
    dialogue,
    host: CSMS_HOST,
    port: source.csmsPort,
    identity: source.identity,
    password: source.password,
    security,
    patience: Seconds(pics.test.patience),
    answerPatience: ANSWER_PATIENCE,
    ...(run.onActivity && { onActivity: run.onActivity }),
    ...(run.wire && { wire: run.wire }),
  });
  const firmware: OfferedFirmware[] = [];
  const { verdict, reason } = await conclude(testCase, run, csms, dialogue, firmware);
  if (reason !== null) dialogue.note(`${verdict}: ${reason}`);
  return {
    id: testCase.id,
    title: testCase.title,
    block: testCase.block,
    variant: pics.name,
    verdict,
    reason,
    durationMs: Math.round(clock.elapsed() - began),
    dialogue: dialogue.items,
    ...(firmware.length > 0 && { firmware }),
  };
}

interface Conclusion {
  readonly verdict: Verdict;
  readonly reason: string | null;
}

async function conclude(
  testCase: TestCase,
  run: CaseRun,
  csms: TestCsms,
  dialogue: Dialogue,
  firmware: OfferedFirmware[],
): Promise<Conclusion> {
  let station: RunningStation | undefined;
  const files = createTestFiles({
    host: CSMS_HOST,
    protocol: run.pics.test.fileTransfer,
    credential: () => run.pki.fileServer(),
    onActivity: () => run.onActivity?.(),
    onFirmware: (image) => firmware.push(image),
  });
  try {
    await csms.open();
    const { identity, password } = run.source;
    const security = await stationSecurity(run.pki, run.pics, identity);
    station = await run.source.start({ url: csms.url, identity, password: password ?? "", security });
    const stage: Stage = {
      csms,
      tester: withDrawing(station.tester, dialogue, run.clock),
      impatientTester: station.tester,
      pics: run.pics,
      pki: run.pki,
      files,
      clock: run.clock,
      identity,
      password: password ?? "",
      fresh: run.source.fresh,
    };
    return await carryOut(testCase, run, stage, station);
  } catch (error) {
    return conclusionOf(error);
  } finally {
    await station?.stop();
    await files.close();
    await csms.close();
  }
}

async function carryOut(
  testCase: TestCase,
  run: CaseRun,
  stage: Stage,
  station: RunningStation,
): Promise<Conclusion> {
  const { csms } = stage;
  const performance = testCase.perform(stage);
  const crash = untilCrash(station, run.clock);
  let conclusion: Conclusion;
  try {
    const steps = async (): Promise<void> => {
      await performance.prepare();
      await performance.run();
      // What comes right behind the last step counts too.
      await csms.waits(AFTERMATH);
    };
    await Promise.race([steps(), crash.happened]);
    conclusion = reviewed(testCase, run, csms, station);
  } catch (error) {
    conclusion = reviewCrash(station) ?? conclusionOf(error);
  } finally {
    crash.stopWatching();
  }
  if (!run.source.fresh) await performance.tidyUp();
  return conclusion;
}

/** A case that ran to its end has passed unless a general rule was broken. */
function reviewed({ edition }: TestCase, run: CaseRun, csms: TestCsms, station: RunningStation): Conclusion {
  const crash = reviewCrash(station);
  if (crash) return crash;
  const [extra] = csms.uncalledFor();
  const heard = { calls: csms.heard, disturbed: csms.disturbed, deviation: run.pics.test.deviation };
  const reason =
    csms.broken[0] ??
    (extra ? `${extra.action} came without a cause: ${JSON.stringify(extra.payload)}` : undefined) ??
    edition.rules.map((rule) => rule(heard)).find((broken) => broken !== null);
  return reason === undefined || reason === null
    ? { verdict: "PASS", reason: null }
    : { verdict: "FAIL", reason };
}

/** Looks now and then whether the station still lives. */
function untilCrash(
  station: RunningStation,
  clock: Clock,
): { readonly happened: Promise<void>; readonly stopWatching: () => void } {
  let stopWatching = (): void => undefined;
  const happened = new Promise<void>((resolve) => {
    const timer = clock.every("whether the station lives", CRASH_CHECK, () => {
      if (station.crashed() !== null) resolve();
    });
    stopWatching = () => timer.cancel();
  });
  return { happened, stopWatching };
}

function reviewCrash(station: RunningStation): Conclusion | null {
  const reason = station.crashed();
  return reason === null ? null : { verdict: "FAIL", reason };
}

function conclusionOf(error: unknown): Conclusion {
  if (error instanceof ValidationFailed) return { verdict: "FAIL", reason: error.message };
  if (error instanceof Inconclusive) return { verdict: "INCONC", reason: error.message };
  return { verdict: "INCONC", reason: `the suite failed: ${messageOf(error)}` };
}
