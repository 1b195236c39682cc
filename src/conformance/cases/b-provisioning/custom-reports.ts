import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { all, present } from "../../expectations/pattern.js";
import { componentVariable } from "../../variables.js";
import { ValidationFailed } from "../../verdict.js";
import { ACCEPTED, EMPTY, expectsReport, nameOf, type ReportData } from "../../expectations/report-data.js";

const AVAILABILITY = {
  variable: { name: "AvailabilityState" },
  variableCharacteristics: {
    dataType: "OptionList",
    valuesList: "Available,Occupied,Reserved,Unavailable,Faulted",
  },
  variableAttribute: [{ mutability: "ReadOnly" }],
};

/** Variables in one GetVariables, where the station does not say how many it takes. */
const FEW = 4;

const keyOf = ({ component, variable }: ReportData): string => JSON.stringify([component, variable]);

const withoutSpaces = (data: readonly ReportData[]): readonly ReportData[] =>
  data.map((one) => ({
    ...one,
    ...(one.variableCharacteristics?.valuesList !== undefined && {
      variableCharacteristics: {
        ...one.variableCharacteristics,
        valuesList: one.variableCharacteristics.valuesList.replaceAll(" ", ""),
      },
    }),
  }));

/** The availability of that EVSE, and nothing else, is reported; it is no target, minimum or maximum. */
async function expectsAvailabilityOfEvse({ csms, configured }: CaseTools, requestId: number): Promise<void> {
  const data = withoutSpaces(await expectsReport(csms, requestId));
  csms.check("NotifyReport", data, [
    { component: { name: "EVSE", evse: { id: configured.evseId } }, ...AVAILABILITY },
  ]);
  const type = data[0]?.variableAttribute[0]?.type ?? "Actual";
  if (type !== "Actual") throw new ValidationFailed(`AvailabilityState is reported as ${type}`);
}

/** Asks for each variable: what is write-only must be refused without a value (errata 2025-02). */
async function readsAll({ csms, variables }: CaseTools, data: readonly ReportData[]): Promise<void> {
  const told = Number(await variables.get("DeviceDataCtrlr.ItemsPerMessage[GetVariables]"));
  const many = told > 0 ? told : FEW;
  const actual = data.filter(({ variableAttribute }) =>
    variableAttribute.some(({ type = "Actual" }) => type === "Actual"),
  );
  for (let from = 0; from < actual.length; from += many) {
    const some = actual.slice(from, from + many);
    const getVariableData = some.map(({ component, variable }) => ({ component, variable }));
    const response = await csms.request("GetVariables", { getVariableData });
    const results = response["getVariableResult"] as readonly {
      readonly component: ReportData["component"];
      readonly variable: ReportData["variable"];
      readonly attributeStatus: string;
      readonly attributeValue?: string;
    }[];
    for (const one of some) {
      const result = results.find(
        ({ component, variable }) =>
          keyOf({ component, variable, variableAttribute: [] }) === keyOf({ ...one, variableAttribute: [] }),
      );
      const secret = one.variableAttribute.some(({ mutability }) => mutability === "WriteOnly");
      csms.check(
        `GetVariables of ${nameOf(one)}`,
        { ...result, attributeValue: result?.attributeValue ?? "absent" },
        {
          attributeStatus: secret ? "Rejected" : "Accepted", // B06.FR.09
          ...(secret && { attributeValue: "absent" }),
          ...(one.variable.name === "Enabled" && { attributeValue: "true" }),
        },
      );
    }
  }
}

