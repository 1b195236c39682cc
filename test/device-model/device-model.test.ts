import { InvariantError, createManualClock, createMemoryStore, Seconds } from "../../src/kernel/index.js";
import type { Store } from "../../src/kernel/index.js";
import { createDefinitions } from "../../src/device-model/index.js";
import type { SetOutcome, VariableChanged } from "../../src/device-model/index.js";
import { deviceModelOf, duo, identity, rapid } from "./station-under-test.js";

type Model = ReturnType<typeof deviceModelOf>;
const threshold = [{ name: "OCPPCommCtrlr" }, { name: "OfflineThreshold" }, "Actual"] as const;
const set = (model: Model, path: string, value: string): SetOutcome => {
  const found = model.describe(path);
  if (!found) throw new Error(path);
  return model.set(found.component, found.variable, "Actual", value);
};

describe("reading by path", () => {
  const model = deviceModelOf();

  test("finds instances and places, in any spelling of case", () => {
    expect(model.integer("OCPPCommCtrlr.MessageTimeout[Default]")).toBe(30);
    expect(model.string("EVSE@1.AvailabilityState")).toBe("Available");
    expect(model.string("connector@2.1.connectortype")).toBe("sType2");
    expect(model.boolean("AuthCtrlr.Enabled")).toBe(true);
    expect(model.list("TxCtrlr.TxStartPoint")).toEqual(["EVConnected", "Authorized"]);
  });

  test("an unset variable reads as nothing, an unknown one is a bug of the caller", () => {
    expect(model.find("ClockCtrlr.NextTimeOffsetTransitionDateTime")).toBeUndefined();
    expect(model.string("ClockCtrlr.NextTimeOffsetTransitionDateTime")).toBe("");
    expect(model.find("TxCtrlr.Nothing")).toBeUndefined();
    expect(model.has("EVSE@3.Power")).toBe(false);
    expect(() => model.string("TxCtrlr.Nothing")).toThrow(InvariantError);
    expect(() => model.integer("TxCtrlr.TxStartPoint")).toThrow(InvariantError);
  });

  test("the time is that of the station's clock, now", async () => {
    const clock = createManualClock(Date.UTC(2026, 0, 1));
    const timed = deviceModelOf({ clock });
    await clock.advance(Seconds(90));
    expect(timed.string("ClockCtrlr.DateTime")).toBe("2026-01-01T00:01:30.000Z");
  });

  test("identity and layout show in the components", () => {
    expect(model.string("SecurityCtrlr.Identity")).toBe("CS-0001");
    expect(model.string("ChargingStation.Model")).toBe("Duo-22");
    expect(model.integer("ChargingStation.SupplyPhases")).toBe(3);
    expect(deviceModelOf({ layout: rapid }).integer("Connector@1.2.SupplyPhases")).toBe(0);
  });

  test("components exist where the station is built for them", () => {
    const sensor = { name: "BayOccupancySensor", evse: { id: 1 } };
    const lock = { name: "ConnectorPlugRetentionLock", evse: { id: 1, connectorId: 1 } };
    expect(model.hasComponent(sensor)).toBe(true);
    expect(model.hasComponent({ ...sensor, evse: { id: 2 } })).toBe(false);
    expect(model.hasComponent(lock)).toBe(true);
    expect(deviceModelOf({ layout: rapid }).hasComponent(lock)).toBe(false);
    expect(model.hasComponent({ name: "EVSE" })).toBe(false);
    expect(model.hasComponent({ name: "Connector", evse: { id: 1 } })).toBe(false);
  });

  test("2.1.12 with fixed cables only, UnlockOnEVSideDisconnect is false for good", () => {
    const fixed = deviceModelOf({ layout: rapid });
    expect(fixed.boolean("OCPPCommCtrlr.UnlockOnEVSideDisconnect")).toBe(false);
    expect(set(fixed, "OCPPCommCtrlr.UnlockOnEVSideDisconnect", "true")).toMatchObject({
      reasonCode: "ReadOnly",
    });
    expect(set(model, "OCPPCommCtrlr.UnlockOnEVSideDisconnect", "false").status).toBe("Accepted");
  });

  test("a Faulted EVSE has a problem, until it has not", () => {
    const faulty = deviceModelOf();
    faulty.update("EVSE@2.AvailabilityState", "Faulted");
    expect([faulty.boolean("EVSE@1.Problem"), faulty.boolean("EVSE@2.Problem")]).toEqual([false, true]);
    faulty.update("EVSE@2.AvailabilityState", "Available");
    expect(faulty.boolean("EVSE@2.Problem")).toBe(false);
  });
});

