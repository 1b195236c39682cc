import type { VariableReport } from "../../../device-model/index.js";
import { isPeriodic, isThreshold, type MonitorSetting } from "./monitor.js";

/** Why a monitor cannot be set. */
export interface SettingProblem {
  readonly status: "UnsupportedMonitorType" | "Rejected";
  /** A reason code of the appendices. */
  readonly reasonCode: string;
  /** A sentence for the operator. */
  readonly because: string;
}

/** Seconds; a longer interval would never come round. */
const LONGEST_INTERVAL = 2_147_483;

/** Holds a setting against the variable that it is for; `null`: it can be set. */
export function settingProblem(
  setting: Pick<MonitorSetting, "type" | "value" | "severity">,
  { characteristics, variable }: Pick<VariableReport, "characteristics" | "variable">,
): SettingProblem | null {
  const { type, value, severity } = setting;
  const { dataType, supportsMonitoring, minLimit = -Infinity, maxLimit = Infinity } = characteristics;
  const rejected = (reasonCode: string, because: string): SettingProblem => ({
    status: "Rejected",
    reasonCode,
    because,
  });
  const isNumber = dataType === "integer" || dataType === "decimal";
  // N04.FR.05
  if (!supportsMonitoring || (isThreshold(setting) && !isNumber)) {
    return {
      status: "UnsupportedMonitorType",
      reasonCode: "UnsupportedParam",
      because: supportsMonitoring
        ? `${variable.name} is no number and cannot be held against a threshold`
        : `${variable.name} cannot be monitored`,
    };
  }
  if (!Number.isInteger(severity) || severity < 0 || severity > 9)
    return rejected("ValueOutOfRange", "severity must be 0 to 9");
  // N04.FR.06
  if (isThreshold(setting) && (value < minLimit || value > maxLimit))
    return rejected("ValueOutOfRange", `value must be ${minLimit} to ${maxLimit}`);
  // N04.FR.14
  if (type === "Delta" && value < 0) return rejected("ValueOutOfRange", "value must not be negative");
  if (isPeriodic(setting) && (!Number.isInteger(value) || value < 1 || value > LONGEST_INTERVAL))
    return rejected(
      "ValueOutOfRange",
      `value must be a whole number of seconds from 1 to ${LONGEST_INTERVAL}`,
    );
  return null;
}
