import type { Payload } from "../protocol/index.js";
import type { TestCsms } from "./csms/test-csms.js";
import { createSettings, type Settings } from "./settings.js";

/** A component and a variable as the wire has them. */
export interface ComponentVariable {
  readonly component: {
    readonly name: string;
    readonly instance?: string;
    readonly evse?: { readonly id: number; readonly connectorId?: number };
  };
  readonly variable: { readonly name: string; readonly instance?: string };
}

const PATH =
  /^(?<component>\w+)(\[(?<componentInstance>\w+)\])?(@(?<evse>\d+)(\.(?<connector>\d+))?)?\.(?<variable>\w+)(\[(?<variableInstance>\w+)\])?$/;

/**
 * Reads `Component[instance]@evse.connector.Variable[instance]`, of which all but the names may be left out.
 * @throws RangeError where the path is none
 */
export function componentVariable(path: string): ComponentVariable {
  const found = PATH.exec(path)?.groups;
  if (!found) throw new RangeError(`${path} names no variable`);
  const { component = "", componentInstance, evse, connector, variable = "", variableInstance } = found;
  return {
    component: {
      name: component,
      ...(componentInstance !== undefined && { instance: componentInstance }),
      ...(evse !== undefined && {
        evse: { id: Number(evse), ...(connector !== undefined && { connectorId: Number(connector) }) },
      }),
    },
    variable: { name: variable, ...(variableInstance !== undefined && { instance: variableInstance }) },
  };
}

/** The station's variables as a case prepares them ("Configuration State" in Part 6). */
export type Variables = Settings;

/** @param onChange told of each variable that was written */
export function createVariables(csms: TestCsms, onChange: (path: string) => void): Variables {
  return createSettings({
    async read(path) {
      const response = await csms.request("GetVariables", { getVariableData: [componentVariable(path)] });
      const [result] = response["getVariableResult"] as readonly Payload[];
      return result?.["attributeStatus"] === "Accepted" ? String(result["attributeValue"] ?? "") : undefined;
    },
    async write(path, value) {
      const setVariableData = [{ ...componentVariable(path), attributeValue: value }];
      const response = await csms.request("SetVariables", { setVariableData });
      const [result] = response["setVariableResult"] as readonly Payload[];
      onChange(path);
      const status = String(result?.["attributeStatus"]);
      if (status === "Accepted" || status === "RebootRequired") return "set";
      return status.startsWith("Unknown") ? "unknown" : "refused";
    },
  });
}
