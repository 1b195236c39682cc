import { Minutes, createManualClock, createSilentLogger } from "../../../src/kernel/index.js";
import type { CallFailure } from "../../../src/csms-link/index.js";
import { createReportsOcpp2 } from "../../../src/blocks/b-provisioning/ocpp2-reports.js";
import type { ReportResponse } from "../../../src/blocks/b-provisioning/ocpp2-messages.js";
import { PART_LIMITS } from "../../../src/csms-link/index.js";
import { deviceModelOf } from "../../device-model/station-under-test.js";
import { ask, pathOf, recordingLink, respond, settled } from "./csms.js";

function station(limits = PART_LIMITS, initial = {}) {
  const deviceModel = deviceModelOf({ initial });
  const link = recordingLink();
  const clock = createManualClock();
  const handlers = createReportsOcpp2({ deviceModel, link, clock, logger: createSilentLogger(), limits });
  const base = (reportBase: string, requestId = 7) =>
    respond<ReportResponse>(handlers, "GetBaseReport", { requestId, reportBase });
  const custom = (request: object) =>
    respond<ReportResponse>(handlers, "GetReport", { requestId: 8, ...request });
  const reported = () => link.sent.flatMap(({ payload }) => payload.reportData);
  return { deviceModel, link, clock, handlers, base, custom, reported, paths: () => reported().map(pathOf) };
}

