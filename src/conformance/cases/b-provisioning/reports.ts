import { Seconds } from "../../../kernel/index.js";
import { testCase } from "../../case.js";
import { omittedOr } from "../../expectations/pattern.js";
import { ValidationFailed } from "../../verdict.js";
import { ACCEPTED, expectsReport, nameOf, type ReportData } from "../../expectations/report-data.js";
import { REQUIRED_VARIABLES, REQUIRED_WRITABLE } from "./required-variables.js";

const LISTS = ["OptionList", "SequenceList", "MemberList"];

function checkCharacteristics(data: readonly ReportData[]): void {
  for (const one of data) {
    const { variableCharacteristics: characteristics } = one;
    if (!characteristics) throw new ValidationFailed(`${nameOf(one)} is reported without characteristics`);
    if (LISTS.includes(characteristics.dataType) && !characteristics.valuesList)
      throw new ValidationFailed(`${nameOf(one)} is a ${characteristics.dataType} without valuesList`);
  }
}

function checkHolds(data: readonly ReportData[], required: readonly string[]): void {
  const names = new Set(data.map(nameOf));
  const missing = required.filter((name) => !names.has(name));
  if (missing.length > 0) throw new ValidationFailed(`the report lacks ${missing.join(", ")}`);
}

function checkValues(data: readonly ReportData[]): void {
  for (const one of data) {
    const { variableCharacteristics: characteristics } = one;
    for (const { value, mutability, type = "Actual" } of one.variableAttribute) {
      if (mutability === "WriteOnly" && value !== undefined)
        throw new ValidationFailed(`${nameOf(one)} is write-only and its value is reported`);
      const limitOnly = nameOf(one) === "EVSE.Power" && characteristics?.maxLimit !== undefined;
      if (mutability !== "WriteOnly" && value === undefined && type === "Actual" && !limitOnly)
        throw new ValidationFailed(`${nameOf(one)} is reported without its value`);
      if (!characteristics || !LISTS.includes(characteristics.dataType)) continue;
      const allowed = (characteristics.valuesList ?? "").split(",");
      const wrong = (value ?? "").split(",").find((member) => member !== "" && !allowed.includes(member));
      if (wrong !== undefined)
        throw new ValidationFailed(`${nameOf(one)} has the value ${wrong}, which is not in its valuesList`);
    }
  }
}

export const REPORT_CASES = [
  testCase("TC_B_12_CS", "Get Base Report - ConfigurationInventory", { Core: "M" }, async ({ csms }) => {
    await csms.ask("GetBaseReport", { requestId: 12, reportBase: "ConfigurationInventory" }, ACCEPTED);
    const data = await expectsReport(csms, 12);
    checkCharacteristics(data);
    const readOnly = data.find(({ variableAttribute }) =>
      variableAttribute.every(({ mutability = "ReadWrite" }) => mutability === "ReadOnly"),
    );
    if (readOnly) throw new ValidationFailed(`${nameOf(readOnly)} is reported, but cannot be set`);
    checkHolds(data, REQUIRED_WRITABLE);
  }),

  testCase("TC_B_13_CS", "Get Base Report - FullInventory", { Core: "M" }, async ({ csms }) => {
    await csms.ask("GetBaseReport", { requestId: 13, reportBase: "FullInventory" }, ACCEPTED);
    const data = await expectsReport(csms, 13);
    checkCharacteristics(data);
    checkHolds(data, REQUIRED_VARIABLES);
  }),

  testCase(
    "TC_B_14_CS",
    "Get Base Report - SummaryInventory",
    { Core: "C-56", AdvancedDeviceManagement: "M" },
    async ({ csms, places }) => {
      await csms.ask("GetBaseReport", { requestId: 14, reportBase: "SummaryInventory" }, ACCEPTED);
      const data = await expectsReport(csms, 14);
      checkCharacteristics(data);
      checkHolds(data, ["ChargingStation.AvailabilityState", "EVSE.AvailabilityState"]);
      for (const { evseId } of places) {
        const told = data.some(
          (one) => nameOf(one) === "EVSE.AvailabilityState" && one.component.evse?.id === evseId,
        );
        if (!told) throw new ValidationFailed(`the AvailabilityState of EVSE ${evseId} is not reported`);
      }
    },
  ),

  testCase(
    "TC_B_15_CS",
    "Get Base Report - Not Supported base report",
    { Core: "NOT C-56" },
    async ({ csms }) => {
      await csms.ask(
        "GetBaseReport",
        { requestId: 15, reportBase: "SummaryInventory" },
        { status: "NotSupported", statusInfo: omittedOr({ reasonCode: "UnsupportedParam" }) },
      );
      await csms.expectsNone("NotifyReport", Seconds(2));
    },
  ),

  testCase(
    "TC_B_53_CS",
    "Get Base Report - Test mandatory DM variables via FullInventory",
    { Core: "M" },
    async ({ csms }) => {
      await csms.ask("GetBaseReport", { requestId: 53, reportBase: "FullInventory" }, ACCEPTED);
      const data = await expectsReport(csms, 53);
      checkCharacteristics(data);
      checkHolds(data, REQUIRED_VARIABLES);
      checkValues(data);
    },
  ),
];
