import { createManualClock, createSilentLogger } from "../../../src/kernel/index.js";
import { createVariablesOcpp2 } from "../../../src/blocks/b-provisioning/index.js";
import type {
  GetVariablesResponse,
  SetVariablesResponse,
} from "../../../src/blocks/b-provisioning/ocpp2-messages.js";
import { deviceModelOf } from "../../device-model/station-under-test.js";
import { ask, recordingLink, respond } from "./csms.js";

function station(initial = {}) {
  const deviceModel = deviceModelOf({ initial });
  const handlers = createVariablesOcpp2({
    deviceModel,
    link: recordingLink(),
    clock: createManualClock(),
    logger: createSilentLogger(),
  });
  return { deviceModel, handlers };
}

const component = { name: "OCPPCommCtrlr" };
const variable = { name: "OfflineThreshold" };
const timeout = { name: "MessageTimeout", instance: "Default" };
const password = { component: { name: "SecurityCtrlr" }, variable: { name: "BasicAuthPassword" } };

async function set(...setVariableData: object[]) {
  const { handlers } = station();
  const response = await respond<SetVariablesResponse>(handlers, "SetVariables", { setVariableData });
  return response.setVariableResult;
}

async function get(...getVariableData: object[]) {
  const { handlers } = station();
  const response = await respond<GetVariablesResponse>(handlers, "GetVariables", { getVariableData });
  return response.getVariableResult;
}

describe("B05 SetVariables", () => {
  test("B05.FR.01, B05.FR.02, B05.FR.03 one result for each element, in order, with its own identification", async () => {
    const results = await set(
      { component, variable, attributeType: "Actual", attributeValue: "300" },
      { component: { name: "nowhere" }, variable, attributeValue: "1" },
      {
        component: { name: "authctrlr" },
        variable: { name: "LOCALAUTHORIZEOFFLINE" },
        attributeValue: "true",
      },
    );
    expect(results).toEqual([
      { component, variable, attributeType: "Actual", attributeStatus: "Accepted" },
      {
        component: { name: "nowhere" },
        variable,
        attributeType: "Actual",
        attributeStatus: "UnknownComponent",
      },
      {
        component: { name: "authctrlr" },
        variable: { name: "LOCALAUTHORIZEOFFLINE" },
        attributeType: "Actual",
        attributeStatus: "Accepted",
      },
    ]);
  });

  test.each<[string, object, string, string | undefined]>([
    [
      "B05.FR.04 unknown component",
      { component: { name: "X" }, variable, attributeValue: "1" },
      "UnknownComponent",
      undefined,
    ],
    [
      "B05.FR.04 unknown instance of a component",
      { component: { ...component, instance: "x" }, variable, attributeValue: "1" },
      "UnknownComponent",
      undefined,
    ],
    [
      "B05.FR.04 a place where the component is not",
      { component: { ...component, evse: { id: 1 } }, variable, attributeValue: "1" },
      "UnknownComponent",
      undefined,
    ],
    [
      "B05.FR.05 unknown variable",
      { component, variable: { name: "X" }, attributeValue: "1" },
      "UnknownVariable",
      undefined,
    ],
    [
      "B05.FR.05 missing instance of a variable",
      { component, variable: { name: "MessageTimeout" }, attributeValue: "1" },
      "UnknownVariable",
      undefined,
    ],
    [
      "B05.FR.06 unsupported attribute type",
      { component, variable, attributeType: "Target", attributeValue: "1" },
      "NotSupportedAttributeType",
      undefined,
    ],
    ["B05.FR.07 wrong format", { component, variable, attributeValue: "300.1" }, "Rejected", "InvalidValue"],
    ["B05.FR.07 wrong format", { component, variable, attributeValue: "abc" }, "Rejected", "InvalidValue"],
    [
      "B05.FR.07 wrong date",
      {
        component: { name: "ClockCtrlr" },
        variable: { name: "NextTimeOffsetTransitionDateTime" },
        attributeValue: "true",
      },
      "Rejected",
      "InvalidValue",
    ],
    [
      "B05.FR.08 below the range",
      { component, variable, attributeValue: "-1" },
      "Rejected",
      "ValueOutOfRange",
    ],
    ["B05.FR.09 read-only", { component, variable: timeout, attributeValue: "40" }, "Rejected", "ReadOnly"],
    ["B05.FR.10 could be set", { component, variable, attributeValue: "300" }, "Accepted", undefined],
    [
      "B10.FR.01 needs a reboot",
      { component, variable: { name: "NetworkConfigurationPriority" }, attributeValue: "2,1" },
      "RebootRequired",
      undefined,
    ],
    ["A01 write-only", { ...password, attributeValue: "fedcba9876543210" }, "Accepted", undefined],
  ])("%s", async (_, data, status, reasonCode) => {
    const [result] = await set(data);
    expect(result?.attributeStatus).toBe(status);
    expect(result?.attributeStatusInfo?.reasonCode).toBe(reasonCode);
    expect(reasonCode?.length ?? 0).toBeLessThanOrEqual(20);
  });

  test("B05.FR.12 without attributeType the result says Actual", async () => {
    const [result] = await set({ component, variable, attributeValue: "300" });
    expect(result?.attributeType).toBe("Actual");
  });

  test("one refused element does not hinder the others", async () => {
    const { deviceModel, handlers } = station();
    await respond(handlers, "SetVariables", {
      setVariableData: [
        { component, variable, attributeValue: "x" },
        { component, variable: { name: "HeartbeatInterval" }, attributeValue: "77" },
      ],
    });
    expect(deviceModel.integer("OCPPCommCtrlr.OfflineThreshold")).toBe(60);
    expect(deviceModel.integer("OCPPCommCtrlr.HeartbeatInterval")).toBe(77);
  });

  test("B05.FR.11 more elements or bytes than the station takes are refused, and nothing is set", async () => {
    const { deviceModel, handlers } = station({ "DeviceDataCtrlr.ItemsPerMessage[SetVariables]": 1 });
    const data = { component, variable, attributeValue: "300" };
    expect(await ask(handlers, "SetVariables", { setVariableData: [data, data] })).toMatchObject({
      error: "OccurrenceConstraintViolation",
    });
    const small = station({ "DeviceDataCtrlr.BytesPerMessage[SetVariables]": 100 });
    expect(await ask(small.handlers, "SetVariables", { setVariableData: [data] })).toMatchObject({
      error: "FormatViolation",
    });
    expect(deviceModel.integer("OCPPCommCtrlr.OfflineThreshold")).toBe(60);
  });
});

