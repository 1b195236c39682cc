import type { ComponentId, VariableId } from "./interface.js";

/** A component and perhaps a variable that a report is about; what is left out matches all. */
export interface Selection {
  readonly component: ComponentId;
  readonly variable?: VariableId;
}

/** Whether a selection matches a variable, for reports of variables (B08) and of monitors (N02). */
export function selects(
  { component, variable }: Selection,
  found: { readonly component: ComponentId; readonly variable: VariableId },
): boolean {
  const { evse } = component;
  return (
    same(component.name, found.component.name) &&
    matches(component.instance, found.component.instance) && // B08.FR.24, B08.FR.25, N02.FR.20, N02.FR.21
    (evse === undefined || evse.id === found.component.evse?.id) && // B08.FR.23, N02.FR.19
    (evse?.connectorId === undefined || evse.connectorId === found.component.evse?.connectorId) && // B08.FR.22, N02.FR.18
    (variable === undefined || // B08.FR.20, N02.FR.16
      (same(variable.name, found.variable.name) && matches(variable.instance, found.variable.instance))) // B08.FR.21, N02.FR.17
  );
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const matches = (wanted: string | undefined, instance: string | undefined): boolean =>
  !wanted || same(wanted, instance ?? "");
