import type {
  AttributeType,
  ComponentId,
  DataType,
  Mutability,
  VariableId,
} from "../../device-model/index.js";
import type { StatusInfo } from "../../protocol/index.js";

/** The parts of OCPP 2.0.1's and 2.1's messages on variables that this block reads and writes. */
export interface SetVariablesRequest {
  readonly setVariableData: readonly {
    readonly attributeType?: AttributeType;
    readonly attributeValue: string;
    readonly component: ComponentId;
    readonly variable: VariableId;
  }[];
}

export interface SetVariablesResponse {
  readonly setVariableResult: readonly {
    readonly attributeType: AttributeType;
    readonly attributeStatus: string;
    readonly attributeStatusInfo?: StatusInfo;
    readonly component: ComponentId;
    readonly variable: VariableId;
  }[];
}

export interface GetVariablesRequest {
  readonly getVariableData: readonly {
    readonly attributeType?: AttributeType;
    readonly component: ComponentId;
    readonly variable: VariableId;
  }[];
}

export interface GetVariablesResponse {
  readonly getVariableResult: readonly {
    readonly attributeType: AttributeType;
    readonly attributeStatus: string;
    readonly attributeStatusInfo?: StatusInfo;
    readonly attributeValue?: string;
    readonly component: ComponentId;
    readonly variable: VariableId;
  }[];
}

export type ReportBase = "ConfigurationInventory" | "FullInventory" | "SummaryInventory";
export type ComponentCriterion = "Active" | "Available" | "Enabled" | "Problem";

/** A component and perhaps a variable to report on; what is left out matches all. */
export interface ComponentVariable {
  readonly component: ComponentId;
  readonly variable?: VariableId;
}

export interface GetBaseReportRequest {
  readonly requestId: number;
  readonly reportBase: ReportBase;
}

export interface GetReportRequest {
  readonly requestId: number;
  readonly componentCriteria?: readonly ComponentCriterion[];
  readonly componentVariable?: readonly ComponentVariable[];
}

export interface ReportResponse {
  readonly status: "Accepted" | "Rejected" | "NotSupported" | "EmptyResultSet";
  readonly statusInfo?: StatusInfo;
}

export interface ReportData {
  readonly component: ComponentId;
  readonly variable: VariableId;
  readonly variableAttribute: readonly {
    readonly type: AttributeType;
    readonly value?: string;
    readonly mutability: Mutability;
    readonly persistent: boolean;
    readonly constant: boolean;
  }[];
  readonly variableCharacteristics: {
    readonly dataType: DataType;
    readonly unit?: string;
    readonly minLimit?: number;
    readonly maxLimit?: number;
    readonly valuesList?: string;
    readonly supportsMonitoring: boolean;
  };
}

export interface NotifyReportRequest {
  readonly requestId: number;
  /** RFC 3339. */
  readonly generatedAt: string;
  readonly seqNo: number;
  readonly tbc: boolean;
  readonly reportData: readonly ReportData[];
}
