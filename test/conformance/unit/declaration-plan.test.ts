import { loadOwnVariants, type SuiteVersion, type Variant } from "../../../src/conformance/index.js";
import { planDeclaration } from "../../../src/conformance/declaration/declaration-plan.js";

const named = (wanted: string, version: SuiteVersion = "ocpp2.0.1"): Variant =>
  loadOwnVariants(version).find(({ name }) => name === wanted) as Variant;
const planned = (variant: Variant, seed = 1, version: SuiteVersion = "ocpp2.0.1") => {
  const { plan, ...rest } = planDeclaration(version, [variant], seed);
  const runs = plan.runs.map((run) => `${run.variant.name} ${run.testCase.id}`);
  return { ...rest, runs, notApplicable: plan.notApplicable };
};

test("every case of every declared profile is run, each once in the station's own way, in random order", () => {
  const { runs, profiles, notApplicable } = planned(named("dc"));
  expect(profiles).toEqual(
    expect.arrayContaining(["Core", "AdvancedSecurity", "SmartCharging", "Reservation"]),
  );
  const own = runs.filter((run) => run.startsWith("dc TC"));
  expect(new Set(own).size).toBe(own.length);
  expect(own).toEqual(expect.arrayContaining(["dc TC_B_01_CS", "dc TC_K_01_CS", "dc TC_A_23_CS"]));
  expect(notApplicable.every(({ testCase }) => !own.includes(`dc ${testCase.id}`))).toBe(true);
  expect(planned(named("dc")).runs).toEqual(runs);
  expect(planned(named("dc"), 2).runs).not.toEqual(runs);
  expect([...planned(named("dc"), 2).runs].sort()).toEqual([...runs].sort());
});

test("cases about certificates run with keys of RSA and of ECDSA, where the station speaks TLS", () => {
  const { runs, stations } = planned(named("dc"));
  const inBlockA = (name: string) => runs.filter((run) => run.startsWith(`${name} TC_A`)).length;
  expect(inBlockA("dc")).toBeGreaterThan(5);
  expect(inBlockA("dc-ecdsa-p256")).toBe(inBlockA("dc"));
  expect(stations[0]?.ways.find(({ name }) => name === "dc-ecdsa-p256")?.test.csmsKeys).toBe("ECDSA-P256");
  expect(planned(named("ac-duo")).runs.filter((run) => /rsa|ecdsa/.test(run))).toEqual([]);
});

test("cases whose condition names a kind of token run with each kind that is declared", () => {
  const { runs, stations } = planned(named("ac-duo"));
  expect(runs).toEqual(
    expect.arrayContaining(["ac-duo TC_C_02_CS", "ac-duo-iso15693 TC_C_02_CS", "ac-duo-keycode TC_C_02_CS"]),
  );
  expect(runs.filter((run) => run.includes("TC_B_01_CS"))).toEqual(["ac-duo TC_B_01_CS"]);
  const [{ ways }] = stations as [(typeof stations)[number]];
  expect(ways.map(({ test }) => test.validIdToken.type)).toEqual(["ISO15693", "KeyCode", "Central"]);
  const poorer = { ...named("ac-duo"), declared: { ...named("ac-duo").declared, "C-32": false } };
  expect(planned(poorer).runs.filter((run) => run.includes("keycode"))).toEqual([]);
});

test("a station with a reader and a button is tested with both", () => {
  const both = { ...named("ac-duo"), declared: { ...named("ac-duo").declared, "C-35": true } };
  const { runs, stations } = planned(both);
  expect(runs.some((run) => run.startsWith("ac-duo-button TC_"))).toBe(true);
  expect(stations[0]?.ways.find(({ name }) => name === "ac-duo-button")?.test.startButton).toBe(true);
  expect(planned(named("ac-duo")).runs.some((run) => run.includes("button"))).toBe(false);
});

test("tokens of OCPP 1.6 have no kinds", () => {
  const { stations } = planned(named("duo", "ocpp1.6"), 1, "ocpp1.6");
  expect(stations[0]?.ways).toEqual([]);
});
