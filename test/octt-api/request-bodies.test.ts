import { detailOf, startBench, type Bench } from "./support/bench.js";

// One for all tests, because each new one reads and compiles the description of the API again.
let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
beforeEach(() => bench.station.reset());
afterAll(() => bench.servers.stop());

test.each([
  ["/plugin", { connectorId: 1 }, "evseId: is missing"],
  ["/plugin", { evseId: 0, connectorId: 1 }, "evseId: must be >= 1"],
  ["/plugin", { evseId: "1", connectorId: 1 }, "evseId: must be integer"],
  ["/plugin", { evseId: 1.5, connectorId: 1 }, "evseId: must be integer"],
  ["/plugin", { evseId: 1, connectorId: 1, side: "left" }, "side: must be one of ev, station, both"],
  ["/plugin", { evseId: 1, connectorId: 1, ev: { phases: 4 } }, "ev.phases: must be <= 3"],
  ["/plugin", { evseId: 1, connectorId: 1, ev: { colour: "red" } }, "ev.colour: is not known here"],
  ["/plugin", { evseId: 1, connectorId: 1, ev: { maxPower: 0 } }, "ev.maxPower: must be > 0"],
  [
    "/ev",
    { evseId: 1, ev: { departureTime: "tomorrow" } },
    'ev.departureTime: must match format "date-time"',
  ],
  ["/plugout", { evseId: 1, connectorId: 1, side: "both" }, "side: must be one of ev, station"],
  ["/authorize", { idToken: "1", type: "Paper" }, /^type: must be one of Central, eMAID/],
  [
    "/authorize",
    { idToken: "x".repeat(37), type: "Local" },
    "idToken: must NOT have more than 36 characters",
  ],
  ["/reboot", { powerOffSeconds: 601 }, "powerOffSeconds: must be <= 600"],
  ["/fault", { kind: "Faulted", active: true, connectorId: 1 }, "evseId: is missing (connectorId needs it)"],
  [
    "/variable",
    { component: { name: "A", evse: {} }, variable: { name: "B" }, value: "" },
    "component.evse.id: is missing",
  ],
  ["/plugin", [], "body: must be object"],
  ["/network", "null", /^body: is not JSON/],
  ["/network", '{"online":', /^body: is not JSON/],
  ["/network", "", "online: is missing"],
  ["/network", '{"online":true,"__proto__":{"a":1}}', "__proto__: is not known here"],
])("%s %j is refused with a detail that names the field", async (path, body, detail) => {
  const response = await bench.call("POST", path, body);
  const said = await detailOf(response, 400);
  if (typeof detail === "string") expect(said).toBe(detail);
  else expect(said).toMatch(detail);
  expect(bench.station.done).toEqual([]);
});

test("a body that is needed and not sent is refused", async () => {
  expect(await detailOf(await bench.call("POST", "/plugin"), 400)).toBe(
    "body: is missing; send a JSON object",
  );
});

test("a reboot needs no body", async () => {
  expect((await bench.call("POST", "/reboot")).status).toBe(202);
  expect(bench.station.done).toEqual([["reboot", { powerOffSeconds: 0 }]]);
});

test("an EV that arrives gets the defaults, one that is there keeps what is left out", async () => {
  await bench.call("POST", "/plugin", { evseId: 1, connectorId: 1, ev: { stateOfCharge: 20 } });
  await bench.call("POST", "/ev", { evseId: 1, ev: { stateOfCharge: 80 } });
  expect(bench.station.done).toEqual([
    [
      "plugIn",
      {
        evseId: 1,
        connectorId: 1,
        side: "both",
        halfway: false,
        ev: { stateOfCharge: 20, ready: true, iso15118: false },
      },
    ],
    ["changeEv", 1, { stateOfCharge: 80 }],
  ]);
});

test("only JSON is taken, of 64 kB at most", async () => {
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  expect(await detailOf(await bench.call("POST", "/network", '{"online":true}', form), 415)).toBe(
    "Content-Type: must be application/json",
  );
  const large = { online: true, padding: "x".repeat(65_536) };
  expect(await detailOf(await bench.call("POST", "/network", large), 413)).toBe("body: is larger than 64 kB");
  expect(bench.station.done).toEqual([]);
});

test("query parameters that an action does not have are refused", async () => {
  const response = await bench.call("POST", "/network?online=true", { online: true });
  expect(await detailOf(response, 400)).toBe("online: is not known here");
});

test.each(["/nothing", "/plugin/", "/PLUGIN", "/iso15118/nothing", "/%E0%A4%A"])(
  "%s is nowhere",
  async (path) => {
    expect(await detailOf(await bench.call("GET", path), 404)).toMatch(/^there is no \/octt\/v1\//);
  },
);

test("conditions of the network are set, kept and taken away", async () => {
  const { call } = bench;
  await call("POST", "/network", { online: true, conditions: { lossPercent: 5 } });
  await call("POST", "/network", { online: false });
  await call("POST", "/network", { online: true, conditions: null });
  expect(bench.station.done).toEqual([
    ["setNetworkConditions", { lossPercent: 5, seed: 1 }],
    ["setNetwork", true],
    ["setNetwork", false],
    ["setNetworkConditions", null],
    ["setNetwork", true],
  ]);
  const tooMuch = await call("POST", "/network", { online: true, conditions: { lossPercent: 101 } });
  expect(await detailOf(tooMuch, 400)).toBe("conditions.lossPercent: must be <= 100");
});
