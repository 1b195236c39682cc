import type { ComponentId, VariableId } from "../../../device-model/index.js";

/** MonitorEnumType. */
export type MonitorType = "UpperThreshold" | "LowerThreshold" | "Delta" | "Periodic" | "PeriodicClockAligned";

/** Who has set a monitor: the maker for good, the maker until the CSMS says otherwise, or the CSMS. */
export type MonitorKind = "hardWired" | "preconfigured" | "custom";

/** MonitoringBaseEnumType. */
export type MonitoringBase = "All" | "FactoryDefault" | "HardWiredOnly";

/** What a monitor watches, and when it fires. */
export interface MonitorSetting {
  readonly component: ComponentId;
  readonly variable: VariableId;
  readonly type: MonitorType;
  /** The threshold or difference in the variable's unit; seconds for the periodic types. */
  readonly value: number;
  /** 0 (danger) to 9 (debug). */
  readonly severity: number;
  /** Only active while a transaction is ongoing at the component. */
  readonly transaction: boolean;
}

/** A monitor that is installed. */
export interface Monitor extends MonitorSetting {
  readonly id: number;
  readonly kind: MonitorKind;
  /** Of the variable, see DeviceModel. */
  readonly path: string;
}

/** What must be remembered of a monitor across reboots (N07.FR.13, N07.FR.14). */
export interface MonitorMemory {
  /** The threshold was passed and the CSMS has been told. */
  readonly alerting?: true;
  /** The value that the last notice told, or that was when the monitor was set. */
  readonly reference?: string;
}

/** The event of a monitor, or of the station by itself, before it is numbered. */
export interface Firing {
  readonly component: ComponentId;
  readonly variable: VariableId;
  readonly trigger: "Alerting" | "Delta" | "Periodic";
  /** `""` for write-only variables (N07.FR.10). */
  readonly actualValue: string;
  readonly cleared: boolean;
  readonly severity: number;
  /** Absent: a hard-wired notification, which needs no monitor. */
  readonly monitor?: { readonly id: number; readonly kind: MonitorKind };
}

export const isThreshold = ({ type }: Pick<MonitorSetting, "type">): boolean =>
  type === "UpperThreshold" || type === "LowerThreshold";

export const isPeriodic = ({ type }: Pick<MonitorSetting, "type">): boolean =>
  type === "Periodic" || type === "PeriodicClockAligned";