describe("B07 GetBaseReport", () => {
  test("B07.FR.01, B07.FR.03 the report follows the response and may pass while Pending", async () => {
    const { handlers, link } = station();
    const reply = await ask(handlers, "GetBaseReport", { requestId: 7, reportBase: "FullInventory" });
    await settled();
    expect(reply).toMatchObject({ response: { status: "Accepted" } });
    expect(link.sent).toEqual([]);
    if ("response" in reply) reply.afterwards?.();
    await settled();
    expect(link.sent.every(({ action, instructed }) => action === "NotifyReport" && instructed)).toBe(true);
    expect(link.sent.length).toBeGreaterThan(0);
  });

  test("B07.FR.04, B07.FR.10 parts have the requestId, count from 0, and only the last is not to be continued", async () => {
    const { base, link, clock, deviceModel, paths } = station({ items: 20, bytes: 100_000 });
    await clock.advance(Minutes(5));
    await base("FullInventory", 42);
    const parts = link.sent.map(({ payload }) => payload);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.map(({ seqNo }) => seqNo)).toEqual(parts.map((_, at) => at));
    expect(parts.map(({ tbc }) => tbc)).toEqual(parts.map((_, at) => at < parts.length - 1));
    expect(parts.every(({ requestId }) => requestId === 42)).toBe(true);
    expect(parts[0]?.generatedAt).toBe("2026-01-01T00:05:00.000Z");
    expect(parts.every(({ reportData }) => reportData.length <= 20)).toBe(true);
    expect(paths()).toHaveLength([...deviceModel.reports()].length);
  });

  test("a part is not larger than its limit in bytes", async () => {
    const { base, link } = station({ items: 1000, bytes: 2_000 });
    await base("FullInventory");
    for (const { payload } of link.sent) {
      expect(JSON.stringify(payload.reportData).length).toBeLessThanOrEqual(2_001);
    }
  });

  test("B07.FR.07, B07.FR.12 ConfigurationInventory has all that can be set, and nothing else", async () => {
    const { base, reported, paths } = station();
    await base("ConfigurationInventory");
    for (const { variableAttribute } of reported()) {
      expect(variableAttribute.some(({ mutability }) => mutability !== "ReadOnly")).toBe(true);
    }
    expect(paths()).toEqual(
      expect.arrayContaining(["TxCtrlr.TxStartPoint", "SecurityCtrlr.BasicAuthPassword", "EVSE@2.EvseId"]),
    );
    expect(paths()).not.toContain("OCPPCommCtrlr.MessageTimeout[Default]");
  });

  test("B07.FR.08, B07.FR.11, B07.FR.12 FullInventory has everything with characteristics, unset values too", async () => {
    const { base, reported } = station();
    await base("FullInventory");
    const found = Object.fromEntries(reported().map((data) => [pathOf(data), data]));
    expect(found["ClockCtrlr.NextTimeOffsetTransitionDateTime"]?.variableAttribute).toEqual([
      { type: "Actual", value: "", mutability: "ReadWrite", persistent: true, constant: false },
    ]);
    expect(found["EVSE@1.AvailabilityState"]?.variableCharacteristics).toEqual({
      dataType: "OptionList",
      valuesList: "Available,Occupied,Reserved,Unavailable,Faulted",
      supportsMonitoring: true,
    });
    expect(found["EVSE@1.Power"]?.variableCharacteristics).toMatchObject({ unit: "W", maxLimit: 22_080 });
  });

  test("B07.FR.03 WriteOnly variables are reported without their value", async () => {
    const { base, reported } = station(PART_LIMITS, {
      "SecurityCtrlr.BasicAuthPassword": "0123456789abcdef",
    });
    await base("FullInventory");
    const password = reported().find((data) => pathOf(data) === "SecurityCtrlr.BasicAuthPassword");
    expect(password?.variableAttribute[0]).toMatchObject({ mutability: "WriteOnly" });
    expect(password?.variableAttribute[0]).not.toHaveProperty("value");
    expect(JSON.stringify(reported())).not.toContain("0123456789abcdef");
  });

  test("B07.FR.09 SummaryInventory has the availability of station and EVSEs, and what is wrong", async () => {
    const { base, deviceModel, link, paths } = station();
    await base("SummaryInventory");
    expect(paths().sort()).toEqual([
      "ChargingStation.AvailabilityState",
      "EVSE@1.AvailabilityState",
      "EVSE@2.AvailabilityState",
    ]);
    link.sent.length = 0;
    deviceModel.update("Connector@1.1.AvailabilityState", "Faulted");
    deviceModel.update("ConnectorPlugRetentionLock@1.1.Problem", true);
    deviceModel.update("ConnectorPlugRetentionLock@1.1.Active", true);
    deviceModel.update("ConnectorPlugRetentionLock@2.1.Active", true);
    await base("SummaryInventory");
    expect(paths().sort()).toEqual([
      "ChargingStation.AvailabilityState",
      "Connector@1.1.AvailabilityState",
      "Connector@1.1.Problem",
      "ConnectorPlugRetentionLock@1.1.Active",
      "ConnectorPlugRetentionLock@1.1.Problem",
      "EVSE@1.AvailabilityState",
      "EVSE@2.AvailabilityState",
    ]);
  });

  test("B07.FR.13 while many reports are on their way, another is rejected; later it is accepted", async () => {
    const { handlers } = station();
    const statuses: unknown[] = [];
    for (let requestId = 1; requestId <= 5; requestId++) {
      const reply = await ask(handlers, "GetBaseReport", { requestId, reportBase: "FullInventory" });
      if (!("response" in reply)) throw new Error(reply.description);
      statuses.push((reply.response as ReportResponse).status);
      reply.afterwards?.();
    }
    expect(statuses).toEqual(["Accepted", "Accepted", "Accepted", "Accepted", "Rejected"]);
    await settled();
    expect(await ask(handlers, "GetBaseReport", { requestId: 6, reportBase: "FullInventory" })).toMatchObject(
      {
        response: { status: "Accepted" },
      },
    );
  });

  test.each<[CallFailure, boolean]>([
    [{ kind: "timeout" }, true],
    [{ kind: "rpcError", code: "InternalError", description: "" }, true],
    [{ kind: "offline" }, false],
  ])("a part that fails with %j: the others follow: %s", async (failure, follow) => {
    const { base, link } = station({ items: 30, bytes: 100_000 });
    link.failNext(null, failure);
    await base("FullInventory");
    expect(link.sent.at(-1)?.payload.tbc).toBe(!follow);
    expect(link.sent.length > 2).toBe(follow);
  });
});

