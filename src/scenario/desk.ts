import { Subject, type Observable } from "rxjs";
import type { Clock, PacedClock, Random } from "../kernel/index.js";
import type { StationSurface } from "../station/index.js";
import type { Scenario, ScenarioRunState } from "./interface.js";
import type { ScenarioLibrary } from "./library.js";
import type { ScenarioReader } from "./reader.js";
import { runScenario, type ScenarioRun } from "./run.js";

/** Schema ScenarioSummary of the station API. */
export interface ScenarioSummary {
  readonly name: string;
  readonly description: string;
  readonly steps: number;
}

/** How a scenario is to be run. */
export interface RunOptions {
  /** A 32-bit integer; one by chance where absent. */
  readonly seed?: number;
  /** Virtual seconds per second while it runs, above 0; absent: as the station runs. */
  readonly rate?: number;
}

/** Why no scenario was begun: there is none of that name, or another one runs. */
export interface RunRefusal {
  readonly refused: "unknown" | "impossible";
  readonly because: string;
}

/** Where scenarios are begun, watched and stopped at one station: one at a time. */
export interface ScenarioDesk {
  /** @throws ScenarioError if a file cannot be read */
  list(): readonly ScenarioSummary[];
  /** Begins one by its name. @throws ScenarioError if it cannot be run as it stands */
  run(name: string, options: RunOptions): ScenarioRunState | RunRefusal;
  /** Begins one that is handed over. @throws ScenarioError if it cannot be run as it stands */
  runGiven(document: unknown, options: RunOptions): ScenarioRunState | RunRefusal;
  /** The run that is under way or was the last; `null` before the first. */
  state(): ScenarioRunState | null;
  /** Stops what runs, if anything does. */
  stop(): Promise<ScenarioRunState | null>;
  /** Tells that {@link ScenarioDesk.state} says something else. */
  readonly changes: Observable<void>;
}

/** Makes a {@link ScenarioDesk}. */
export function createScenarioDesk(parts: {
  readonly surface: StationSurface;
  /** Of the station. */
  readonly clock: Clock;
  /** What sets the pace of the station; absent: nothing does. */
  readonly pace?: Pick<PacedClock, "rate" | "setRate">;
  readonly random: Random;
  readonly reader: ScenarioReader;
  readonly library: ScenarioLibrary;
}): ScenarioDesk {
  const { surface, clock, pace, random, reader, library } = parts;
  const changes = new Subject<void>();
  let current: ScenarioRun | null = null;

  const begin = (scenario: Scenario, options: RunOptions): ScenarioRunState | RunRefusal => {
    if (current?.state().status === "running")
      return { refused: "impossible", because: `${current.state().scenario} runs; stop it first` };
    const { seed = Math.floor(random.fraction() * 2 ** 32), rate } = options;
    if (rate !== undefined && !pace)
      return { refused: "impossible", because: "the pace of this station cannot be changed" };
    current = runScenario({ scenario, surface, clock, seed, changed: () => changes.next() });
    if (rate !== undefined && pace) keepPace(pace, rate, current);
    return current.state();
  };

  return {
    list: () =>
      library.all().map(({ name, description, steps }) => ({ name, description, steps: steps.length })),
    run(name, options) {
      const scenario = library.named(name);
      if (!scenario) return { refused: "unknown", because: `there is no scenario ${name}` };
      return begin(scenario, options);
    },
    runGiven: (document, options) => begin(reader.document(document, "scenario"), options),
    state: () => current?.state() ?? null,
    async stop() {
      current?.stop();
      return (await current?.ended) ?? null;
    },
    changes: changes.asObservable(),
  };
}

/** Lets the station run at another pace for as long as a scenario does. */
function keepPace(pace: Pick<PacedClock, "rate" | "setRate">, rate: number, run: ScenarioRun): void {
  const before = pace.rate;
  pace.setRate(rate);
  void run.ended.then(() => pace.setRate(before));
}
