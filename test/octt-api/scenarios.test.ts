import { createPacedClock, createSeededRandom, Seconds, type PacedClock } from "../../src/kernel/index.js";
import { createScenarioDesk, createScenarioLibrary, createScenarioReader } from "../../src/scenario/index.js";
import { detailOf, startBench, type Bench } from "./support/bench.js";
import { faultsOf } from "./support/response-schemas.js";

let pace: PacedClock;

const benchWithScenarios = (): Promise<Bench> =>
  startBench({
    surroundings(surface, clock) {
      pace = createPacedClock(clock);
      const reader = createScenarioReader();
      const library = createScenarioLibrary(reader);
      const random = createSeededRandom(1);
      return {
        pace,
        scenarios: createScenarioDesk({ surface, clock: pace, pace, random, reader, library }),
      };
    },
  });

const given = (steps: readonly object[], more: object = {}) => ({
  scenario: { name: "mine", description: "Mine.", steps },
  ...more,
});

interface Run {
  readonly status: string;
  readonly verdict: string | null;
  readonly seed: number;
  readonly waitingFor: object | null;
}
const bodyOf = async (response: Response): Promise<Run> => (await response.json()) as Run;

test("the scenarios are listed with their descriptions", async () => {
  await using bench = await benchWithScenarios();
  const list = (await (await bench.call("GET", "/scenarios")).json()) as { name: string }[];
  expect(faultsOf("listScenarios", 200, list)).toBeNull();
  expect(list.map(({ name }) => name)).toContain("charge-to-80-percent");
});

test("a scenario is begun by its name, watched, and stopped", async () => {
  await using bench = await benchWithScenarios();
  expect(await detailOf(await bench.call("GET", "/scenarios/run"), 404)).toMatch(/no scenario/);
  const begun = await bench.call("POST", "/scenarios/charge-to-80-percent/run", { seed: 7 });
  const state = await bodyOf(begun);
  expect([begun.status, faultsOf("runScenario", 202, state)]).toEqual([202, null]);
  expect(state).toMatchObject({ status: "running", seed: 7, verdict: null });
  await bench.clock.advance(Seconds(20));
  const now = await bodyOf(await bench.call("GET", "/scenarios/run"));
  expect(faultsOf("scenarioRun", 200, now)).toBeNull();
  expect(now.waitingFor).toEqual({
    what: "EVSE 1: energyTransfer charging",
    secondsLeft: 40,
    ofSeconds: 60,
  });
  expect(bench.station.done.map(([action]) => action)).toEqual(["plugIn", "presentToken"]);
  const second = await bench.call("POST", "/scenarios/local-start/run");
  expect(await detailOf(second, 409)).toBe("charge-to-80-percent runs; stop it first");
  const stopped = await bodyOf(await bench.call("DELETE", "/scenarios/run"));
  expect(faultsOf("stopScenario", 200, stopped)).toBeNull();
  expect(stopped).toMatchObject({ status: "stopped", verdict: expect.stringMatching(/it was stopped/) });
  expect((await bench.call("POST", "/scenarios/local-start/run")).status).toBe(202);
});

test("a scenario of one's own is run, and refused with the step that is wrong", async () => {
  await using bench = await benchWithScenarios();
  const wrong = await bench.call("POST", "/scenarios/run", given([{ plugin: { evseId: 1 } }]));
  expect(await detailOf(wrong, 400)).toBe("scenario: step 1 (plugin), connectorId: is missing");
  const begun = await bench.call(
    "POST",
    "/scenarios/run",
    given([{ parkingbay: { evseId: 1, occupied: true } }]),
  );
  expect(begun.status).toBe(202);
  expect(await bodyOf(await bench.call("GET", "/scenarios/run"))).toMatchObject({
    status: "passed",
    verdict: "Passed: 1 step in 0 s.",
  });
  expect(bench.station.done).toEqual([["setParkingBay", 1, true]]);
});

test("a run has its own pace, and the station its former one afterwards", async () => {
  await using bench = await benchWithScenarios();
  await bench.call("POST", "/clock", { rate: 2 });
  await bench.call("POST", "/scenarios/run", given([{ wait: 120 }], { rate: 60 }));
  expect(pace.rate).toBe(60);
  await bench.clock.advance(Seconds(2));
  expect((await bodyOf(await bench.call("GET", "/scenarios/run"))).status).toBe("passed");
  expect(await (await bench.call("GET", "/clock")).json()).toEqual({ rate: 2 });
});

test.each([{ rate: 0 }, { rate: 61 }, { rate: "1" }, {}])("a pace of %j is refused", async (body) => {
  await using bench = await benchWithScenarios();
  await detailOf(await bench.call("POST", "/clock", body), 400);
  expect(pace.rate).toBe(1);
});

test("a run can be stopped while the power is off", async () => {
  await using bench = await benchWithScenarios();
  await bench.call("POST", "/scenarios/run", given([{ wait: 10 }]));
  bench.station.phaseIs("rebooting");
  expect((await bodyOf(await bench.call("DELETE", "/scenarios/run"))).status).toBe("stopped");
});

test("an unknown scenario is told, and a station without scenarios says so", async () => {
  await using bench = await benchWithScenarios();
  expect(await detailOf(await bench.call("POST", "/scenarios/none/run"), 404)).toBe(
    "there is no scenario none",
  );
  await using bare = await startBench();
  expect(await detailOf(await bare.call("GET", "/scenarios"), 501)).toBe("this station runs no scenarios");
  expect(await detailOf(await bare.call("POST", "/clock", { rate: 2 }), 501)).toMatch(/pace/);
});

test("the stream of events tells of a run", async () => {
  await using bench = await benchWithScenarios();
  const response = await bench.request("/octt/v1/events");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await bench.call("POST", "/scenarios/run", given([{ wait: 3 }]));
  let text = "";
  while (!/event: scenario\ndata: \{.*"secondsLeft":3/.test(text)) {
    await bench.clock.advance(Seconds(0));
    text += (await reader?.read())?.value ?? "";
    if (!text.includes('"secondsLeft":3')) await bench.clock.advance(Seconds(0.1));
  }
  await reader?.cancel();
});
