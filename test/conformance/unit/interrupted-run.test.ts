import { CASES_OF, Inconclusive, loadOwnVariants, type Variant } from "../../../src/conformance/index.js";
import { hasPassed } from "../../../src/conformance/report/summary.js";
import { performRun } from "../../../src/conformance/run/perform-run.js";
import { planRun } from "../../../src/conformance/run/plan.js";
import type { StationSource } from "../../../src/conformance/sources/station-source.js";
import { createManualClock } from "../../../src/kernel/index.js";

/** Stations that cannot be started: a case ends at once. */
const NOWHERE: StationSource = {
  identity: "CS-1",
  password: null,
  csmsPort: 0,
  fresh: true,
  start: () => Promise.reject(new Inconclusive("there is no station")),
};

/** A run of three cases that the user ends when so many have been told. */
async function runUntil(wanted: number) {
  const variant = loadOwnVariants().find(({ name }) => name === "ac-duo") as Variant;
  const cases = ["TC_B_01_CS", "TC_B_20_CS", "TC_B_21_CS"];
  const plan = planRun(CASES_OF["ocpp2.0.1"], [variant], { profile: "Core", cases, repeat: 1, seed: 1 });
  let told = 0;
  return performRun(
    {
      ocppVersion: "ocpp2.0.1",
      profile: "Core",
      seed: 1,
      plan,
      stations: [{ variant, ways: [] }],
      workers: 1,
      readsConfiguration: true,
      fresh: true,
      sourceFor: () => NOWHERE,
    },
    { clock: createManualClock(), out: () => told++, stopped: () => told >= wanted },
  );
}

test("a run that is interrupted is a part, and says so", async () => {
  const report = await runUntil(1);
  expect(report).toMatchObject({ complete: false, planned: 3 });
  expect(report.results.length).toBeLessThan(3);
  expect(hasPassed(report)).toBe(false);
});

test("a run that nobody interrupts is complete", async () => {
  const report = await runUntil(99);
  expect(report).toMatchObject({ complete: true, planned: 3 });
  expect(report.results.map(({ reason }) => reason)).toEqual(Array(3).fill("there is no station"));
});

test("a configuration that cannot be read is a problem of the run", async () => {
  const { problems, stations } = await runUntil(99);
  expect(problems).toEqual(["ac-duo: the configuration cannot be read: there is no station"]);
  expect(stations).toMatchObject([{ name: "ac-duo", configuration: { items: [] } }]);
});
