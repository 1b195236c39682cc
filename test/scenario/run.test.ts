import { Milliseconds, Seconds } from "../../src/kernel/index.js";
import { runScenario } from "../../src/scenario/index.js";
import { driveFor } from "../support/settle-io.js";
import { scenarioOf, scenarioStage } from "./scenario-stage.js";

const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
const plugin = { plugin: { evseId: 1, connectorId: 1 } };

test("a condition that does not come about fails the run, with what was so instead", async () => {
  await using stage = await scenarioStage();
  const ended = await stage.run(
    scenarioOf([
      plugin,
      { until: { energyTransfer: "charging", transaction: "started", within: 12 } },
      { wait: 1 },
    ]),
  );
  expect(ended).toMatchObject({
    status: "failed",
    verdict:
      "Failed at step 2 (until EVSE 1: energyTransfer charging, transaction started): after 12 s energyTransfer is none.",
    seconds: 12,
    waitingFor: null,
  });
  expect(ended.steps.map(({ outcome }) => outcome)).toEqual(["passed", "failed", "skipped"]);
});

test("a message that does not come fails the run, with the one that came instead", async () => {
  await using stage = await scenarioStage();
  const { verdict } = await stage.run(
    scenarioOf([
      plugin,
      { expect: { action: "StatusNotification", payload: { connectorStatus: "Faulted" }, within: 5 } },
    ]),
  );
  expect(verdict).toMatch(/it did not come within 5 s; the latest StatusNotification was .*"Occupied"/);
});

test("a message that must not come fails the run when it comes", async () => {
  await using stage = await scenarioStage();
  const steps = [plugin, { expectNot: { action: "TransactionEvent", for: 30 } }];
  const { verdict } = await stage.run(scenarioOf(steps));
  expect(verdict).toMatch(/^Failed at step 2 \(.*\): it came: .*CablePluggedIn/);
  expect((await stage.run(scenarioOf([{ expectNot: { action: "TransactionEvent", for: 30 } }]))).status).toBe(
    "passed",
  );
});

test("an action that the station refuses fails the run, unless that is wanted", async () => {
  await using stage = await scenarioStage();
  const pull = { plugout: { evseId: 1, connectorId: 1 } };
  expect((await stage.run(scenarioOf([pull]))).verdict).toMatch(/^Failed at step 1 .*no cable is plugged/);
  expect((await stage.run(scenarioOf([{ refused: pull }]))).status).toBe("passed");
  expect((await stage.run(scenarioOf([{ refused: plugin }]))).verdict).toMatch(/the station did it\.$/);
});

test("a message counts once, and none from before the latest actions", async () => {
  await using stage = await scenarioStage();
  const started = { expect: { action: "TransactionEvent", payload: { eventType: "Started" }, within: 5 } };
  expect((await stage.run(scenarioOf([plugin, started, started]))).verdict).toMatch(/^Failed at step 3/);
  const plugout = { plugout: { evseId: 1, connectorId: 1 } };
  const steps = [
    plugout,
    { until: { transaction: "ended" } },
    plugin,
    { until: { transaction: "started", queuedMessages: 0 } },
  ];
  expect((await stage.run(scenarioOf([...steps, { authorize: token }, started]))).verdict).toMatch(
    /^Failed at step 6/,
  );
});

test("what a run waits for is told with the time that is left", async () => {
  await using stage = await scenarioStage();
  const scenario = scenarioOf([plugin, { until: { stateOfCharge: 99, within: 60 } }]);
  let told = 0;
  const run = runScenario({
    scenario,
    surface: stage.station.surface,
    clock: stage.clock,
    seed: 1,
    changed: () => told++,
  });
  await driveFor(stage.stage, Milliseconds(48_500));
  expect(run.state().waitingFor).toEqual({
    what: "EVSE 1: stateOfCharge 99",
    secondsLeft: 12,
    ofSeconds: 60,
  });
  expect(run.state()).toMatchObject({ status: "running", verdict: null, seconds: 48.5 });
  expect(told).toBeGreaterThan(45);
  run.stop();
  expect(await run.ended).toMatchObject({
    status: "stopped",
    verdict: expect.stringMatching(/: it was stopped\.$/),
  });
  expect(stage.clock.pending().filter((name) => name.startsWith("scenario"))).toEqual([]);
});

test("a station that is switched off stops the run", async () => {
  await using stage = await scenarioStage();
  const { surface } = stage.station;
  const run = runScenario({ scenario: scenarioOf([{ wait: 100 }]), surface, clock: stage.clock, seed: 1 });
  await driveFor(stage.stage, Seconds(5));
  await stage.station.stop();
  expect(await run.ended).toMatchObject({ status: "stopped", seconds: 5 });
});

test("a seed repeats the chances of a run, another one has others", async () => {
  await using stage = await scenarioStage();
  const scenario = scenarioOf([{ repeat: { times: 3, steps: [{ wait: { from: 1, to: 100 } }] } }]);
  const ends = async (seed: number) =>
    (await stage.run(scenario, { seed })).steps.map(({ endedAt }) => endedAt);
  const first = await ends(42);
  expect(await ends(42)).toEqual(first);
  expect(await ends(43)).not.toEqual(first);
  expect((await stage.run(scenario)).steps.map(({ step }) => step)).toEqual([
    "1.1, round 1 of 3",
    "1.1, round 2 of 3",
    "1.1, round 3 of 3",
  ]);
});

test("an action while the power is off fails, and says so", async () => {
  await using stage = await scenarioStage();
  const { verdict } = await stage.run(scenarioOf([{ reboot: { powerOffSeconds: 30 } }, plugin]));
  expect(verdict).toMatch(/^Failed at step 2 .*: the station has no power or restarts\.$/);
});

test("a scenario for another version of OCPP is refused", async () => {
  await using stage = await scenarioStage();
  const scenario = { ...scenarioOf([{ wait: 1 }]), ocpp: ["ocpp1.6"] };
  expect(() =>
    runScenario({ scenario, surface: stage.station.surface, clock: stage.clock, seed: 1 }),
  ).toThrow("test: is written for ocpp1.6; this station speaks ocpp2.0.1");
});
