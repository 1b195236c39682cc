import { detailOf, startBench, type Bench } from "./support/bench.js";
import { OPERATION_EXAMPLES } from "./support/operation-examples.js";
import { faultsOf, operation, operations } from "./support/response-schemas.js";

// One for all tests, because each new one reads and compiles the description of the API again.
let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
beforeEach(() => bench.station.reset());
afterAll(() => bench.servers.stop());

const INSPECTIONS = [
  ["charging", "/charging"],
  ["profiles", "/profiles"],
  ["variables", "/variables"],
  ["queue", "/queue"],
  ["reservations", "/reservations"],
  ["certificates", "/certificates"],
  ["securityEvents", "/security-log"],
  ["log", "/log"],
] as const;

const KNOWN_BY_THEMSELVES = [
  ...INSPECTIONS.map(([operationId]): string => operationId),
  "health",
  "state",
  "events",
  "messages",
  "clearChargingLimit",
  "clock",
  "setClock",
  "listScenarios",
  "runScenario",
  "runGivenScenario",
  "scenarioRun",
  "stopScenario",
  "openapi",
  "docs",
];

test("every operation of the file stands in one of the tables below", () => {
  expect(operations.map(({ definition }) => definition.operationId).sort()).toEqual(
    OPERATION_EXAMPLES.map(({ operationId }) => operationId)
      .concat(KNOWN_BY_THEMSELVES)
      .sort(),
  );
});

describe.each(OPERATION_EXAMPLES)("$operationId", ({ operationId, body, does }) => {
  const { path } = operation(operationId);

  test("does what it says and answers by its schema", async () => {
    const response = await bench.call("POST", path, body);
    expect(response.status).toBe(operationId === "reboot" ? 202 : 200);
    expect(faultsOf(operationId, response.status, await response.json())).toBeNull();
    expect(bench.station.done).toEqual([does]);
  });

  test("refuses unknown fields by name and changes nothing", async () => {
    const response = await bench.call("POST", path, { ...(body as object), colour: "red" });
    expect(await detailOf(response, 400)).toBe("colour: is not known here");
    expect(bench.station.done).toEqual([]);
  });

  test("answers 503 while the power is off, and works while booting", async () => {
    bench.station.phaseIs("rebooting");
    const refused = await bench.call("POST", path, body);
    expect(await detailOf(refused, 503)).toMatch(/no power/);
    expect(bench.station.done).toEqual([]);
    bench.station.phaseIs("booting");
    expect((await bench.call("POST", path, body)).ok).toBe(true);
  });

  test("answers 405 to another method, with what is allowed", async () => {
    const response = await bench.call("PUT", path, body);
    expect(response.headers.get("Allow")).toMatch(/^POST(, DELETE)?$/);
    await detailOf(response, 405);
  });

  test("does not tell the caller about our own faults", async () => {
    bench.station.break();
    const detail = await detailOf(await bench.call("POST", path, body), 500);
    expect(detail).not.toMatch(/wire/);
  });
});

describe.each(OPERATION_EXAMPLES.filter(({ operationId }) => operationId !== "reboot"))(
  "$operationId refused by the station",
  ({ operationId, body }) => {
    const { path } = operation(operationId);

    test("answers 409 with what stands in the way", async () => {
      bench.station.refuse({ refused: "impossible", because: "the cable is locked" });
      expect(await detailOf(await bench.call("POST", path, body), 409)).toBe("the cable is locked");
    });

    test("answers 404 for what does not exist", async () => {
      bench.station.refuse({ refused: "unknown", because: "there is no EVSE 9" });
      expect(await detailOf(await bench.call("POST", path, body), 404)).toBe("there is no EVSE 9");
    });
  },
);

describe("clearChargingLimit", () => {
  test.each([
    ["?source=EMS", ["clearExternalLimit", "EMS", undefined]],
    ["?source=SO&evseId=2", ["clearExternalLimit", "SO", 2]],
  ])("%s lets go of the limit", async (query, does) => {
    const response = await bench.call("DELETE", `/charging-limit${query}`);
    expect(faultsOf("clearChargingLimit", response.status, await response.json())).toBeNull();
    expect(bench.station.done).toEqual([does]);
  });

  test.each([
    ["", /source/],
    ["?source=CSO", /source/],
    ["?source=EMS&evseId=x", /evseId/],
    ["?source=EMS&colour=red", /colour/],
  ])("%p is refused by name and changes nothing", async (query, names) => {
    expect(await detailOf(await bench.call("DELETE", `/charging-limit${query}`), 400)).toMatch(names);
    expect(bench.station.done).toEqual([]);
  });

  test("refuses what does not exist, and while the power is off", async () => {
    bench.station.refuse({ refused: "unknown", because: "EMS limits nothing" });
    expect(await detailOf(await bench.call("DELETE", "/charging-limit?source=EMS"), 404)).toBe(
      "EMS limits nothing",
    );
    bench.station.phaseIs("rebooting");
    await detailOf(await bench.call("DELETE", "/charging-limit?source=EMS"), 503);
    expect(bench.station.done).toEqual([]);
  });
});

test.each(["booting", "running", "rebooting"] as const)("health and state answer while %s", async (phase) => {
  bench.station.phaseIs(phase);
  const health = await bench.call("GET", "/health");
  expect(await health.json()).toEqual({ status: phase, firmwareVersion: "1.0.0" });
  const state = await bench.call("GET", "/state");
  expect(faultsOf("state", state.status, await state.json())).toBeNull();
});

test.each(INSPECTIONS)("%s can be looked at, without power too", async (operationId, path) => {
  bench.station.phaseIs("rebooting");
  const response = await bench.call("GET", path);
  const body = (await response.json()) as unknown[];
  expect(body).not.toEqual([]);
  expect(faultsOf(operationId, response.status, body)).toBeNull();
  expect(await detailOf(await bench.call("GET", `${path}?colour=red`), 400)).toBe(
    "colour: is not known here",
  );
});

test.each(["/queue", "/security-log", "/log"])("%s gives as many as are asked for", async (path) => {
  const count = async (query: string): Promise<number> =>
    ((await (await bench.call("GET", path + query)).json()) as unknown[]).length;
  expect([await count(""), await count("?limit=3")]).toEqual([200, 3]);
  await detailOf(await bench.call("GET", `${path}?limit=0`), 400);
});

describe("messages", () => {
  const ask = async (query: string): Promise<number[]> => {
    const response = await bench.call("GET", `/messages${query}`);
    const frames = (await response.json()) as { seq: number }[];
    expect(faultsOf("messages", response.status, frames)).toBeNull();
    return frames.map(({ seq }) => seq);
  };

  test("gives the newest 200 unless told, the newest last", async () => {
    const seqs = await ask("");
    expect([seqs.length, seqs[0], seqs.at(-1)]).toEqual([200, 101, 300]);
  });

  test("gives what came after `since`, within `limit`", async () => {
    expect(await ask("?since=297")).toEqual([298, 299, 300]);
    expect(await ask("?since=290&limit=2")).toEqual([299, 300]);
  });

  test.each([
    ["?limit=0", "limit: must be >= 1"],
    ["?limit=1001", "limit: must be <= 1000"],
    ["?limit=1.5", "limit: must be integer"],
    ["?since=-1", "since: must be >= 0"],
    ["?since=", "since: must be integer"],
    ["?since=1&since=2", "since: must be integer"],
    ["?colour=red", "colour: is not known here"],
  ])("refuses %s", async (query, detail) => {
    expect(await detailOf(await bench.call("GET", `/messages${query}`), 400)).toBe(detail);
  });
});
