import type { PacedClock } from "../kernel/index.js";
import {
  ScenarioError,
  type RunRefusal,
  type ScenarioDesk,
  type ScenarioRunState,
} from "../scenario/index.js";
import { HttpProblem } from "./http-problem.js";
import type { Reply } from "./operations.js";
import type { SurroundingRequests } from "./requests.js";

/** What surrounds a station, where somebody has put it there. */
export interface Surroundings {
  /** Absent: it runs no scenarios, which is answered 501. */
  readonly scenarios?: ScenarioDesk;
  /** What sets the pace of the station's time; absent: nothing does, which is answered 501. */
  readonly pace?: Pick<PacedClock, "rate" | "setRate">;
}

/** The operations on {@link Surroundings}, by operationId. */
export type SurroundingOperations = {
  readonly [Id in keyof SurroundingRequests]: (request: SurroundingRequests[Id]) => Reply | Promise<Reply>;
};

const answer = (body: unknown): Reply => ({ status: 200, body });

/** Maps operations to scenarios and to the pace of time. */
export function createSurroundingOperations({ scenarios, pace }: Surroundings): SurroundingOperations {
  const desk = (): ScenarioDesk => scenarios ?? refuse("this station runs no scenarios");
  const paced = (): Pick<PacedClock, "rate" | "setRate"> =>
    pace ?? refuse("the pace of this station cannot be changed");

  return {
    listScenarios: () => answer(reading(() => desk().list())),
    runScenario: ({ name, ...options }) => begun(reading(() => desk().run(name, options))),
    runGivenScenario: ({ scenario, ...options }) => begun(reading(() => desk().runGiven(scenario, options))),
    scenarioRun: () => answer(desk().state() ?? nothingRan()),
    stopScenario: async () => answer((await desk().stop()) ?? nothingRan()),
    clock: () => answer({ rate: paced().rate }),
    setClock({ rate }) {
      paced().setRate(rate);
      return answer({ rate });
    },
  };
}

function begun(state: ScenarioRunState | RunRefusal): Reply {
  if (!("refused" in state)) return { status: 202, body: state };
  throw new HttpProblem(state.refused === "unknown" ? 404 : 409, state.because);
}

/** A scenario that is wrong is the fault of whoever wrote it. */
function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScenarioError) throw new HttpProblem(400, error.message);
    throw error;
  }
}

function refuse(because: string): never {
  throw new HttpProblem(501, because);
}

function nothingRan(): never {
  throw new HttpProblem(404, "no scenario has been run yet");
}
