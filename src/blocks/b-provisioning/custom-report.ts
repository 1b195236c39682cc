import { selects, type VariableReport } from "../../device-model/index.js";
import { actualOf } from "./base-report.js";
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
  const meeting = criteria.length === 0 ? null : componentsThatMeet(all, criteria);
  return all.filter(
    (report) =>
      (meeting === null || meeting.has(componentKey(report))) &&
      (componentVariables.length === 0 || componentVariables.some((wanted) => selects(wanted, report))),
  );
}

/** The components that meet at least one of the criteria (B08.FR.13). */
function componentsThatMeet(
  all: readonly VariableReport[],
  criteria: readonly ComponentCriterion[],
): ReadonlySet<string> {
  const variables = new Map<string, VariableReport[]>();
  for (const report of all) {
    const key = componentKey(report);
    const siblings = variables.get(key);
    if (siblings) siblings.push(report);
    else variables.set(key, [report]);
  }
  const meeting = [...variables].filter(([, own]) => criteria.some((criterion) => meets(own, criterion)));
  return new Set(meeting.map(([key]) => key));
}

/** Whether a component of these variables meets a criterion. */
function meets(own: readonly VariableReport[], criterion: ComponentCriterion): boolean {
  const telling = own.filter(({ variable }) => variable.name === criterion);
  // B08.FR.07 to B08.FR.09: a component without the variable counts as active, available, enabled;
  // B08.FR.10: but not as having a problem.
  if (telling.length === 0) return criterion !== "Problem";
  return telling.some((report) => actualOf(report) === "true");
}

const componentKey = ({ component: { name, instance = "", evse } }: VariableReport): string =>
  `${name}/${instance}/${evse?.id ?? ""}/${evse?.connectorId ?? ""}`;
