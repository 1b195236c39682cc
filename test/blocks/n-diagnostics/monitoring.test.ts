import { hasChanged } from "../../../src/blocks/n-diagnostics/monitoring/delta.js";
import type { MonitorWish } from "../../../src/blocks/n-diagnostics/index.js";
import { canonicalPath, type DeviceModel } from "../../../src/device-model/index.js";
import { Milliseconds, Seconds } from "../../../src/kernel/index.js";
import { KEPT, KEPT_PATH, monitoringBench, READING } from "./monitoring-bench.js";

const wish = (change: Partial<MonitorWish>): MonitorWish => ({
  ...KEPT,
  ...{ type: "Delta", value: 1, severity: 5, transaction: false },
  ...change,
});
const FIRST_PRECONFIGURED = 10_001;
const availability = {
  component: { name: "EVSE", evse: { id: 1 } },
  variable: { name: "AvailabilityState" },
};

describe("N04 setting monitors", () => {
  test.each([
    ["N04.FR.03", { component: { name: "Nowhere" } }, "UnknownComponent"],
    ["N04.FR.03", { component: { name: "EVSE", evse: { id: 9 } } }, "UnknownComponent"],
    ["N04.FR.04", { variable: { name: "Nothing" } }, "UnknownVariable"],
    ["N04.FR.04", { component: { name: "EVSE" }, variable: { name: "Nothing" } }, "UnknownVariable"],
    ["N04.FR.05", { ...availability, type: "UpperThreshold" }, "UnsupportedMonitorType"],
    [
      "N04.FR.05",
      { component: { name: "ClockCtrlr" }, variable: { name: "DateTime" } },
      "UnsupportedMonitorType",
    ],
    [
      "N04.FR.06",
      { ...READING, variable: { name: "Power" }, type: "UpperThreshold", value: 22_081 },
      "Rejected",
    ],
    ["N04.FR.06", { ...READING, variable: { name: "Power" }, type: "LowerThreshold", value: -1 }, "Rejected"],
    ["N04.FR.13", { id: 4_711 }, "Rejected"],
    ["N04.FR.14", { value: -0.5 }, "Rejected"],
    [
      "N04.FR.18",
      { component: { name: "ChargingStation" }, variable: { name: "Problem" }, id: 1 },
      "Rejected",
    ],
    ["a severity out of range", { severity: 10 }, "Rejected"],
    ["an interval of nothing", { type: "Periodic", value: 0 }, "Rejected"],
    ["half a second", { type: "PeriodicClockAligned", value: 0.5 }, "Rejected"],
  ] as const)("%s %j is %s, and the others are set", (_, change, status) => {
    const { monitoring } = monitoringBench();
    const outcomes = monitoring.set([wish({ severity: 1 }), wish(change), wish({ severity: 2 })]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["Accepted", status, "Accepted"]);
    expect(monitoring.monitors([], [KEPT]).map(({ severity }) => severity)).toEqual([1, 2]);
  });

  test("N04.FR.10 one of the same type and severity is a duplicate, in one request too; N04.FR.11 ids differ", () => {
    const { monitoring, install } = monitoringBench();
    const [id] = install({ type: "UpperThreshold", value: 400, severity: 4 });
    const outcomes = monitoring.set([
      wish({ type: "UpperThreshold", value: 500, severity: 4 }),
      wish({ type: "LowerThreshold", value: 5, severity: 4 }),
      wish({ type: "LowerThreshold", value: 6, severity: 4 }),
      wish({ type: "UpperThreshold", value: 500, severity: 4, id: id ?? 0 }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["Duplicate", "Accepted", "Duplicate", "Accepted"]);
    expect(monitoring.monitors([], [KEPT]).map(({ type, value }) => `${type} ${value}`)).toEqual([
      "UpperThreshold 500",
      "LowerThreshold 5",
    ]);
  });

  test("N04.FR.12, N04.FR.16 an id replaces a monitor of that variable and of no other", () => {
    const { monitoring, install } = monitoringBench();
    const [id = 0] = install({ type: "Delta", value: 3 });
    const others = monitoring.set([wish({ ...availability, id }), wish({ id, type: "Periodic", value: 60 })]);
    expect(others.map(({ status }) => status)).toEqual(["Rejected", "Accepted"]);
    expect(monitoring.monitors([], [KEPT])).toMatchObject([
      { id, type: "Periodic", value: 60, kind: "custom" },
    ]);
  });

  test("N07.FR.13 monitors survive a reboot, and their ids too", () => {
    const bench = monitoringBench();
    const [id] = bench.install({ type: "UpperThreshold", value: 400 });
    const after = bench.rebooted();
    expect(after.monitoring.monitors([], [KEPT])).toMatchObject([{ id, type: "UpperThreshold", value: 400 }]);
    expect(after.install({ type: "Delta", value: 1 })).not.toEqual([id]);
  });
});

describe("N02 reports", () => {
  const bench = monitoringBench();
  const evse = (id: number) => ({ component: { name: "EVSE", evse: { id } } });
  bench.monitoring.setBase("HardWiredOnly");
  bench.monitoring.set([
    wish({ ...evse(1), variable: { name: "ACCurrent", instance: "L1" } }),
    wish({ ...evse(1), variable: { name: "ACCurrent", instance: "L2" }, type: "UpperThreshold" }),
    wish({ ...evse(2), variable: { name: "ACCurrent", instance: "L1" }, type: "Periodic", value: 60 }),
    wish({
      component: { name: "Connector", evse: { id: 1, connectorId: 1 } },
      variable: availability.variable,
    }),
  ]);
  const found = (...[criteria, selections]: Parameters<typeof bench.monitoring.monitors>): string[] =>
    bench.monitoring
      .monitors(criteria, selections)
      .filter(({ kind }) => kind === "custom")
      .map(({ path }) => path);
  const [first, second, third] = ["EVSE@1.ACCurrent[L1]", "EVSE@1.ACCurrent[L2]", "EVSE@2.ACCurrent[L1]"];
  const connector = "Connector@1.1.AvailabilityState";

  test.each([
    ["N02.FR.11 nothing", [], [], [first, second, third, connector]],
    ["N02.FR.06, N02.FR.12 thresholds", ["ThresholdMonitoring"], [], [second]],
    [
      "N02.FR.13, N02.FR.14 two criteria",
      ["DeltaMonitoring", "PeriodicMonitoring"],
      [],
      [first, third, connector],
    ],
    ["N02.FR.08, N02.FR.16 a component", [], [evse(1)], [first, second]],
    ["N02.FR.17 no instance", [], [{ ...evse(1), variable: { name: "ACCurrent" } }], [first, second]],
    [
      "N02.FR.17 an instance",
      [],
      [{ ...evse(1), variable: { name: "ACCurrent", instance: "l2" } }],
      [second],
    ],
    ["N02.FR.18 no connector", [], [{ component: { name: "Connector", evse: { id: 1 } } }], [connector]],
    ["N02.FR.19 no EVSE", [], [{ component: { name: "EVSE" } }], [first, second, third]],
    ["N02.FR.05 both", ["PeriodicMonitoring"], [{ component: { name: "EVSE" } }], [third]],
    ["N02.FR.10 what there is not", ["PeriodicMonitoring"], [evse(1)], []],
  ] as const)("%s", (_, criteria, selections, expected) => {
    expect(found(criteria, selections)).toEqual(expected);
  });
});

describe("N03 bases and N06 clearing", () => {
  const kinds = ({ monitoring }: ReturnType<typeof monitoringBench>): string[] => [
    ...new Set(monitoring.monitors().map(({ kind }) => kind)),
  ];

  test("N03.FR.03 to N03.FR.05 what each base leaves", () => {
    const bench = monitoringBench();
    bench.install({ type: "Delta", value: 1 });
    bench.monitoring.setBase("All");
    expect(kinds(bench)).toEqual(["hardWired", "preconfigured", "custom"]);
    bench.monitoring.setBase("FactoryDefault");
    expect(kinds(bench)).toEqual(["hardWired", "preconfigured"]);
    bench.install({ type: "Delta", value: 1 });
    bench.monitoring.setBase("HardWiredOnly");
    expect(kinds(bench)).toEqual(["hardWired"]);
    expect(kinds(bench.rebooted())).toEqual(["hardWired"]);
    expect(bench.deviceModel.string("MonitoringCtrlr.ActiveMonitoringBase")).toBe("HardWiredOnly");
    bench.monitoring.setBase("All");
    expect(kinds(bench)).toEqual(["hardWired", "preconfigured"]);
  });

  test("N04.FR.15, N03.FR.04 an overruled preconfigured monitor is a custom one until the base is set", () => {
    const bench = monitoringBench();
    const found = () => bench.monitoring.monitors().find(({ id }) => id === FIRST_PRECONFIGURED);
    const preconfigured = found();
    if (!preconfigured) throw new Error("there is none");
    const { component, variable } = preconfigured;
    bench.monitoring.set([wish({ id: FIRST_PRECONFIGURED, component, variable, severity: 8 })]);
    expect(found()).toMatchObject({ kind: "custom", severity: 8 });
    bench.monitoring.setBase("FactoryDefault");
    expect(found()).toEqual(preconfigured);
  });

  test("N06.FR.01 to N06.FR.03 custom monitors can be cleared, the maker's cannot, others are not found", () => {
    const bench = monitoringBench();
    const [id = 0] = bench.install({ type: "Delta", value: 1 });
    expect(bench.monitoring.clear([id, 1, FIRST_PRECONFIGURED, 4_711])).toEqual([
      "Accepted",
      "Rejected",
      "Rejected",
      "NotFound",
    ]);
    expect(bench.monitoring.clear([id])).toEqual(["NotFound"]);
    expect(bench.rebooted().monitoring.monitors([], [KEPT])).toEqual([]);
  });
});

describe("N07 events", () => {
  test("N07.FR.06 names component, variable and monitor; N07.FR.11 a changed threshold is held against the value", async () => {
    const bench = monitoringBench();
    bench.deviceModel.update(KEPT_PATH, 100);
    const [id = 0] = bench.install({ type: "UpperThreshold", value: 200 });
    expect(await bench.events()).toEqual([]);
    bench.install({ id, type: "UpperThreshold", value: 50 });
    expect(await bench.events()).toMatchObject([
      { ...KEPT, variableMonitoringId: id, trigger: "Alerting", actualValue: "100", notifiedBy: "custom" },
    ]);
    bench.install({ id, type: "UpperThreshold", value: 60 });
    expect(await bench.events()).toEqual([]);
    bench.install({ id, type: "UpperThreshold", value: 100 });
    expect(await bench.events()).toMatchObject([{ cleared: true, variableMonitoringId: id }]);
  });

  test("N07.FR.12 what is cleared says nothing of it", async () => {
    const bench = monitoringBench();
    const [id = 0] = bench.install({ type: "UpperThreshold", value: 1 });
    await bench.events();
    bench.monitoring.clear([id]);
    bench.deviceModel.update(KEPT_PATH, 0);
    expect(await bench.events()).toEqual([]);
  });

  test("N07.FR.14 a value that has returned over a reboot is told to be clear", async () => {
    const bench = monitoringBench();
    bench.deviceModel.update(KEPT_PATH, 100);
    bench.install({ type: "UpperThreshold", value: 50 });
    expect(await bench.events()).toHaveLength(1);
    bench.monitoring.dispose();
    bench.deviceModel.update(KEPT_PATH, 10);
    expect(await bench.rebooted().events()).toMatchObject([{ cleared: true, actualValue: "10" }]);
  });

  test("N07.FR.18 a Delta remembers over a reboot what it told last", async () => {
    const bench = monitoringBench();
    bench.deviceModel.update(KEPT_PATH, 100);
    bench.install({ type: "Delta", value: 5 });
    expect(await bench.rebooted().events()).toEqual([]);
    bench.monitoring.dispose();
    bench.deviceModel.update(KEPT_PATH, 110);
    expect(await bench.rebooted().events()).toMatchObject([{ trigger: "Delta", actualValue: "110" }]);
  });

  test("N07.FR.10 of a secret only that it has changed is told, and nothing is stored of it", async () => {
    const bench = monitoringBench();
    const password = { component: { name: "SecurityCtrlr" }, variable: { name: "BasicAuthPassword" } };
    bench.install({ ...password, type: "Delta", value: 1 });
    const set = (value: string) =>
      bench.deviceModel.set(password.component, password.variable, "Actual", value);
    set("0123456789abcdef-1");
    set("0123456789abcdef-1");
    expect(await bench.events()).toMatchObject([{ ...password, actualValue: "" }]);
  });

  test.each([
    ["N07.FR.19 a text", "string" as const, 1, "a", "b", true],
    ["N07.FR.19 the same text", "string" as const, 1, "a", "a", false],
    ["N07.FR.19 a boolean", "boolean" as const, 1, "true", "false", true],
    ["N07.FR.19 a boolean in other letters", "boolean" as const, 1, "true", "True", false],
    ["N07.FR.19 a list without order", "MemberList" as const, 1, "a,b", "b, a", false],
    ["N07.FR.19 a list with another member", "MemberList" as const, 1, "a,b", "a,c", true],
    ["N07.FR.19 a list with an order", "SequenceList" as const, 1, "a,b", "b,a", true],
    ["N07.FR.18 exactly the difference", "decimal" as const, 0.2, "2.0", "2.2", false],
    ["N07.FR.18 more than the difference", "decimal" as const, 0.2, "2.0", "2.21", true],
    ["N07.FR.18 a first value", "decimal" as const, 5, "", "1", true],
  ])("%s", (_, dataType, difference, before, now, changed) => {
    expect(hasChanged(dataType, difference, before, now)).toBe(changed);
  });

  test("N05.FR.03, N07.FR.15 the level drops what is less severe; what is still so is told when it is raised", async () => {
    const bench = monitoringBench();
    bench.install({ type: "UpperThreshold", value: 400, severity: 8 });
    expect([
      bench.monitoring.setLevel(10),
      bench.monitoring.setLevel(-1),
      bench.monitoring.setLevel(7),
    ]).toEqual([false, false, true]);
    bench.deviceModel.update(KEPT_PATH, 500);
    expect(await bench.events()).toEqual([]);
    bench.monitoring.setLevel(8);
    bench.monitoring.look();
    expect(await bench.events()).toMatchObject([{ actualValue: "500", severity: 8 }]);
  });

  test("N07.FR.04 offline, the severe is told to be queued, and the rest when the station is back and it is still so", async () => {
    const bench = monitoringBench();
    bench.install(
      { type: "Delta", value: 1, severity: 5 },
      { type: "Delta", value: 1, severity: 6 },
      { type: "Periodic", value: 10, severity: 6 },
    );
    bench.world.online = false;
    bench.deviceModel.update(KEPT_PATH, 1);
    bench.deviceModel.update(KEPT_PATH, 5);
    await bench.clock.advance(Seconds(25));
    expect((await bench.events()).map(({ severity, actualValue }) => [severity, actualValue])).toEqual([
      [5, "1"],
      [5, "5"],
    ]);
    bench.world.online = true;
    bench.monitoring.look();
    expect((await bench.events()).map(({ severity, actualValue }) => [severity, actualValue])).toEqual([
      [6, "5"],
    ]);
  });

  test("a monitor of transactions is active while one is ongoing at its component", async () => {
    const bench = monitoringBench();
    bench.readings.set("Temperature", "90");
    bench.install({ ...READING, type: "UpperThreshold", value: 80, transaction: true });
    expect(await bench.events()).toEqual([]);
    expect(bench.clock.pending()).toEqual([]);
    bench.world.transactions.add(1);
    bench.monitoring.transactionsChanged();
    expect(await bench.events()).toMatchObject([{ actualValue: "90", transactionId: "tx-1" }]);
    bench.world.transactions.clear();
    bench.monitoring.transactionsChanged();
    bench.readings.set("Temperature", "20");
    await bench.clock.advance(Seconds(5));
    expect(await bench.events()).toEqual([]);
    expect(bench.clock.pending()).toEqual([]);
  });

  test("N07.FR.05 what happens because a part has a problem names the event of that problem as its cause", async () => {
    const bench = monitoringBench();
    bench.deviceModel.update("Connector@1.1.AvailabilityState", "Faulted");
    bench.deviceModel.update("EVSE@1.AvailabilityState", "Faulted");
    const [first, second, ...rest] = await bench.events();
    expect(first).toMatchObject({
      component: { name: "Connector" },
      variable: { name: "Problem" },
      trigger: "Alerting",
      notifiedBy: "station",
      actualValue: "true",
      techCode: "Faulted",
    });
    expect(first).not.toHaveProperty("cause");
    expect(second).toMatchObject({
      component: { name: "EVSE", evse: { id: 1 } },
      notifiedBy: "hardWired",
      cause: first?.eventId,
    });
    expect(rest).toEqual([]);
  });

  test("a problem that is there when the station wakes up is told once, not at each boot", async () => {
    const broken = (deviceModel: DeviceModel): void => deviceModel.update("TokenReader.Problem", true);
    const bench = monitoringBench(undefined, broken);
    expect(await bench.events()).toMatchObject([{ notifiedBy: "preconfigured", techCode: "Faulted" }]);
    const again = bench.rebooted(broken);
    expect(await again.events()).toEqual([]);
    expect(await again.rebooted().events()).toMatchObject([{ notifiedBy: "preconfigured", cleared: true }]);
  });

  test("nothing fires while monitoring is disabled, and what is so is told when it is enabled again", async () => {
    const bench = monitoringBench();
    bench.install({ type: "UpperThreshold", value: 400 }, { ...READING, type: "Delta", value: 1 });
    bench.deviceModel.update("MonitoringCtrlr.Enabled", false);
    expect(bench.clock.pending()).toEqual([]);
    bench.deviceModel.update(KEPT_PATH, 500);
    expect(await bench.events()).toEqual([]);
    bench.deviceModel.update("MonitoringCtrlr.Enabled", true);
    expect(await bench.events()).toMatchObject([{ actualValue: "500" }]);
  });
});

describe("what monitors cost", () => {
  test("a station without monitors of readings has no timer and reads nothing", async () => {
    const bench = monitoringBench();
    await bench.clock.advance(Seconds(60));
    expect(bench.clock.pending()).toEqual([]);
    expect(bench.reads()).toBe(0);
  });

  test("a thousand monitors at rest have no timer and read nothing", async () => {
    const bench = monitoringBench();
    const reports = [...bench.deviceModel.reports()].filter(
      ({ characteristics, component, variable }) =>
        characteristics.supportsMonitoring &&
        !bench.deviceModel.changesSilently(canonicalPath(component, variable)),
    );
    const wishes = reports.flatMap(({ component, variable }) =>
      Array.from({ length: 10 }, (_, severity) => wish({ component, variable, severity })),
    );
    const granted = bench.monitoring.set(wishes).filter(({ status }) => status === "Accepted").length;
    expect(granted).toBeGreaterThan(1_000);
    const before = bench.reads();
    await bench.clock.advance(Seconds(60));
    expect(await bench.events()).toEqual([]);
    expect(bench.clock.pending()).toEqual([]);
    expect(bench.reads()).toBe(before);
  });

  test("a reading is looked at once a second, by one timer for all, and no more when it is cleared", async () => {
    const bench = monitoringBench();
    const ids = bench.install(
      { ...READING, type: "UpperThreshold", value: 80 },
      { ...READING, type: "Delta", value: 5 },
    );
    await bench.events();
    expect(bench.clock.pending()).toHaveLength(1);
    const before = bench.reads();
    await bench.clock.advance(Seconds(10));
    expect(bench.reads() - before).toBe(20);
    bench.readings.set("Temperature", "81");
    await bench.clock.advance(Seconds(1));
    expect((await bench.events()).map(({ trigger }) => trigger)).toEqual(["Alerting", "Delta"]);
    bench.monitoring.clear(ids);
    expect(bench.clock.pending()).toEqual([]);
  });

  test("a reading that is announced is looked at at once", async () => {
    const bench = monitoringBench();
    bench.install({ ...READING, type: "UpperThreshold", value: 80 });
    bench.readings.set("Temperature", "81");
    bench.deviceModel.announce("EVSE@1.Temperature");
    expect(await bench.events()).toHaveLength(1);
    bench.deviceModel.force("EVSE@1.Temperature", "20");
    await bench.clock.advance(Milliseconds(500));
    expect(await bench.events()).toMatchObject([{ cleared: true, actualValue: "20" }]);
  });
});
