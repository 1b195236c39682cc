import { Seconds } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";
import type { TestCsms } from "../csms/test-csms.js";
import { omittedOr, present } from "./pattern.js";

/** One element of NotifyReport. */
export interface ReportData {
  readonly component: {
    readonly name: string;
    readonly instance?: string;
    readonly evse?: { readonly id: number; readonly connectorId?: number };
  };
  readonly variable: { readonly name: string; readonly instance?: string };
  readonly variableAttribute: readonly {
    readonly type?: string;
    readonly value?: string;
    readonly mutability?: string;
  }[];
  readonly variableCharacteristics?: {
    readonly dataType: string;
    readonly valuesList?: string;
    readonly maxLimit?: number;
  };
}

export const ACCEPTED = { status: "Accepted", statusInfo: omittedOr({ reasonCode: "NoError" }) };
export const EMPTY = { status: "EmptyResultSet", statusInfo: omittedOr({ reasonCode: "NotFound" }) };

/** All parts of a report, of which the first has seqNo 0 and each further one the next; gives what they hold. */
export async function expectsReport(csms: TestCsms, requestId: number): Promise<readonly ReportData[]> {
  const data: ReportData[] = [];
  for (let seqNo = 0, more = true; more; seqNo++) {
    const part: Payload = await csms.expects(
      "NotifyReport",
      { requestId, seqNo, generatedAt: present },
      { within: Seconds(30) },
    );
    data.push(...((part["reportData"] ?? []) as readonly ReportData[]));
    more = part["tbc"] === true;
  }
  return data;
}

export const nameOf = ({ component, variable }: ReportData): string =>
  `${component.name}.${variable.name}${variable.instance === undefined ? "" : `[${variable.instance}]`}`;