describe("B06 GetVariables", () => {
  test("B06.FR.01, B06.FR.02, B06.FR.03, B06.FR.04 one result for each element, in order", async () => {
    expect(
      await get(
        { component, variable, attributeType: "Actual" },
        { component: { name: "AuthCtrlr" }, variable: { name: "LocalAuthorizeOffline" } },
      ),
    ).toEqual([
      { component, variable, attributeType: "Actual", attributeStatus: "Accepted", attributeValue: "60" },
      {
        component: { name: "AuthCtrlr" },
        variable: { name: "LocalAuthorizeOffline" },
        attributeType: "Actual",
        attributeStatus: "Accepted",
        attributeValue: "true",
      },
    ]);
  });

  test.each<[string, object, string, string | undefined]>([
    ["B06.FR.06 unknown component", { component: { name: "X" }, variable }, "UnknownComponent", undefined],
    ["B06.FR.07 unknown variable", { component, variable: { name: "X" } }, "UnknownVariable", undefined],
    [
      "B06.FR.08 unsupported attribute type",
      { component, variable, attributeType: "Target" },
      "NotSupportedAttributeType",
      undefined,
    ],
    ["B06.FR.09 write-only", password, "Rejected", undefined],
    ["B06.FR.10 found", { component, variable }, "Accepted", "60"],
    [
      "B06.FR.13 unset",
      { component: { name: "ClockCtrlr" }, variable: { name: "NextTimeOffsetTransitionDateTime" } },
      "Accepted",
      "",
    ],
    ["B06.FR.14 the instance that was asked for", { component, variable: timeout }, "Accepted", "30"],
    [
      "B06.FR.15 no instance where only instances exist",
      { component, variable: { name: "MessageTimeout" } },
      "UnknownVariable",
      undefined,
    ],
    [
      "B06.FR.15 an empty instance is none",
      { component: { ...component, instance: "" }, variable: { ...variable, instance: "" } },
      "Accepted",
      "60",
    ],
    [
      "B06.FR.15 an instance where none exists",
      { component, variable: { ...variable, instance: "x" } },
      "UnknownVariable",
      undefined,
    ],
  ])("%s", async (_, data, status, value) => {
    const [result] = await get(data);
    expect(result?.attributeStatus).toBe(status);
    expect(result?.attributeValue).toBe(value);
  });

  test("B06.FR.11 without attributeType the result says Actual, else what was asked for", async () => {
    const results = await get({ component, variable }, { component, variable, attributeType: "MaxSet" });
    expect(results.map(({ attributeType }) => attributeType)).toEqual(["Actual", "MaxSet"]);
  });

  test("B06.FR.16 more elements than the station takes", async () => {
    const { handlers } = station({ "DeviceDataCtrlr.ItemsPerMessage[GetVariables]": 2 });
    const getVariableData = [1, 2, 3].map(() => ({ component, variable }));
    expect(await ask(handlers, "GetVariables", { getVariableData })).toMatchObject({
      error: "OccurrenceConstraintViolation",
    });
    await respond(handlers, "GetVariables", { getVariableData: getVariableData.slice(1) });
  });

  test("B06.FR.17 more bytes than the station takes", async () => {
    const { handlers } = station({ "DeviceDataCtrlr.BytesPerMessage[GetVariables]": 100 });
    const getVariableData = [
      { component, variable },
      { component, variable },
    ];
    expect(await ask(handlers, "GetVariables", { getVariableData })).toMatchObject({
      error: "FormatViolation",
    });
  });
});
