import type { VariableReport } from "../../device-model/index.js";
import { actualOf, sameComponent } from "./base-report.js";
import type { ComponentCriterion, ComponentVariable } from "./ocpp2-messages.js";

/**
 * The variables that a GetReport asks for (B08): of components that meet any of the criteria, and that one of
 * the component-variables names. What is left out or empty does not restrict (B08.FR.05, B08.FR.11).
 */
export function customReport(
  reports: Iterable<VariableReport>,
  criteria: readonly ComponentCriterion[],
  componentVariables: readonly ComponentVariable[],
): VariableReport[] {
  const all = [...reports];
  const meetsAny = (report: VariableReport): boolean =>
    criteria.length === 0 || criteria.some((criterion) => meets(report, criterion, all)); // B08.FR.13
  const isNamed = (report: VariableReport): boolean =>
    componentVariables.length === 0 || componentVariables.some((wanted) => names(wanted, report));
  return all.filter((report) => isNamed(report) && meetsAny(report));
}

/** Whether the component of a variable meets a criterion. */
function meets(
  report: VariableReport,
  criterion: ComponentCriterion,
  all: readonly VariableReport[],
): boolean {
  const telling = all.filter((other) => other.variable.name === criterion && sameComponent(other, report));
  // B08.FR.07 to B08.FR.09: a component without the variable counts as active, available, enabled;
  // B08.FR.10: but not as having a problem.
  if (telling.length === 0) return criterion !== "Problem";
  return telling.some((other) => actualOf(other) === "true");
}

/** Whether a component-variable of the request matches a variable; what it leaves out matches all. */
function names({ component, variable }: ComponentVariable, report: VariableReport): boolean {
  const { evse } = component;
  return (
    same(component.name, report.component.name) &&
    matches(component.instance, report.component.instance) && // B08.FR.24, B08.FR.25
    (evse === undefined || evse.id === report.component.evse?.id) && // B08.FR.23
    (evse?.connectorId === undefined || evse.connectorId === report.component.evse?.connectorId) && // B08.FR.22
    (variable === undefined || // B08.FR.20
      (same(variable.name, report.variable.name) && matches(variable.instance, report.variable.instance))) // B08.FR.21
  );
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const matches = (wanted: string | undefined, instance: string | undefined): boolean =>
  !wanted || same(wanted, instance ?? "");
