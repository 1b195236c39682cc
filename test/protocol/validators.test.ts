import { loadValidators, type MessageValidators } from "../../src/protocol/index.js";

const boot = { reason: "PowerUp", chargingStation: { model: "Duo", vendorName: "Kerbside" } };

describe("the validators of 2.0.1", () => {
  let validators: MessageValidators;
  beforeAll(async () => (validators = await loadValidators("ocpp2.0.1")));

  test("accept what the schema allows", () => {
    expect(validators.validateRequest("BootNotification", boot)).toBeNull();
    const response = {
      currentTime: "2024-02-29T10:00:00.123456789+01:00",
      interval: 300,
      status: "Accepted",
    };
    expect(validators.validateResponse("BootNotification", response)).toBeNull();
    const custom = { customData: { vendorId: "com.example", anything: [{ goes: true }] } };
    expect(validators.validateRequest("Heartbeat", custom)).toBeNull();
  });

  test.each([
    ["a missing field", { reason: "PowerUp" }, "OccurrenceConstraintViolation", "chargingStation is missing"],
    [
      "a missing field of a class",
      { ...boot, chargingStation: { model: "Duo" } },
      "OccurrenceConstraintViolation",
      "chargingStation.vendorName is missing",
    ],
    ["a wrong type", { ...boot, reason: 5 }, "TypeConstraintViolation", "reason must be of type string"],
    [
      "null for a field",
      { ...boot, reason: null },
      "TypeConstraintViolation",
      "reason must be of type string",
    ],
    [
      "a too long text",
      { ...boot, chargingStation: { model: "x".repeat(21), vendorName: "v" } },
      "PropertyConstraintViolation",
      "chargingStation.model must not be longer than 20 characters",
    ],
    ["a field that does not exist", { ...boot, colour: "red" }, "ProtocolError", "colour is not a field"],
    ["an array for a payload", [], "FormatViolation", "The payload must be an object"],
    ["null for a payload", null, "FormatViolation", "The payload must be an object"],
  ])("%s", (_what, payload, code, description) => {
    const violation = validators.validateRequest("BootNotification", payload);
    expect(violation).toEqual({ code, description: expect.stringContaining(description) as string });
  });

  test("a value that an enumeration does not have", () => {
    const violation = validators.validateRequest("BootNotification", { ...boot, reason: "Boredom" });
    expect(violation?.code).toBe("PropertyConstraintViolation");
    expect(violation?.description).toMatch(/^reason must be one of ApplicationReset,/);
  });

  test("too few and too many items", () => {
    expect(validators.validateRequest("GetVariables", { getVariableData: [] })).toEqual({
      code: "OccurrenceConstraintViolation",
      description: "getVariableData must have at least 1 items",
    });
    const data = { component: { name: "c" }, variable: { name: "v" } };
    const wrongItem = { getVariableData: [data, { ...data, component: {} }] };
    expect(validators.validateRequest("GetVariables", wrongItem)?.description).toBe(
      "getVariableData[1].component.name is missing",
    );
  });

  test("a fraction for an integer", () => {
    const violation = validators.validateRequest("SetMonitoringLevel", { severity: 10.5 });
    expect(violation).toEqual({
      code: "TypeConstraintViolation",
      description: "severity must be of type integer",
    });
  });

  test("an action of another version is not known", () => {
    expect(validators.knowsAction("StartTransaction")).toBe(false);
    expect(validators.validateRequest("StartTransaction", {})?.code).toBe("NotImplemented");
  });

  test.each(["__proto__", "constructor", "toString", ""])("%p is no action", (action) => {
    expect(validators.knowsAction(action)).toBe(false);
    expect(validators.validateResponse(action, {})?.code).toBe("NotImplemented");
  });

  test("a description stays within 255 characters and without the values", () => {
    const violation = validators.validateRequest("Heartbeat", { ["x".repeat(5000)]: "secret" });
    expect(violation?.description.length).toBeLessThanOrEqual(255);
    expect(violation?.description).not.toContain("secret");
  });

  test("a character outside the basic plane counts as one", () => {
    const named = (model: string) => ({ ...boot, chargingStation: { model, vendorName: "v" } });
    expect(validators.validateRequest("BootNotification", named("😀".repeat(20)))).toBeNull();
    expect(validators.validateRequest("BootNotification", named("😀".repeat(21)))).not.toBeNull();
  });

  test.each([
    ["2024-02-29T10:00:00Z", true],
    ["2024-02-29T10:00:00.1-11:30", true],
    ["2024-02-29t10:00:00z", true],
    ["2023-02-29T10:00:00Z", false],
    ["1900-02-29T10:00:00Z", false],
    ["2024-04-31T10:00:00Z", false],
    ["2024-13-01T10:00:00Z", false],
    ["2024-02-28T24:00:00Z", false],
    ["2024-02-28T10:60:00Z", false],
    ["2024-02-28T10:00:60Z", false],
    ["2024-02-28T10:00:00", false],
    ["2024-02-28T10:00:00+0100", false],
    ["2024-02-28T10:00:00+24:00", false],
    ["2024-02-28 10:00:00Z", false],
    ["2024-02-28", false],
    ["", false],
  ])("the date and time %p is valid: %p", (currentTime, valid) => {
    const violation = validators.validateResponse("Heartbeat", { currentTime });
    expect(violation?.code).toBe(valid ? undefined : "PropertyConstraintViolation");
  });
});

describe("the validators of 1.6", () => {
  let validators: MessageValidators;
  beforeAll(async () => (validators = await loadValidators("ocpp1.6")));

  test("a field that does not exist makes the payload ill-formed, as 1.6 has it", () => {
    expect(validators.validateRequest("Heartbeat", { colour: "red" })?.code).toBe("FormatViolation");
  });

  test("every limit with one decimal is a multiple of 0.1", () => {
    const profileWith = (limit: number) => ({
      connectorId: 1,
      csChargingProfiles: {
        chargingProfileId: 1,
        stackLevel: 0,
        chargingProfilePurpose: "TxDefaultProfile",
        chargingProfileKind: "Absolute",
        chargingSchedule: { chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
      },
    });
    for (let tenths = 0; tenths <= 1000; tenths += 1) {
      expect(validators.validateRequest("SetChargingProfile", profileWith(tenths / 10))).toBeNull();
    }
    expect(validators.validateRequest("SetChargingProfile", profileWith(16.35))?.description).toBe(
      "csChargingProfiles.chargingSchedule.chargingSchedulePeriod[0].limit must be a multiple of 0.1",
    );
  });

  test("a location must be a URI", () => {
    const to = (location: string) => validators.validateRequest("GetDiagnostics", { location });
    expect(to("ftp://user:pass@example.com/logs")).toBeNull();
    expect(to("not a uri")?.code).toBe("PropertyConstraintViolation");
  });

  test("knows the security extension", () => {
    expect(
      validators.validateRequest("SecurityEventNotification", {
        type: "X",
        timestamp: "2024-01-01T00:00:00Z",
      }),
    ).toBeNull();
  });
});

describe("the validators of 2.1", () => {
  test("know a message without response", async () => {
    const validators = await loadValidators("ocpp2.1");
    const stream = {
      id: 1,
      pending: 0,
      basetime: "2024-08-27T12:30:40Z",
      data: [{ t: 0, v: "230.4" }],
    };
    expect(validators.validateRequest("NotifyPeriodicEventStream", stream)).toBeNull();
    expect(validators.validateResponse("NotifyPeriodicEventStream", {})?.code).toBe("NotImplemented");
  });
});
