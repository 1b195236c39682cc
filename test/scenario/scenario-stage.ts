import { createManualClock, Hours } from "../../src/kernel/index.js";
import {
  createScenarioReader,
  runScenario,
  type Scenario,
  type ScenarioRunState,
} from "../../src/scenario/index.js";
import { fakeCsms } from "../support/csms.js";
import { driveUntil } from "../support/settle-io.js";
import { stationOn, type StationOptions } from "../support/station.js";

/** A station against a fake CSMS that leaves the judgement to the scenario. */
export async function scenarioStage(options: StationOptions = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: options.version ?? "ocpp2.0.1" });
  const station = stationOn(csms, clock, options);
  const stage = { clock, activity: () => csms.peer.activity };
  await driveUntil(stage, Hours(1), () => station.surface.state().ocpp.registration === "Accepted");
  return {
    clock,
    csms,
    station,
    stage,
    /** Runs a scenario to its end. */
    async run(scenario: Scenario, { seed = 1 } = {}): Promise<ScenarioRunState> {
      let ended: ScenarioRunState | undefined;
      const run = runScenario({ scenario, surface: station.surface, clock, seed });
      void run.ended.then((state) => (ended = state));
      await driveUntil(stage, Hours(12), () => ended !== undefined);
      if (!ended) throw new Error(`the run never ended: ${JSON.stringify(run.state())}`);
      return ended;
    },
    async [Symbol.asyncDispose]() {
      await station.stop();
      await csms.peer.stop();
    },
  };
}

/** A scenario of these steps. */
export const scenarioOf = (steps: readonly object[]): Scenario =>
  createScenarioReader().document({ name: "test", description: "A test.", steps }, "test.yaml");