describe("B08 GetReport", () => {
  const componentVariable = (component: object, variable?: object) => [
    { component, ...(variable && { variable }) },
  ];

  test("B08.FR.01, B08.FR.03, B08.FR.04, B08.FR.12, B08.FR.14 one variable of one EVSE", async () => {
    const { custom, link, paths } = station();
    const wanted = componentVariable({ name: "EVSE", evse: { id: 1 } }, { name: "AvailabilityState" });
    expect(await custom({ componentVariable: wanted })).toEqual({ status: "Accepted" });
    expect(paths()).toEqual(["EVSE@1.AvailabilityState"]);
    expect(link.sent[0]?.payload).toMatchObject({
      requestId: 8,
      seqNo: 0,
      tbc: false,
      reportData: [{ variableCharacteristics: { dataType: "OptionList" } }],
    });
  });

  test.each<[string, object[], string[]]>([
    [
      "B08.FR.20 no variable: all of the component",
      componentVariable({ name: "BayOccupancySensor" }),
      ["BayOccupancySensor@1.Active", "BayOccupancySensor@1.Available"],
    ],
    [
      "B08.FR.21 no instance of the variable: every instance",
      componentVariable({ name: "DeviceDataCtrlr" }, { name: "ItemsPerMessage" }),
      [
        "DeviceDataCtrlr.ItemsPerMessage[GetReport]",
        "DeviceDataCtrlr.ItemsPerMessage[GetVariables]",
        "DeviceDataCtrlr.ItemsPerMessage[SetVariables]",
      ],
    ],
    [
      "B08.FR.21 an instance of the variable: that one, whatever its case",
      componentVariable({ name: "devicedatactrlr" }, { name: "itemspermessage", instance: "getreport" }),
      ["DeviceDataCtrlr.ItemsPerMessage[GetReport]"],
    ],
    [
      "B08.FR.22 an EVSE without connector: every connector of it",
      componentVariable({ name: "Connector", evse: { id: 2 } }, { name: "ConnectorType" }),
      ["Connector@2.1.ConnectorType"],
    ],
    [
      "B08.FR.23 no EVSE: every place",
      componentVariable({ name: "EVSE" }, { name: "AvailabilityState" }),
      ["EVSE@1.AvailabilityState", "EVSE@2.AvailabilityState"],
    ],
    [
      "B08.FR.11 several: each that is named",
      [
        ...componentVariable({ name: "TxCtrlr" }, { name: "TxStartPoint" }),
        ...componentVariable({ name: "TxCtrlr" }, { name: "TxStopPoint" }),
        ...componentVariable({ name: "Nothing" }),
      ],
      ["TxCtrlr.TxStartPoint", "TxCtrlr.TxStopPoint"],
    ],
  ])("%s", async (_, wanted, expected) => {
    const { custom, paths } = station();
    await custom({ componentVariable: wanted });
    expect(paths()).toEqual(expected);
  });

  test("B08.FR.07, B08.FR.08, B08.FR.09 a component counts when the variable is true or is not there", async () => {
    const { custom, deviceModel, link, paths } = station();
    deviceModel.update("AuthCacheCtrlr.Enabled", false);
    await custom({ componentCriteria: ["Enabled"] });
    expect(paths()).toContain("AuthCtrlr.Enabled");
    expect(paths()).toContain("TxCtrlr.TxStartPoint");
    expect(paths().filter((path) => path.startsWith("AuthCacheCtrlr"))).toEqual([]);
    link.sent.length = 0;
    await custom({ componentCriteria: ["Active"] });
    expect(paths().filter((path) => path.startsWith("PowerContactor"))).toEqual([]);
    link.sent.length = 0;
    deviceModel.update("EVSE@2.Available", false);
    await custom({
      componentCriteria: ["Available"],
      componentVariable: componentVariable({ name: "EVSE" }),
    });
    expect(paths().every((path) => path.startsWith("EVSE@1."))).toBe(true);
  });

  test("B08.FR.10, B08.FR.15 Problem counts only where it is true; else the result is empty and nothing is sent", async () => {
    const { custom, deviceModel, link, paths } = station();
    const wanted = componentVariable({ name: "EVSE", evse: { id: 1 } }, { name: "AvailabilityState" });
    const request = { componentCriteria: ["Problem"], componentVariable: wanted };
    expect(await custom(request)).toEqual({
      status: "EmptyResultSet",
      statusInfo: { reasonCode: "NotFound" },
    });
    expect(link.sent).toEqual([]);
    deviceModel.update("EVSE@1.AvailabilityState", "Faulted");
    expect(await custom(request)).toEqual({ status: "Accepted" });
    expect(paths()).toEqual(["EVSE@1.AvailabilityState"]);
  });

  test("B08.FR.05, B08.FR.13 any of the criteria, and one of the component-variables", async () => {
    const { custom, paths, deviceModel } = station();
    deviceModel.update("AuthCacheCtrlr.Enabled", false);
    await custom({
      componentCriteria: ["Problem", "Available"],
      componentVariable: componentVariable({ name: "AuthCacheCtrlr" }, { name: "Policy" }),
    });
    expect(paths()).toEqual(["AuthCacheCtrlr.Policy"]);
  });

  test("B08.FR.17, B08.FR.18 more elements or bytes than the station takes", async () => {
    const wanted = [...componentVariable({ name: "EVSE" }), ...componentVariable({ name: "Connector" })];
    const few = station(PART_LIMITS, { "DeviceDataCtrlr.ItemsPerMessage[GetReport]": 1 });
    expect(await ask(few.handlers, "GetReport", { requestId: 8, componentVariable: wanted })).toMatchObject({
      error: "OccurrenceConstraintViolation",
    });
    const small = station(PART_LIMITS, { "DeviceDataCtrlr.BytesPerMessage[GetReport]": 50 });
    expect(await ask(small.handlers, "GetReport", { requestId: 8, componentVariable: wanted })).toMatchObject(
      {
        error: "FormatViolation",
      },
    );
  });
});
