import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { containing, omittedOr, oneOf } from "../../expectations/pattern.js";
import { ValidationFailed } from "../../verdict.js";
import { componentVariable } from "../../variables.js";

const OFFLINE_THRESHOLD = componentVariable("OCPPCommCtrlr.OfflineThreshold");
const LOCAL_AUTHORIZE_OFFLINE = componentVariable("AuthCtrlr.LocalAuthorizeOffline");
const UNKNOWN_COMPONENT = componentVariable("UnknownComponent.OfflineThreshold");
const UNKNOWN_VARIABLE = componentVariable("OCPPCommCtrlr.UnknownVariable");
const MESSAGE_TIMEOUT = componentVariable("OCPPCommCtrlr.MessageTimeout[Default]");
const NO_ERROR = { attributeStatusInfo: omittedOr({ reasonCode: "NoError" }) };
const ACTUAL = { attributeType: omittedOr("Actual") };

/** Sets a value that the variable may or may not take; the answer must fit to whether it is of its type. */
async function setsAnyValue(
  { csms }: CaseTools,
  path: string,
  value: string,
  fits: (value: string) => boolean,
): Promise<void> {
  const named = componentVariable(path);
  const response = await csms.ask(
    "SetVariables",
    { setVariableData: [{ ...named, attributeValue: value }] },
    {
      setVariableResult: [
        { attributeStatus: oneOf("Accepted", "Rejected", "RebootRequired"), ...ACTUAL, ...named },
      ],
    },
  );
  const [result] = response["setVariableResult"] as readonly Payload[];
  const taken = result?.["attributeStatus"] !== "Rejected";
  if (taken && !fits(value)) throw new ValidationFailed(`${path} takes "${value}", which is not of its type`);
}

const isInteger = (value: string): boolean => /^-?\d+$/.test(value);
const isNumber = (value: string): boolean => /^-?\d+(\.\d+)?$/.test(value);
const isBoolean = (value: string): boolean => /^(true|false)$/i.test(value);
const isTime = (value: string): boolean => /^\d{4}-\d\d-\d\dT/.test(value);