describe("what a CSMS sets", () => {
  test("is in force at once, told once, and survives a power cut", () => {
    const store = createMemoryStore();
    const model = deviceModelOf({ store });
    const told: VariableChanged[] = [];
    const heard: string[] = [];
    model.events.on("variableChanged", (event) => told.push(event));
    model.watch("OCPPCommCtrlr.OfflineThreshold", (value) => heard.push(value));
    expect(model.set(...threshold, "300").status).toBe("Accepted");
    expect(model.set(...threshold, "300").status).toBe("Accepted");
    expect(told).toEqual([
      expect.objectContaining({ before: "60", value: "300", by: "csms", attribute: "Actual" }),
    ]);
    expect(heard).toEqual(["300"]);
    expect(deviceModelOf({ store }).integer("OCPPCommCtrlr.OfflineThreshold")).toBe(300);
  });

  test("is on disk before anybody hears of it", () => {
    const store = createMemoryStore();
    const model = deviceModelOf({ store });
    const stored: unknown[] = [];
    model.watch("OCPPCommCtrlr.OfflineThreshold", () =>
      stored.push(store.table("variables").get("OCPPCommCtrlr.OfflineThreshold")),
    );
    model.set(...threshold, "300");
    expect(stored).toEqual(["300"]);
  });

  test("counts more than the configuration, even when it says the default", () => {
    const store = createMemoryStore();
    const initial = { "OCPPCommCtrlr.OfflineThreshold": 120 };
    const model = deviceModelOf({ store, initial });
    expect(model.integer("OCPPCommCtrlr.OfflineThreshold")).toBe(120);
    model.set(...threshold, "60");
    expect(deviceModelOf({ store, initial }).integer("OCPPCommCtrlr.OfflineThreshold")).toBe(60);
  });

  test("B05.FR.09 is rejected where the store fails, and nothing changes", () => {
    const broken: Store = {
      ...createMemoryStore(),
      table: () => ({
        get: () => undefined,
        put: () => {
          throw new Error("disk full");
        },
        delete: () => undefined,
        entries: () => [],
        clear: () => undefined,
      }),
    };
    const model = deviceModelOf({ store: broken });
    expect(model.set(...threshold, "300")).toMatchObject({ status: "Rejected", reasonCode: "InternalError" });
    expect(model.integer("OCPPCommCtrlr.OfflineThreshold")).toBe(60);
  });

  test("B10.FR.01, B10.FR.04 takes effect with the next boot where the definition says so", () => {
    const store = createMemoryStore();
    const model = deviceModelOf({ store });
    const path = "OCPPCommCtrlr.NetworkConfigurationPriority";
    expect(set(model, path, "2,1").status).toBe("RebootRequired");
    expect(model.list(path)).toEqual(["1"]);
    expect(model.describe(path)?.attributes[0]?.value).toBe("2,1");
    expect(deviceModelOf({ store }).list(path)).toEqual(["2", "1"]);
    expect(set(model, path, "1").status).toBe("Accepted");
    expect(deviceModelOf({ store }).list(path)).toEqual(["1"]);
  });

  test("B10.FR.02 passes the guards of its path, after the check of its type", () => {
    const model = deviceModelOf();
    const asked: string[] = [];
    model.guard("OCPPCommCtrlr.NetworkConfigurationPriority", (value) => {
      asked.push(value);
      return value.includes("2") ? { reasonCode: "InvalidValue", additionalInfo: "slot 2 is empty" } : null;
    });
    const path = "OCPPCommCtrlr.NetworkConfigurationPriority";
    expect(set(model, path, "7")).toMatchObject({ reasonCode: "InvalidValue" });
    expect(asked).toEqual([]);
    expect(set(model, path, "1,2")).toEqual({
      status: "Rejected",
      reasonCode: "InvalidValue",
      additionalInfo: "slot 2 is empty",
    });
    expect(asked).toEqual(["1,2"]);
  });

  test("may not be longer than ConfigurationValueSize", () => {
    const model = deviceModelOf({ initial: { "DeviceDataCtrlr.ConfigurationValueSize": 5 } });
    expect(set(model, "SecurityCtrlr.OrganizationName", "Kerbside")).toMatchObject({
      reasonCode: "TooLargeElement",
    });
  });

  test("a secret can be set and used, and is neither read, reported nor told", () => {
    const model = deviceModelOf();
    const path = "SecurityCtrlr.BasicAuthPassword";
    const told: VariableChanged[] = [];
    const used: string[] = [];
    model.events.on("variableChanged", (event) => told.push(event));
    model.watch(path, (value) => used.push(value));
    expect(set(model, path, "too short").status).toBe("Rejected");
    expect(set(model, path, "0123456789abcdef").status).toBe("Accepted");
    expect(model.string(path)).toBe("0123456789abcdef");
    expect(used).toEqual(["0123456789abcdef"]);
    expect(JSON.stringify([told, [...model.reports()]])).not.toContain("0123456789abcdef");
    expect(told).toHaveLength(1);
  });

  test("a listener that fails does not hinder the others", () => {
    const model = deviceModelOf();
    const heard: string[] = [];
    model.watch("OCPPCommCtrlr.OfflineThreshold", () => {
      throw new Error("mine");
    });
    const stop = model.watch("OCPPCommCtrlr.OfflineThreshold", (value) => heard.push(value));
    expect(model.set(...threshold, "300").status).toBe("Accepted");
    stop();
    model.set(...threshold, "301");
    expect(heard).toEqual(["300"]);
  });
});

