import type { VariableReport } from "../../device-model/index.js";
import type { ReportData } from "./ocpp2-messages.js";

/** How much one NotifyReport carries at most. */
export interface PartLimits {
  /** Variables in one message. */
  readonly items: number;
  /** Bytes of their JSON. */
  readonly bytes: number;
}

/** Few messages, and none so large that a CSMS with a frame limit of 64 KiB would refuse it. */
export const PART_LIMITS: PartLimits = { items: 100, bytes: 32_768 };

/** Cuts a report into parts within the limits, in order; a variable that is too large by itself stands alone. */
export function reportParts(
  reports: readonly VariableReport[],
  limits: PartLimits = PART_LIMITS,
): readonly (readonly ReportData[])[] {
  const parts: ReportData[][] = [];
  let part: ReportData[] = [];
  let bytes = 0;
  for (const report of reports) {
    const data = toReportData(report);
    const size = Buffer.byteLength(JSON.stringify(data)) + 1;
    if (part.length > 0 && (part.length >= limits.items || bytes + size > limits.bytes)) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(data);
    bytes += size;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

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
