import type { Payload } from "../protocol/index.js";
import type { TestCsms } from "./csms/test-csms.js";
import { Inconclusive } from "./verdict.js";

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
export interface Variables {
  /** The actual value; `undefined` where the station does not have the variable or does not tell. */
  get(path: string): Promise<string | undefined>;
  /** @throws Inconclusive where the variable cannot be brought to that value */
  set(path: string, value: string | number | boolean): Promise<void>;
  /** Sets it where it is implemented and can be written ("If implemented"); tells whether it now is so. */
  setIfImplemented(path: string, value: string | number | boolean): Promise<boolean>;
  /** Takes note of the value, for a variable that the case sets in its own way. */
  remembers(path: string): Promise<void>;
  /** Brings back what was before the case. */
  restore(): Promise<void>;
}

/** @param onChange told of each variable that was written */
export function createVariables(csms: TestCsms, onChange: (path: string) => void): Variables {
  const before = new Map<string, string>();

  const get = async (path: string): Promise<string | undefined> => {
    const response = await csms.request("GetVariables", { getVariableData: [componentVariable(path)] });
    const [result] = response["getVariableResult"] as readonly Payload[];
    return result?.["attributeStatus"] === "Accepted" ? String(result["attributeValue"] ?? "") : undefined;
  };

  const write = async (path: string, value: string): Promise<string> => {
    const setVariableData = [{ ...componentVariable(path), attributeValue: value }];
    const response = await csms.request("SetVariables", { setVariableData });
    const [result] = response["setVariableResult"] as readonly Payload[];
    onChange(path);
    return String(result?.["attributeStatus"]);
  };

  const attempt = async (path: string, wanted: string): Promise<"set" | "unknown" | "refused"> => {
    const now = await get(path);
    if (now !== undefined && sameValue(now, wanted)) return "set";
    const status = await write(path, wanted);
    if (status === "Accepted" || status === "RebootRequired") {
      if (now !== undefined && !before.has(path)) before.set(path, now);
      return "set";
    }
    return status.startsWith("Unknown") ? "unknown" : "refused";
  };

  return {
    get,
    async set(path, value) {
      const outcome = await attempt(path, String(value));
      if (outcome !== "set")
        throw new Inconclusive(`${path} cannot be set to ${String(value)}: it is ${outcome}`);
    },
    setIfImplemented: async (path, value) => (await attempt(path, String(value))) === "set",
    async remembers(path) {
      const now = await get(path);
      if (now !== undefined && !before.has(path)) before.set(path, now);
    },
    async restore() {
      for (const [path, value] of [...before].reverse()) await write(path, value);
      before.clear();
    },
  };
}

/** Whether two values say the same; lists in any order. */
function sameValue(one: string, other: string): boolean {
  const members = (text: string): string =>
    text
      .split(",")
      .map((part) => part.trim().toLowerCase())
      .sort()
      .join();
  return members(one) === members(other);
}
