import { createScenarioLibrary, createScenarioReader } from "../../src/scenario/index.js";
import { scenarioStage } from "./scenario-stage.js";

const scenarios = createScenarioLibrary(createScenarioReader()).all();

test("there is a dozen of them, each with a description", () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(12);
  for (const { description } of scenarios) expect(description).toMatch(/^[A-Z].{20,}\.$/);
});

test.each(scenarios)("$name passes against a station of its own", async (scenario) => {
  await using stage = await scenarioStage({ variables: { ...scenario.variables } });
  const { verdict, status, steps } = await stage.run(scenario);
  expect([status, verdict]).toEqual(["passed", expect.stringMatching(/^Passed: \d+ steps in /)]);
  expect(steps.every(({ outcome }) => outcome === "passed")).toBe(true);
});
