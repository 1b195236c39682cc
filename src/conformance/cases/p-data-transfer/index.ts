import { testCase, type TestCase } from "../../case.js";
import { omittedOr, oneOf } from "../../expectations/pattern.js";
import { componentVariable } from "../../variables.js";

const CUSTOM = { customData: { vendorId: "org.openchargealliance.test", note: "to be ignored" } };

/** Block P, Data Transfer. */
export const DATA_TRANSFER_CASES: readonly TestCase[] = [
  testCase(
    "TC_P_01_CS",
    "Data Transfer to the Charging Station - Rejected / Unknown VendorId / Unknown MessageId",
    { Core: "M" },
    async ({ csms, configured }) => {
      await csms.ask(
        "DataTransfer",
        { vendorId: configured.vendorId, messageId: "no-such-message" },
        { status: oneOf("UnknownVendorId", "UnknownMessageId", "Rejected") },
      );
    },
  ),

  testCase("TC_P_03_CS", "CustomData - Receive custom data", { Core: "M" }, async ({ csms }) => {
    const threshold = componentVariable("OCPPCommCtrlr.OfflineThreshold");
    await csms.ask(
      "SetVariables",
      {
        setVariableData: [{ ...threshold, attributeType: "Actual", attributeValue: "200", ...CUSTOM }],
        ...CUSTOM,
      },
      { setVariableResult: [{ attributeStatus: "Accepted" }] },
    );
    await csms.ask(
      "GetVariables",
      { getVariableData: [{ ...threshold, attributeType: "Actual", ...CUSTOM }], ...CUSTOM },
      {
        getVariableResult: [
          { attributeStatus: "Accepted", attributeType: omittedOr("Actual"), attributeValue: "200" },
        ],
      },
    );
  }),
];
