import { describeStep } from "./describe.js";
import type { Scenario, Step } from "./interface.js";
import { ScenarioError } from "./scenario-error.js";

/** Steps that a run may have at most, its repetitions written out. */
const MOST_STEPS = 2_000;

/** A step that is carried out. */
export type SingleStep = Exclude<Step, { readonly repeat: unknown }>;

/** A step of a run: its repetitions are written out. */
export interface PlannedStep {
  /** Its place in the file, from 1: `3`, or `3.2, round 2 of 5`. */
  readonly label: string;
  readonly text: string;
  readonly step: SingleStep;
}

/**
 * Writes the repetitions of a scenario out.
 * @throws ScenarioError if that makes more than 2000 steps
 */
export function planOf(scenario: Scenario): readonly PlannedStep[] {
  const planned: PlannedStep[] = [];
  addSteps(planned, scenario, scenario.steps, "", "");
  return planned;
}

function addSteps(
  planned: PlannedStep[],
  scenario: Scenario,
  steps: readonly Step[],
  prefix: string,
  round: string,
): void {
  for (const [index, step] of steps.entries()) {
    const place = `${prefix}${index + 1}`;
    if ("repeat" in step) {
      const { times, steps: inner } = step.repeat;
      for (let turn = 1; turn <= times; turn++)
        addSteps(planned, scenario, inner, `${place}.`, `${round}, round ${turn} of ${times}`);
    } else if (planned.length < MOST_STEPS) {
      planned.push({ label: `${place}${round}`, text: describeStep(step), step });
    } else {
      throw new ScenarioError(`${scenario.name}: has more than ${MOST_STEPS} steps with its repetitions`);
    }
  }
}
