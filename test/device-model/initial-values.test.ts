import { ConfigurationError, createMemoryStore } from "../../src/kernel/index.js";
import type { InitialValues, SetOutcome } from "../../src/device-model/index.js";
import { deviceModelOf } from "./station-under-test.js";

const setStartPoint = (model: ReturnType<typeof deviceModelOf>, value: string): SetOutcome =>
  model.set({ name: "TxCtrlr" }, { name: "TxStartPoint" }, "Actual", value);

describe("the configuration's variables", () => {
  test.each<[InitialValues, string, unknown]>([
    [{ "TxCtrlr.TxStartPoint": ["PowerPathClosed"] }, "TxCtrlr.TxStartPoint", "PowerPathClosed"],
    [{ "AuthCtrlr.Enabled": false }, "AuthCtrlr.Enabled", "false"],
    [{ "evse@2.evseid": "DE*KRB*E2" }, "EVSE@2.EvseId", "DE*KRB*E2"],
    [
      { "TxCtrlr.TxStopPoint": { value: ["Authorized"], mutability: "ReadOnly" } },
      "TxCtrlr.TxStopPoint",
      "Authorized",
    ],
  ])("%j", (initial, path, value) => {
    expect(deviceModelOf({ initial }).find(path)).toBe(value);
  });

  test.each<[string, unknown, string, RegExp]>([
    ["TxCtrlr.TxStartpunkt", "x", "variables.TxCtrlr.TxStartpunkt", /must name a variable of this station/],
    ["EVSE@3.EvseId", "x", "variables.EVSE@3.EvseId", /must name a variable/],
    [
      "TxCtrlr.TxStartPoint",
      ["Plugged"],
      "variables.TxCtrlr.TxStartPoint",
      /ParkingBayOccupancy, EVConnected/,
    ],
    [
      "OCPPCommCtrlr.HeartbeatInterval",
      0,
      "variables.OCPPCommCtrlr.HeartbeatInterval",
      /whole number from 1/,
    ],
    ["AuthCtrlr.Enabled", "yes", "variables.AuthCtrlr.Enabled", /true or false/],
    ["AuthCtrlr.Enabled", null, "variables.AuthCtrlr.Enabled", /must be a text, number/],
    ["AuthCtrlr.Enabled", { value: true }, "variables.AuthCtrlr.Enabled.mutability", /ReadOnly or ReadWrite/],
    ["AuthCtrlr.Enabled", { mutable: true }, "variables.AuthCtrlr.Enabled.mutable", /value or mutability/],
    ["SecurityCtrlr.Identity", "CS-2", "variables.SecurityCtrlr.Identity", /works it out/],
    [
      "SecurityCtrlr.BasicAuthPassword",
      { value: "0123456789abcdef", mutability: "ReadOnly" },
      "variables.SecurityCtrlr.BasicAuthPassword.mutability",
      /WriteOnly/,
    ],
  ])("%s: %j is refused with its key", (path, value, key, allowed) => {
    const make = () => deviceModelOf({ initial: { [path]: value } as InitialValues });
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow(allowed);
    expect(make).toThrow(new RegExp(`^${key.replaceAll(".", "\\.")}:`));
  });

  test("2.6.4 TxStartPoint made ReadOnly stays as configured, whatever a CSMS had set", () => {
    const store = createMemoryStore();
    setStartPoint(deviceModelOf({ store }), "EnergyTransfer");
    const initial = { "TxCtrlr.TxStartPoint": { value: ["Authorized"], mutability: "ReadOnly" } } as const;
    const model = deviceModelOf({ store, initial });
    expect(model.list("TxCtrlr.TxStartPoint")).toEqual(["Authorized"]);
    expect(setStartPoint(model, "EVConnected")).toMatchObject({ reasonCode: "ReadOnly" });
    expect(model.describe("TxCtrlr.TxStartPoint")?.attributes[0]?.mutability).toBe("ReadOnly");
  });
});
