import { cutIntoParts, PART_LIMITS, type PartLimits } from "../../csms-link/index.js";
import type { VariableReport } from "../../device-model/index.js";
import type { ReportData } from "./ocpp2-messages.js";

/** Cuts a report into parts within the limits, in order. */
export const reportParts = (
  reports: readonly VariableReport[],
  limits: PartLimits = PART_LIMITS,
): readonly (readonly ReportData[])[] => cutIntoParts(reports.map(toReportData), limits);

/** A variable as NotifyReport writes it; always with its characteristics (B07.FR.08, B08.FR.12). */
export function toReportData({
  component,
  variable,
  characteristics,
  attributes,
}: VariableReport): ReportData {
  const { valuesList, ...others } = characteristics;
  return {
    component,
    variable,
    variableAttribute: attributes.map(({ type, value, mutability, persistent, constant }) => ({
      type,
      // Only WriteOnly attributes have none (errata to B07.FR.03, B08.FR.03); an unset one is empty (B07.FR.11).
      ...(mutability !== "WriteOnly" && { value: value ?? "" }),
      mutability,
      persistent,
      constant,
    })),
    variableCharacteristics: { ...others, ...(valuesList && { valuesList: valuesList.join(",") }) },
  };
}
