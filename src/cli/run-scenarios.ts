import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
  createSystemClock,
  createSystemRandom,
  packageVersion,
  Seconds,
  type Clock,
} from "../kernel/index.js";
import { loadValidators } from "../protocol/index.js";
import { createSandboxCsms } from "../sandbox-csms/index.js";
import {
  createScenarioLibrary,
  createScenarioReader,
  runScenario,
  ScenarioError,
  type Scenario,
  type ScenarioRunState,
} from "../scenario/index.js";
import { createStation, loadConfiguration, loadSharedDefinitions, type Station } from "../station/index.js";
import type { ScenarioOrder } from "./abilities.js";
import { runAtStationApi } from "./remote-scenario.js";
import { createProgress } from "./scenario-progress.js";

/** Real time that a station has to boot and be accepted. */
const BOOTS_WITHIN = Seconds(20);

interface World {
  readonly out: (text: string) => void;
  /** Resolves when the user wants the process to end. */
  readonly untilStopped: () => Promise<void>;
}

/**
 * Runs scenarios one after the other, each at a fresh station with a sandbox CSMS, or at one that runs already.
 * @returns whether all of them passed
 * @throws ScenarioError if one cannot be read, before any is begun
 */
export async function runScenarios(order: ScenarioOrder, { out, untilStopped }: World): Promise<boolean> {
  const scenarios = readAll(order.files);
  const clock = createSystemClock();
  let stopped = false;
  const whenStopped = untilStopped().then(() => void (stopped = true));
  let passed = true;
  for (const scenario of scenarios) {
    if (stopped) return false;
    const progress = createProgress(out, clock);
    const state = order.stationApi
      ? await runAtStationApi(scenario, {
          ...order,
          stationApi: order.stationApi,
          clock,
          progress,
          whenStopped,
        })
      : await runAtOwnStation(scenario, order, progress, whenStopped);
    passed &&= state.status === "passed";
  }
  return passed;
}

function readAll(files: readonly string[]): readonly Scenario[] {
  const reader = createScenarioReader();
  const library = createScenarioLibrary(reader);
  return files.map((file) => {
    const own = existsSync(file) ? null : library.named(file);
    return own ?? reader.file(file);
  });
}

async function runAtOwnStation(
  scenario: Scenario,
  { rate = 1, ocpp, seed = Math.floor(createSystemRandom().fraction() * 2 ** 32) }: ScenarioOrder,
  progress: (state: ScenarioRunState) => void,
  whenStopped: Promise<void>,
): Promise<ScenarioRunState> {
  const clock = createSystemClock(rate);
  const logger = createSilentLogger();
  const validators = loadValidators;
  const csms = await createSandboxCsms({ ocppPort: 0, httpPort: 0, clock, logger, validators });
  const storage = mkdtempSync(join(tmpdir(), "kerbside-scenario-"));
  let station: Station | undefined;
  try {
    const settings = {
      ocppVersions: [ocpp],
      "csms.url": csms.ocppUrl,
      "csms.securityProfile": 0,
      storage,
      variables: { "AuthCtrlr.MasterPassGroupId": "MASTERPASS", ...scenario.variables },
    };
    station = createStation({
      configuration: loadConfiguration({
        flags: Object.entries(settings).map(([key, value]) => ({ key, value, origin: scenario.name })),
      }),
      definitions: loadSharedDefinitions(),
      store: createMemoryStore(),
      clock,
      // The station's own chances (message ids, back-off) are repeated too.
      random: createSeededRandom(seed),
      logger,
      softwareVersion: packageVersion(),
    });
    const { surface } = station;
    const accepted = whenAccepted(station, clock, Seconds((BOOTS_WITHIN / 1_000) * rate));
    station.start();
    if (!(await accepted))
      throw new ScenarioError(`${scenario.name}: its station was not accepted by the CSMS`);
    const run = runScenario({ scenario, surface, clock, seed, changed: () => progress(run.state()) });
    void whenStopped.then(() => run.stop());
    const ended = await run.ended;
    progress(ended);
    return ended;
  } finally {
    await station?.stop();
    await csms.stop();
    rmSync(storage, { recursive: true, force: true });
  }
}

function whenAccepted(station: Station, clock: Clock, within: ReturnType<typeof Seconds>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = clock.timer("acceptance", within, () => resolve(false));
    station.onAccepted(() => {
      timer.cancel();
      resolve(true);
    });
  });
}