describe("what the station sets", () => {
  test("reaches read-only variables, is told when it is new, and is not kept unless persistent", () => {
    const store = createMemoryStore();
    const model = deviceModelOf({ store });
    const told: VariableChanged[] = [];
    model.events.on("variableChanged", (event) => told.push(event));
    model.update("EVSE@1.AvailabilityState", "Occupied");
    model.update("EVSE@1.AvailabilityState", "Occupied");
    model.update("OCPPCommCtrlr.HeartbeatInterval", 600);
    expect(told.map(({ value, by }) => [value, by])).toEqual([
      ["Occupied", "station"],
      ["600", "station"],
    ]);
    const again = deviceModelOf({ store });
    expect(again.string("EVSE@1.AvailabilityState")).toBe("Available");
    expect(again.integer("OCPPCommCtrlr.HeartbeatInterval")).toBe(600);
  });

  test("can be worked out each time it is read, and then not set", () => {
    const model = deviceModelOf();
    let register = 10.5;
    model.compute("FiscalMetering@1.EnergyImportRegister", () => String(register));
    expect(model.decimal("FiscalMetering@1.EnergyImportRegister")).toBe(10.5);
    register = 11;
    expect(model.describe("FiscalMetering@1.EnergyImportRegister")?.attributes[0]?.value).toBe("11");
    expect(() => model.update("FiscalMetering@1.EnergyImportRegister", 12)).toThrow(InvariantError);
    expect(() => model.update("ClockCtrlr.DateTime", "2026-01-01T00:00:00Z")).toThrow(InvariantError);
  });
});