export const VARIABLE_CASES = [
  testCase("TC_B_06_CS", "Get Variables - single value", { Core: "M" }, async ({ csms, variables }) => {
    await variables.set("OCPPCommCtrlr.OfflineThreshold", 300);
    await csms.ask(
      "GetVariables",
      { getVariableData: [{ ...OFFLINE_THRESHOLD, attributeType: "Actual" }] },
      {
        getVariableResult: [
          {
            attributeStatus: "Accepted",
            attributeType: "Actual",
            attributeValue: "300",
            ...OFFLINE_THRESHOLD,
            ...NO_ERROR,
          },
        ],
      },
    );
  }),

  testCase("TC_B_07_CS", "Get Variables - multiple values", { Core: "M" }, async ({ csms, variables }) => {
    await variables.set("OCPPCommCtrlr.OfflineThreshold", 300);
    await variables.set("AuthCtrlr.LocalAuthorizeOffline", true);
    const response = await csms.request("GetVariables", {
      getVariableData: [
        { ...OFFLINE_THRESHOLD, attributeType: "Actual" },
        { ...LOCAL_AUTHORIZE_OFFLINE, attributeType: "Actual" },
      ],
    });
    const told = { attributeStatus: "Accepted", attributeType: "Actual", ...NO_ERROR };
    for (const [named, attributeValue] of [
      [OFFLINE_THRESHOLD, "300"],
      [LOCAL_AUTHORIZE_OFFLINE, "true"],
    ] as const) {
      csms.check("GetVariablesResponse", response, {
        getVariableResult: containing({ ...told, attributeValue, ...named }),
      });
    }
  }),

  testCase("TC_B_09_CS", "Set Variables - single value", { Core: "M" }, async ({ csms }) => {
    await csms.ask(
      "SetVariables",
      { setVariableData: [{ ...OFFLINE_THRESHOLD, attributeType: "Actual", attributeValue: "300" }] },
      {
        setVariableResult: [
          { attributeStatus: "Accepted", attributeType: "Actual", ...OFFLINE_THRESHOLD, ...NO_ERROR },
        ],
      },
    );
  }),

  testCase("TC_B_10_CS", "Set Variables - multiple values", { Core: "M" }, async ({ csms }) => {
    const response = await csms.request("SetVariables", {
      setVariableData: [
        { ...OFFLINE_THRESHOLD, attributeType: "Actual", attributeValue: "300" },
        { ...LOCAL_AUTHORIZE_OFFLINE, attributeType: "Actual", attributeValue: "true" },
      ],
    });
    for (const named of [OFFLINE_THRESHOLD, LOCAL_AUTHORIZE_OFFLINE]) {
      csms.check("SetVariablesResponse", response, {
        setVariableResult: containing({
          attributeStatus: "Accepted",
          attributeType: "Actual",
          ...named,
          ...NO_ERROR,
        }),
      });
    }
  }),

  testCase("TC_B_11_CS", "Set Variables - invalidly formatted values", { Core: "M" }, async (tools) => {
    const { variables, csms, configured } = tools;
    const optional = async (path: string): Promise<boolean> => (await variables.get(path)) !== undefined;
    const hasSignificance = await optional("SmartChargingCtrlr.LimitChangeSignificance");
    const hasRemoteStart = await optional("AuthCtrlr.AuthorizeRemoteStart");
    const hasTransition = await optional("ClockCtrlr.NextTimeOffsetTransitionDateTime");
    const { offlineThreshold } = configured;
    const now = new Date(csms.now()).toISOString();
    for (const value of [`${offlineThreshold}`, `${offlineThreshold}.1`, "true", now, "abc"]) {
      await setsAnyValue(tools, "OCPPCommCtrlr.OfflineThreshold", value, isInteger);
      if (hasSignificance)
        await setsAnyValue(tools, "SmartChargingCtrlr.LimitChangeSignificance", value, isNumber);
      if (hasRemoteStart) await setsAnyValue(tools, "AuthCtrlr.AuthorizeRemoteStart", value, isBoolean);
      if (hasTransition)
        await setsAnyValue(tools, "ClockCtrlr.NextTimeOffsetTransitionDateTime", value, isTime);
    }
    const kept = await variables.get("OCPPCommCtrlr.OfflineThreshold");
    csms.check("OfflineThreshold afterwards", kept, `${offlineThreshold}`);
  }),

  testCase("TC_B_32_CS", "Get Variables - Unknown component", { Core: "M" }, async ({ csms }) => {
    await csms.ask(
      "GetVariables",
      { getVariableData: [UNKNOWN_COMPONENT] },
      { getVariableResult: [{ attributeStatus: "UnknownComponent", ...UNKNOWN_COMPONENT }] },
    );
  }),

  testCase("TC_B_33_CS", "Get Variables - Unknown variable", { Core: "M" }, async ({ csms }) => {
    await csms.ask(
      "GetVariables",
      { getVariableData: [UNKNOWN_VARIABLE] },
      { getVariableResult: [{ attributeStatus: "UnknownVariable", ...UNKNOWN_VARIABLE }] },
    );
  }),

  testCase("TC_B_34_CS", "Get Variables - Not supported attribute type", { Core: "M" }, async ({ csms }) => {
    await csms.ask(
      "GetVariables",
      { getVariableData: [{ ...OFFLINE_THRESHOLD, attributeType: "Target" }] },
      {
        getVariableResult: [
          { attributeStatus: "NotSupportedAttributeType", attributeType: "Target", ...OFFLINE_THRESHOLD },
        ],
      },
    );
  }),

  testCase("TC_B_35_CS", "Set Variables - Unknown component", { Core: "M" }, async ({ csms }) => {
    await csms.ask(
      "SetVariables",
      { setVariableData: [{ ...UNKNOWN_COMPONENT, attributeValue: "300" }] },
      { setVariableResult: [{ attributeStatus: "UnknownComponent", ...UNKNOWN_COMPONENT }] },
    );
  }),

  testCase("TC_B_36_CS", "Set Variables - Unknown variable", { Core: "M" }, async ({ csms }) => {
    await csms.ask(
      "SetVariables",
      { setVariableData: [{ ...UNKNOWN_VARIABLE, attributeValue: "300" }] },
      { setVariableResult: [{ attributeStatus: "UnknownVariable", ...UNKNOWN_VARIABLE }] },
    );
  }),

  testCase("TC_B_37_CS", "Set Variables - Not supported attribute type", { Core: "M" }, async ({ csms }) => {
    await csms.ask(
      "SetVariables",
      { setVariableData: [{ ...OFFLINE_THRESHOLD, attributeType: "Target", attributeValue: "300" }] },
      {
        setVariableResult: [
          { attributeStatus: "NotSupportedAttributeType", attributeType: "Target", ...OFFLINE_THRESHOLD },
        ],
      },
    );
  }),

  testCase("TC_B_39_CS", "Set Variables - Read-only", { Core: "M" }, async ({ csms }) => {
    await csms.ask(
      "SetVariables",
      { setVariableData: [{ ...MESSAGE_TIMEOUT, attributeValue: "30" }] },
      { setVariableResult: [{ attributeStatus: "Rejected", ...MESSAGE_TIMEOUT }] },
    );
  }),
];
