import type { ComponentId, VariableId } from "./interface.js";

/**
 * The one spelling of a variable's path: `Component[instance]@evse.connector.Variable[instance]`, whereby
 * everything but the two names is there only where it is set.
 */
export function canonicalPath(component: ComponentId, variable: VariableId): string {
  const { name, instance, evse } = component;
  const place = evse ? `@${evse.id}${evse.connectorId === undefined ? "" : `.${evse.connectorId}`}` : "";
  return `${name}${bracketed(instance)}${place}.${variable.name}${bracketed(variable.instance)}`;
}

const bracketed = (instance: string | undefined): string => (instance ? `[${instance}]` : "");

/** Names and instances are case-insensitive; an empty instance is the same as none (B06.FR.15). */
export function sameIdentifier(a: string | undefined, b: string | undefined): boolean {
  const left = a ?? "";
  const right = b ?? "";
  return left === right || left.toLowerCase() === right.toLowerCase();
}
