import type { Subscription } from "rxjs";
import { createSeededRandom, messageOf, type Clock, type Random } from "../kernel/index.js";
import type { Frame, StationSurface } from "../station/index.js";
import type { ActionName } from "./action-arguments.js";
import { performAction } from "./actions.js";
import { unmetConditions } from "./conditions.js";
import { describeMessage, describeUntil } from "./describe.js";
import type { ActionOf, Scenario, ScenarioRunState, StepState } from "./interface.js";
import { MessageLog } from "./message-log.js";
import { planOf, type PlannedStep, type SingleStep } from "./plan.js";
import { ScenarioError } from "./scenario-error.js";
import { Waiting } from "./waiting.js";

/** Seconds that a step waits at most unless it says otherwise. */
const USUAL_PATIENCE = 60;

/** What a run needs. */
export interface ScenarioRunAbilities {
  readonly scenario: Scenario;
  readonly surface: StationSurface;
  /** Of the station. */
  readonly clock: Clock;
  /** A 32-bit integer; the same one repeats the chances of a run. */
  readonly seed: number;
  /** Told whenever {@link ScenarioRun.state} says something else. */
  readonly changed?: () => void;
}

/** A scenario that is being carried out, or was. */
export interface ScenarioRun {
  state(): ScenarioRunState;
  /** Ends it where it stands; what was done stays done. */
  stop(): void;
  /** Resolves with the last state; it never rejects. */
  readonly ended: Promise<ScenarioRunState>;
}

/**
 * Begins to carry out a scenario at a station.
 * @throws ScenarioError if it has too many steps, or the station speaks none of the versions it is written for
 */
export function runScenario(abilities: ScenarioRunAbilities): ScenarioRun {
  const { scenario, surface } = abilities;
  const { version } = surface.state().ocpp;
  if (scenario.ocpp?.includes(version) === false)
    throw new ScenarioError(
      `${scenario.name}: is written for ${scenario.ocpp.join(", ")}; this station speaks ${version}`,
    );
  return new Run(abilities);
}

/** Why a step failed, or `null`. */
type Failure = string | null;

class Stopped extends Error {}

class Run implements ScenarioRun {
  readonly ended: Promise<ScenarioRunState>;
  readonly #abilities: ScenarioRunAbilities;
  readonly #random: Random;
  readonly #plan: readonly PlannedStep[];
  readonly #steps: StepState[];
  readonly #messages = new MessageLog();
  readonly #begun: number;
  #status: ScenarioRunState["status"] = "running";
  #verdict: string | null = null;
  #seconds = 0;
  #waiting: Waiting | null = null;
  #stopBecause: string | null = null;
  /** The step before was a look at the station, so an action now begins something new. */
  #looked = false;

