import {
  type AttributeType,
  type ComponentId,
  type DeviceModel,
  type SetGuard,
  type VariableChanged,
  type VariableId,
} from "../../src/device-model/index.js";
import { createEventBus, InvariantError } from "../../src/kernel/index.js";

/** The path of a variable, as {@link DeviceModel} writes it. */
function pathOf(component: ComponentId, variable: VariableId): string {
  const { name, instance, evse } = component;
  const place = evse ? `@${evse.id}${evse.connectorId === undefined ? "" : `.${evse.connectorId}`}` : "";
  const inBrackets = (text: string | undefined): string => (text === undefined ? "" : `[${text}]`);
  return `${name}${inBrackets(instance)}${place}.${variable.name}${inBrackets(variable.instance)}`;
}

/** The component and variable of a path. */
function idsOf(path: string): { component: ComponentId; variable: VariableId } {
  const match = /^(\w+)(?:\[([^\]]*)\])?(?:@(\d+)(?:\.(\d+))?)?\.(\w+)(?:\[([^\]]*)\])?$/.exec(path);
  if (!match) throw new InvariantError(`${path} is not a path`);
  const [, name = "", instance, evseId, connectorId, variable = "", variableInstance] = match;
  return {
    component: {
      name,
      ...(instance !== undefined && { instance }),
      ...(evseId !== undefined && {
        evse: { id: Number(evseId), ...(connectorId !== undefined && { connectorId: Number(connectorId) }) },
      }),
    },
    variable: { name: variable, ...(variableInstance !== undefined && { instance: variableInstance }) },
  };
}

/**
 * A device model for tests that holds the given paths and nothing else. It knows no data types: every variable
 * is a string that may be read and written.
 */
export function createFakeDeviceModel(variables: Readonly<Record<string, string>> = {}): DeviceModel {
  const values = new Map(Object.entries(variables));
  const guards = new Map<string, SetGuard>();
  const events = createEventBus<{ variableChanged: VariableChanged }>((error) => {
    throw error;
  });

  const string = (path: string): string => {
    const value = values.get(path);
    if (value === undefined) throw new InvariantError(`${path} does not exist`);
    return value;
  };
  const number = (path: string): number => {
    const value = Number(string(path));
    if (Number.isNaN(value)) throw new InvariantError(`${path} holds no number`);
    return value;
  };
  const write = (path: string, value: string, by: VariableChanged["by"]): void => {
    const before = string(path);
    values.set(path, value);
    if (before === value) return;
    events.emit("variableChanged", { ...idsOf(path), attribute: "Actual", before, value, by });
  };
  const hasComponent = (component: ComponentId): boolean => {
    const wanted = pathOf(component, { name: "X" });
    return [...values.keys()].some((path) => pathOf(idsOf(path).component, { name: "X" }) === wanted);
  };
  const missing = (
    component: ComponentId,
    path: string,
    attribute: AttributeType,
  ): "UnknownComponent" | "UnknownVariable" | "NotSupportedAttributeType" | null => {
    if (!hasComponent(component)) return "UnknownComponent";
    if (!values.has(path)) return "UnknownVariable";
    return attribute === "Actual" ? null : "NotSupportedAttributeType";
  };

  return {
    shape: values,
    has: (path) => values.has(path),
    find: (path) => values.get(path),
    string,
    boolean: (path) => string(path).toLowerCase() === "true",
    integer: number,
    decimal: number,
    list: (path) =>
      string(path)
        .split(",")
        .map((element) => element.trim())
        .filter((element) => element !== ""),
    update: (path, value) => write(path, String(value), "station"),
    compute: () => {
      throw new Error("the fake device model works nothing out");
    },
    readHardware: () => undefined,
    changesSilently: () => false,
    announce: () => undefined,
    force(path, value) {
      write(path, value, "station");
      return null;
    },
    describe: () => undefined,
    get(component, variable, attribute) {
      const path = pathOf(component, variable);
      const status = missing(component, path, attribute);
      return status ? { status } : { status: "Accepted", value: string(path) };
    },
    set(component, variable, attribute, value) {
      const path = pathOf(component, variable);
      const status = missing(component, path, attribute);
      if (status) return { status };
      const refusal = guards.get(path)?.(value);
      if (refusal) return { status: "Rejected", ...refusal };
      write(path, value, "csms");
      return { status: "Accepted" };
    },
    guard: (path, check) => void guards.set(path, check),
    *reports() {
      for (const [path, value] of values) {
        yield {
          ...idsOf(path),
          characteristics: { dataType: "string", supportsMonitoring: false },
          attributes: [
            { type: "Actual", value, mutability: "ReadWrite", persistent: false, constant: false },
          ],
        };
      }
    },
    hasComponent,
    events,
    watch: (path, listener) =>
      events.on("variableChanged", ({ component, variable, value }) => {
        if (pathOf(component, variable) === path) listener(value);
      }),
    watchAny: (paths, listener) =>
      events.on("variableChanged", ({ component, variable }) => {
        if (paths.has(pathOf(component, variable))) listener();
      }),
  };
}