export const CUSTOM_REPORT_CASES = [
  testCase(
    "TC_B_16_CS",
    "Get Custom Report - with component criteria",
    { AdvancedDeviceManagement: "M" },
    async (tools) => {
      const { csms } = tools;
      await csms.ask("GetReport", { requestId: 16, componentCriteria: ["Enabled"] }, ACCEPTED);
      const data = await expectsReport(csms, 16);
      // B08.FR.09: components without the variable count as enabled; those that have it must say so.
      csms.check("NotifyReport", data, all({ variableCharacteristics: present }));
      const wrong = data.find(
        ({ variable, variableAttribute }) =>
          variable.name === "Enabled" && variableAttribute.some(({ value }) => value !== "true"),
      );
      if (wrong) throw new ValidationFailed(`${nameOf(wrong)} is reported, and is not true`);
      await readsAll(tools, data);
      await csms.ask("GetBaseReport", { requestId: 17, reportBase: "FullInventory" }, ACCEPTED);
      const reported = new Set(data.map(keyOf));
      const missing = (await expectsReport(csms, 17)).find(
        (one) =>
          one.variable.name === "Enabled" &&
          one.variableAttribute.some(({ value }) => value === "true") &&
          !reported.has(keyOf(one)),
      );
      if (missing) throw new ValidationFailed(`${nameOf(missing)} is true, and is not reported`);
    },
  ),

  testCase(
    "TC_B_17_CS",
    "Get Custom Report - with component/variable",
    { AdvancedDeviceManagement: "M" },
    async (tools) => {
      const wanted = componentVariable(`EVSE@${tools.configured.evseId}.AvailabilityState`);
      await tools.csms.ask("GetReport", { requestId: 17, componentVariable: [wanted] }, ACCEPTED);
      await expectsAvailabilityOfEvse(tools, 17);
    },
  ),

  testCase(
    "TC_B_18_CS",
    "Get Custom Report - with component criteria and component/variable",
    { AdvancedDeviceManagement: "M" },
    async (tools) => {
      const wanted = componentVariable(`EVSE@${tools.configured.evseId}.AvailabilityState`);
      const asks = (requestId: number, criterion: string, response: typeof ACCEPTED) =>
        tools.csms.ask(
          "GetReport",
          { requestId, componentCriteria: [criterion], componentVariable: [wanted] },
          response,
        );
      await asks(18, "Available", ACCEPTED);
      await expectsAvailabilityOfEvse(tools, 18);
      await asks(19, "Problem", EMPTY);
    },
  ),

  testCase(
    "TC_B_54_CS",
    "Get Custom Report - with component/variable, but no instance",
    { AdvancedDeviceManagement: "M" },
    async ({ csms }) => {
      const wanted = componentVariable("DeviceDataCtrlr.ItemsPerMessage");
      await csms.ask("GetReport", { requestId: 54, componentVariable: [wanted] }, ACCEPTED);
      const data = await expectsReport(csms, 54);
      csms.check("NotifyReport", data, all(wanted));
      const instances = data.map(({ variable }) => variable.instance);
      for (const instance of ["GetReport", "GetVariables"])
        if (!instances.includes(instance))
          throw new ValidationFailed(`ItemsPerMessage[${instance}] is not reported`);
    },
  ),

  testCase(
    "TC_B_55_CS",
    "Get Custom Report - with component/variable/instance",
    { AdvancedDeviceManagement: "M" },
    async ({ csms }) => {
      const wanted = componentVariable("DeviceDataCtrlr.ItemsPerMessage[GetReport]");
      await csms.ask("GetReport", { requestId: 55, componentVariable: [wanted] }, ACCEPTED);
      csms.check("NotifyReport", await expectsReport(csms, 55), [wanted]);
    },
  ),

  testCase(
    "TC_B_56_CS",
    "Get Custom Report - with component/variable, but no evseId",
    { AdvancedDeviceManagement: "M" },
    async ({ csms, places }) => {
      const wanted = componentVariable("EVSE.AvailabilityState");
      await csms.ask("GetReport", { requestId: 56, componentVariable: [wanted] }, ACCEPTED);
      const data = await expectsReport(csms, 56);
      csms.check("NotifyReport", data, all(wanted));
      const reported = data.map(({ component }) => component.evse?.id ?? 0).sort();
      const evseIds = [...new Set(places.map(({ evseId }) => evseId))].sort();
      csms.check("EVSEs of NotifyReport", reported, evseIds);
    },
  ),
];
