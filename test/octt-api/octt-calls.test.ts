import { startBench, type Bench, type BenchOptions } from "./support/bench.js";

const AT = { evseId: 1, connectorId: 1 };
const BOTH_APIS: BenchOptions = { octt: { evPort: 0 } };

/** One line of plain text of that status. */
async function lineOf(response: Response, status: number): Promise<string> {
  const text = await response.text();
  expect([response.status, response.headers.get("Content-Type")]).toEqual([
    status,
    "text/plain; charset=utf-8",
  ]);
  expect(text).not.toContain("\n");
  return text;
}

describe("SUT API", () => {
  test.each([
    ["plugin", ["plugIn", { ...AT, side: "both", halfway: false }]],
    [
      "plugin?evse_id=2&connector_id=3",
      ["plugIn", { evseId: 2, connectorId: 3, side: "both", halfway: false }],
    ],
    ["plugin?halfway=true", ["plugIn", { ...AT, side: "both", halfway: true }]],
    ["plugout", ["plugOut", { ...AT, side: "both" }]],
    ["plugout?evse_id=2", ["plugOut", { evseId: 2, connectorId: 1, side: "both" }]],
    ["authorize?id=04A2", ["presentToken", { idToken: "04A2", type: "ISO14443" }, undefined]],
    [
      "authorize?id=12%2B3&type=KeyCode&evse_id=2&connector_id=1",
      ["presentToken", { idToken: "12+3", type: "KeyCode" }, 2],
    ],
    ["authorize?type=NoAuthorization", ["presentToken", { idToken: "", type: "NoAuthorization" }, undefined]],
    ["parkingbay?occupied=true", ["setParkingBay", 1, true]],
    ["parkingbay?occupied=false&evse_id=2", ["setParkingBay", 2, false]],
    ["reboot", ["reboot", { powerOffSeconds: 0 }]],
    ["state?faulted=true", ["setFault", { kind: "Faulted" }, true]],
    ["state?faulted=true&evse_id=0&connector_id=0", ["setFault", { kind: "Faulted" }, true]],
    ["state?faulted=false&evse_id=2", ["setFault", { kind: "Faulted", evseId: 2 }, false]],
    [
      "state?unlock_failed=true&evse_id=1&connector_id=1",
      ["setFault", { kind: "UnlockFailure", ...AT }, true],
    ],
    [
      "state?unlock_failed=true&connector_id=2",
      ["setFault", { kind: "UnlockFailure", evseId: 1, connectorId: 2 }, true],
    ],
    ["state?refused_local_auth_list=true&evse_id=1", ["setFault", { kind: "LocalListRefused" }, true]],
  ])("%s", async (call, does) => {
    await using bench = await startBench();
    expect(await lineOf(await bench.sut(call), 200)).toBe("");
    expect(bench.station.done).toEqual([does]);
  });

  test("one state call can change several things", async () => {
    await using bench = await startBench();
    await lineOf(await bench.sut("state?faulted=false&unlock_failed=true"), 200);
    expect(bench.station.done).toEqual([
      ["setFault", { kind: "Faulted" }, false],
      ["setFault", { kind: "UnlockFailure" }, true],
    ]);
  });

  test.each([
    ["plugin?evse_id=0", 400, "evse_id: must be a whole number from 1"],
    ["plugin?evse_id=one", 400, "evse_id: must be a whole number from 1"],
    ["plugin?evse_id=", 400, "evse_id: must be a whole number from 1"],
    ["plugin?evse_id=1.5", 400, "evse_id: must be a whole number from 1"],
    ["plugin?connector_id=-1", 400, "connector_id: must be a whole number from 1"],
    ["plugin?evse_id=1&evse_id=2", 400, "evse_id: is given twice"],
    ["plugin?halfway=yes", 400, "halfway: must be true or false"],
    ["plugin?colour=red", 400, "colour: is not known here; known: evse_id, connector_id, halfway"],
    ["plugout?halfway=true", 400, "halfway: is not known here; known: evse_id, connector_id"],
    ["reboot?evse_id=1", 400, "evse_id: is not known here; known: none"],
    ["authorize", 400, "id: is missing; only type NoAuthorization goes without"],
    [`authorize?id=${"x".repeat(37)}`, 400, "id: must be 36 characters at most"],
    ["authorize?id=1&type=Paper", 400, /^type: must be one of Central, /],
    ["parkingbay", 400, "occupied: is missing; true or false"],
    ["state", 400, "nothing to change; give faulted, unlock_failed, refused_local_auth_list, charging_limit"],
    ["state?evse_id=1", 400, /^nothing to change/],
    ["state?charging_limit=ten", 400, "charging_limit: must be watts, or amperes with a final A, or empty"],
    ["state?faulted=maybe&charging_limit=10", 400, "faulted: must be true or false"],
    ["state?faulted=true&unlock_failed=maybe", 400, "unlock_failed: must be true or false"],
    ["end", 404, /^there is no call end here; there are plugin, plugout, authorize/],
    ["toString", 404, /^there is no call toString here/],
    ["%E0%A4%A", 400, /./],
  ])("%s is refused in one line and changes nothing", async (call, status, expected) => {
    await using bench = await startBench();
    const line = await lineOf(await bench.sut(call), status);
    if (typeof expected === "string") expect(line).toBe(expected);
    else expect(line).toMatch(expected);
    expect(bench.station.done).toEqual([]);
  });

  test.each([
    [
      "state?charging_limit=10.5A",
      ["setExternalLimit", { evseId: 0, source: "EMS", unit: "A", limit: 10.5 }],
    ],
    [
      "state?charging_limit=6000&evse_id=2",
      ["setExternalLimit", { evseId: 2, source: "EMS", unit: "W", limit: 6000 }],
    ],
    ["state?charging_limit=&evse_id=2", ["clearExternalLimit", "EMS", 2]],
    ["state?charging_limit=", ["clearExternalLimit", "EMS", undefined]],
  ])("%s is an external limit", async (call, does) => {
    await using bench = await startBench();
    await lineOf(await bench.sut(call), 200);
    expect(bench.station.done).toEqual([does]);
  });

  test("clearing a limit where there is none is no fault", async () => {
    await using bench = await startBench();
    bench.station.refuse({ refused: "unknown", because: "EMS limits nothing" });
    await lineOf(await bench.sut("state?charging_limit="), 200);
  });

  test("what the station refuses is 409 or 404, in one line", async () => {
    await using bench = await startBench();
    bench.station.refuse({ refused: "impossible", because: "the cable\nis locked" });
    expect(await lineOf(await bench.sut("plugout"), 409)).toBe("the cable is locked");
    bench.station.refuse({ refused: "unknown", because: "there is no EVSE 9" });
    expect(await lineOf(await bench.sut("plugin?evse_id=9"), 404)).toBe("there is no EVSE 9");
  });

  test("while the power is off it is 503, and our own faults are 500 without details", async () => {
    await using bench = await startBench();
    bench.station.phaseIs("rebooting");
    await lineOf(await bench.sut("plugin"), 503);
    bench.station.phaseIs("booting");
    bench.station.break();
    expect(await lineOf(await bench.sut("plugin"), 500)).not.toMatch(/wire/);
  });

  test("only POST is possible", async () => {
    await using bench = await startBench();
    const response = await bench.request("/api/v1/plugin");
    expect(response.headers.get("Allow")).toBe("POST");
    await lineOf(response, 405);
    await lineOf(await bench.request("/api/v1/nothing"), 404);
  });

  test("a body is not looked at", async () => {
    await using bench = await startBench();
    const response = await bench.request("/api/v1/plugin", { method: "POST", body: "{nonsense" });
    await lineOf(response, 200);
  });

  test("it can be switched off", async () => {
    await using bench = await startBench({ octt: { sut: false } });
    expect((await bench.sut("plugin")).status).toBe(404);
    expect(bench.station.done).toEqual([]);
  });
});