  constructor(abilities: ScenarioRunAbilities) {
    this.#abilities = abilities;
    this.#random = createSeededRandom(abilities.seed);
    this.#plan = planOf(abilities.scenario);
    this.#steps = this.#plan.map(({ label, text }) => ({ step: label, text, outcome: "pending" }));
    this.#begun = abilities.clock.elapsed();
    const listening = this.#listen();
    this.ended = this.#perform().then(() => {
      listening.unsubscribe();
      this.#seconds = this.#secondsNow();
      this.#changed();
      return this.state();
    });
  }

  state(): ScenarioRunState {
    const { scenario, seed } = this.#abilities;
    return {
      scenario: scenario.name,
      description: scenario.description,
      seed,
      status: this.#status,
      verdict: this.#verdict,
      seconds: this.#status === "running" ? this.#secondsNow() : this.#seconds,
      waitingFor: this.#waiting?.now ?? null,
      steps: [...this.#steps],
    };
  }

  stop(): void {
    this.#stop("it was stopped");
  }

  #listen(): Subscription {
    return this.#abilities.surface.events.subscribe({
      next: ({ event, data }) => {
        if (event === "ocpp") this.#messages.add(data as Frame);
        this.#waiting?.look();
      },
      complete: () => this.#stop("the station was switched off"),
    });
  }

  #stop(because: string): void {
    this.#stopBecause ??= because;
    this.#waiting?.stop();
  }

  async #perform(): Promise<void> {
    // Whoever began it knows it before it does anything.
    await Promise.resolve();
    for (const [index, { label, text, step }] of this.#plan.entries()) {
      this.#mark(index, { outcome: "running" });
      const failure = await this.#try(step);
      const endedAt = this.#secondsNow();
      if (failure === null) {
        this.#mark(index, { outcome: "passed", endedAt });
        continue;
      }
      const stopped = this.#stopBecause !== null;
      this.#mark(index, { outcome: stopped ? "skipped" : "failed", endedAt, because: failure });
      for (let rest = index + 1; rest < this.#steps.length; rest++) this.#mark(rest, { outcome: "skipped" });
      this.#status = stopped ? "stopped" : "failed";
      this.#verdict = `${stopped ? "Stopped" : "Failed"} at step ${label} (${text}): ${failure}.`;
      return;
    }
    this.#status = "passed";
    this.#verdict = `Passed: ${this.#plan.length} ${this.#plan.length === 1 ? "step" : "steps"} in ${this.#secondsNow()} s.`;
  }

  async #try(step: SingleStep): Promise<Failure> {
    try {
      if (this.#stopBecause !== null) throw new Stopped();
      return await this.#carryOut(step);
    } catch (error) {
      return error instanceof Stopped ? this.#stopBecause : `internal error: ${messageOf(error)}`;
    }
  }

  async #carryOut(step: SingleStep): Promise<Failure> {
    const looks = "until" in step || "expect" in step || "expectNot" in step;
    if (!looks && this.#looked) this.#messages.clear();
    this.#looked = looks;
    if ("until" in step) return this.#until(step);
    if ("expect" in step) return this.#expect(step);
    if ("expectNot" in step) return this.#expectNot(step);
    if ("wait" in step) return this.#wait(step);
    if ("refused" in step) {
      const refusal = this.#act(step.refused);
      return refusal === null ? "the station did it" : null;
    }
    return this.#act(step);
  }

  #act(action: ActionOf<ActionName>): Failure {
    const [name, args] = Object.entries(action)[0] as [ActionName, never];
    const { surface, seed } = this.#abilities;
    return performAction(surface, name, args, seed)?.because ?? null;
  }

  async #wait({ wait }: { wait: number | { from: number; to: number } }): Promise<Failure> {
    const seconds =
      typeof wait === "number"
        ? wait
        : Math.round(10 * (wait.from + this.#random.fraction() * (wait.to - wait.from))) / 10;
    await this.#hold("the time to pass", seconds, () => false);
    return null;
  }

  async #until({ until }: Extract<SingleStep, { until: unknown }>): Promise<Failure> {
    const { within = USUAL_PATIENCE } = until;
    let unmet: readonly string[] = [];
    const met = (): boolean => {
      unmet = unmetConditions(this.#abilities.surface, until);
      return unmet.length === 0;
    };
    const done = await this.#hold(describeUntil(until), within, met);
    return done ? null : `after ${within} s ${unmet.join(", ")}`;
  }

  async #expect({ expect }: Extract<SingleStep, { expect: unknown }>): Promise<Failure> {
    const { within = USUAL_PATIENCE, ...pattern } = expect;
    const met = (): boolean => this.#messages.take(pattern) !== undefined;
    if (await this.#hold(describeMessage(pattern), within, met)) return null;
    const near = this.#messages.nearMiss(pattern);
    const other = near ? `; the latest ${pattern.action} was ${JSON.stringify(near.payload)}` : "";
    return `it did not come within ${within} s${other}`;
  }

  async #expectNot({ expectNot }: Extract<SingleStep, { expectNot: unknown }>): Promise<Failure> {
    const { for: seconds, ...pattern } = expectNot;
    let came: Frame | undefined;
    const met = (): boolean => (came = this.#messages.take(pattern)) !== undefined;
    await this.#hold(`no ${describeMessage(pattern)}`, seconds, met);
    return came ? `it came: ${JSON.stringify(came.payload)}` : null;
  }

  /** Waits; `false` where the time was up first. @throws Stopped */
  async #hold(what: string, seconds: number, met: () => boolean): Promise<boolean> {
    const waiting = new Waiting(this.#abilities.clock, what, seconds, met, () => this.#changed());
    this.#waiting = waiting;
    const outcome = waiting.outcome();
    this.#changed();
    const ended = await outcome;
    this.#waiting = null;
    if (ended === "stopped") throw new Stopped();
    return ended === "met";
  }

  #mark(index: number, change: Partial<StepState>): void {
    const step = this.#steps[index];
    if (step) this.#steps[index] = { ...step, ...change };
    this.#changed();
  }

  #changed(): void {
    this.#abilities.changed?.();
  }

  #secondsNow(): number {
    return Math.round((this.#abilities.clock.elapsed() - this.#begun) / 100) / 10;
  }
}
