import type { VariableReport } from "../../device-model/index.js";
import type { ReportBase } from "./ocpp2-messages.js";

/** The variables that a predefined report shows (B07). */
export function baseReport(base: ReportBase, reports: Iterable<VariableReport>): VariableReport[] {
  const all = [...reports];
  switch (base) {
    case "FullInventory": // B07.FR.08, B07.FR.11
      return all;
    case "ConfigurationInventory": // B07.FR.07
      return all.filter(({ attributes }) => attributes.some(({ mutability }) => mutability !== "ReadOnly"));
    case "SummaryInventory": // B07.FR.09
      return all.filter((report) => tellsAvailability(report, all) || tellsProblem(report, all));
  }
}

const CONDITIONS = ["Problem", "Tripped", "Overload", "Fallback"];

/** The Actual value of a variable as reported; `undefined` where it is unset. */
export function actualOf({ attributes }: VariableReport): string | undefined {
  return attributes.find(({ type }) => type === "Actual")?.value;
}

/** AvailabilityState of station and EVSEs, and of a connector whose state differs from that of its EVSE. */
function tellsAvailability(report: VariableReport, all: readonly VariableReport[]): boolean {
  const { component, variable } = report;
  if (variable.name !== "AvailabilityState") return false;
  if (component.name !== "Connector") return true;
  const evse = all.find(
    (other) =>
      other.component.name === "EVSE" &&
      other.component.evse?.id === component.evse?.id &&
      other.variable.name === "AvailabilityState",
  );
  return !evse || actualOf(evse) !== actualOf(report);
}

/** What is wrong with a component in an abnormal state, and whether that component is active. */
function tellsProblem(report: VariableReport, all: readonly VariableReport[]): boolean {
  if (actualOf(report) !== "true") return false;
  if (CONDITIONS.includes(report.variable.name)) return true;
  if (report.variable.name !== "Active") return false;
  return all.some(
    (other) =>
      sameComponent(other, report) && CONDITIONS.includes(other.variable.name) && actualOf(other) === "true",
  );
}

/** Whether two variables belong to one component. */
function sameComponent(a: VariableReport, b: VariableReport): boolean {
  return (
    a.component.name === b.component.name &&
    a.component.instance === b.component.instance &&
    a.component.evse?.id === b.component.evse?.id &&
    a.component.evse?.connectorId === b.component.evse?.connectorId
  );
}