describe("EV API", () => {
  test.each([
    ["plugin", ["plugIn", { ...AT, side: "ev" }]],
    ["plugin?evse_id=2&connector_id=1", ["plugIn", { evseId: 2, connectorId: 1, side: "ev" }]],
    ["plugout", ["plugOut", { ...AT, side: "ev" }]],
    ["end", ["suspend", 1, "EV"]],
    ["state?ready=false", ["changeEv", 1, { ready: false }]],
    ["state?ready=true&evse_id=2", ["changeEv", 2, { ready: true }]],
  ])("%s", async (call, does) => {
    await using bench = await startBench(BOTH_APIS);
    expect(await lineOf(await bench.ev(call), 200)).toBe("");
    expect(bench.station.done).toEqual([does]);
  });

  test.each([
    ["state", 400, "ready: is missing; true or false"],
    ["state?ready=1", 400, "ready: must be true or false"],
    ["end?force=true", 400, "force: is not known here; known: evse_id, connector_id"],
    ["plugin?halfway=true", 400, "halfway: is not known here; known: evse_id, connector_id"],
    ["authorize?id=1", 404, "there is no call authorize here; there are plugin, plugout, end, state"],
  ])("%s is refused", async (call, status, expected) => {
    await using bench = await startBench(BOTH_APIS);
    expect(await lineOf(await bench.ev(call), status)).toBe(expected);
    expect(bench.station.done).toEqual([]);
  });

  test("an EV can be made not ready before it is plugged in", async () => {
    await using bench = await startBench(BOTH_APIS);
    bench.station.refuse((action) =>
      action === "changeEv" ? { refused: "impossible", because: "no EV is plugged" } : null,
    );
    await lineOf(await bench.ev("state?ready=false"), 200);
    await lineOf(await bench.ev("plugin"), 200);
    expect(bench.station.done).toEqual([["plugIn", { ...AT, side: "ev", ev: { ready: false } }]]);
    bench.station.refuse({ refused: "unknown", because: "there is no EVSE 9" });
    await lineOf(await bench.ev("state?ready=false&evse_id=9"), 404);
  });

  test("there is nothing else on its port", async () => {
    await using bench = await startBench(BOTH_APIS);
    for (const path of ["/octt/v1/state", "/", "/api/v2/plugin"]) {
      const response = await fetch(`http://127.0.0.1:${bench.servers.evPort}${path}`);
      expect(response.status).toBe(404);
    }
  });
});

describe("the two ends of the cable", () => {
  const side = (bench: Bench): unknown => (bench.station.done.at(-1)?.[1] as { side: string }).side;

  test("once an EV API call was seen, SUT calls move the station's end only", async () => {
    await using bench = await startBench(BOTH_APIS);
    await bench.ev("state?ready=true");
    await bench.sut("plugin");
    expect(side(bench)).toBe("station");
    await bench.sut("plugout");
    expect(side(bench)).toBe("station");
  });

  test("a call that is none does not count as seen", async () => {
    await using bench = await startBench(BOTH_APIS);
    await bench.ev("nothing");
    await bench.ev("plugin?colour=red");
    await bench.sut("plugin");
    expect(side(bench)).toBe("both");
  });

  test("the first EV call finds its end already moved by the SUT call, and agrees", async () => {
    await using bench = await startBench(BOTH_APIS);
    await bench.sut("plugin");
    bench.station.refuse({ refused: "impossible", because: "the EV's end is already plugged" });
    await lineOf(await bench.ev("plugin"), 200);
    await lineOf(await bench.ev("plugin"), 409);
    await lineOf(await bench.ev("plugin?evse_id=2"), 409);
  });
});