describe("what the hardware shows", () => {
  const PATH = "EVSE@1.Temperature";
  const shown = () => {
    const model = deviceModelOf();
    const readings = { Temperature: "20" };
    let reads = 0;
    model.readHardware((_component, { name }) => {
      reads++;
      return readings[name as "Temperature"];
    });
    const told: string[] = [];
    const stop = model.watch(PATH, (value) => told.push(value));
    return { model, readings, reads: () => reads, told: () => told.splice(0), stop };
  };

  test("is read when it is asked for, and told when it is announced to somebody who watches", () => {
    const { model, readings, reads, told, stop } = shown();
    expect([model.changesSilently(PATH), model.changesSilently("EVSE@1.AvailabilityState")]).toEqual([
      true,
      false,
    ]);
    expect(reads()).toBe(0);
    readings.Temperature = "30";
    model.announce(PATH);
    expect([model.string(PATH), told()]).toEqual(["30", ["30"]]);
    stop();
    const before = reads();
    model.announce(PATH);
    expect([reads(), told()]).toEqual([before, []]);
  });

  test("can be forced to another value of its type until it is announced", () => {
    const { model, told } = shown();
    expect(model.force(PATH, "hot")).toMatch(/must be a number/);
    expect([model.string(PATH), told()]).toEqual(["20", []]);
    expect(model.force(PATH, "95.5")).toBeNull();
    expect([model.string(PATH), told()]).toEqual(["95.5", ["95.5"]]);
    model.announce(PATH);
    expect([model.string(PATH), told()]).toEqual(["20", ["20"]]);
    expect(model.force("ClockCtrlr.DateTime", "2026-01-01T00:00:00Z")).toMatch(/cannot be set/);
    expect(model.force("EVSE@1.Power", "1000000")).toBeNull();
    expect(model.force("OCPPCommCtrlr.OfflineThreshold", "-5")).toMatch(/must be a whole number/);
    expect(model.force("OCPPCommCtrlr.OfflineThreshold", "5")).toBeNull();
    expect(model.integer("OCPPCommCtrlr.OfflineThreshold")).toBe(5);
  });

  test("follows how the EVSE is built: a variable for each phase, or for direct current", () => {
    const names = (model: ReturnType<typeof deviceModelOf>): string[] =>
      ["ACCurrent[L1]", "ACCurrent[L3]", "DCCurrent", "Frequency"].filter((name) =>
        model.has(`EVSE@1.${name}`),
      );
    expect(names(deviceModelOf())).toEqual(["ACCurrent[L1]", "ACCurrent[L3]", "Frequency"]);
    expect(names(deviceModelOf({ layout: rapid }))).toEqual(["DCCurrent"]);
  });

  test("a Problem that follows from AvailabilityState is told with it", () => {
    const model = deviceModelOf();
    const told: string[] = [];
    model.watch("EVSE@1.Problem", (value) => told.push(value));
    for (const state of ["Occupied", "Faulted", "Faulted", "Unavailable", "Available"])
      model.update("EVSE@1.AvailabilityState", state);
    expect(told).toEqual(["true", "false"]);
  });
});

test("a stored value that the station cannot have any more is ignored", () => {
  const store = createMemoryStore();
  const table = store.table<string>("variables");
  table.put("EVSE@7.EvseId", "gone");
  table.put("OCPPCommCtrlr.OfflineThreshold", "soon");
  table.put("EVSE@1.AvailabilityState", "Faulted");
  const model = deviceModelOf({ store });
  expect(model.integer("OCPPCommCtrlr.OfflineThreshold")).toBe(60);
  expect(model.string("EVSE@1.AvailabilityState")).toBe("Available");
});

test("stations of one layout share what they have in common, and nothing else", () => {
  const one = deviceModelOf();
  const other = deviceModelOf({
    identity: { ...identity, identity: "CS-0002" },
    layout: structuredClone(duo),
  });
  expect(one.describe("TxCtrlr.TxStartPoint")?.characteristics).toBe(
    other.describe("TxCtrlr.TxStartPoint")?.characteristics,
  );
  one.update("TxCtrlr.TxStartPoint", "EnergyTransfer");
  expect(other.list("TxCtrlr.TxStartPoint")).toEqual(["EVConnected", "Authorized"]);
  expect([one, other].map((model) => model.string("SecurityCtrlr.Identity"))).toEqual(["CS-0001", "CS-0002"]);
});

test("components with instances, and attributes beside Actual, can be defined", () => {
  const definitions = createDefinitions([
    {
      name: "Fan",
      instances: ["left", "right"],
      scope: "station",
      description: "A fan.",
      source: "a test",
      variables: [
        {
          name: "Speed",
          description: "Its speed.",
          source: "a test",
          characteristics: { dataType: "integer", maxLimit: 5000, supportsMonitoring: false },
          attributes: [
            { type: "Actual", mutability: "ReadOnly", persistent: false, constant: false, value: "0" },
            { type: "Target", mutability: "ReadWrite", persistent: true, constant: false },
          ],
        },
      ],
    },
  ]);
  const store = createMemoryStore();
  const model = deviceModelOf({ definitions, store });
  const left = { name: "fan", instance: "LEFT" };
  expect(model.get(left, { name: "Speed" }, "Target")).toEqual({ status: "Accepted", value: "" });
  expect(model.set(left, { name: "Speed" }, "Target", "1000").status).toBe("Accepted");
  expect(model.set(left, { name: "Speed" }, "Actual", "1000").status).toBe("Rejected");
  const again = deviceModelOf({ definitions, store });
  expect(again.get(left, { name: "Speed" }, "Target").value).toBe("1000");
  expect(again.get({ ...left, instance: "right" }, { name: "Speed" }, "Target").value).toBe("");
  expect(again.get({ name: "Fan" }, { name: "Speed" }, "Target").status).toBe("UnknownComponent");
  expect(again.integer("Fan[left].Speed")).toBe(0);
});
