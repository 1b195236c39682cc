import type { ComponentId, DeviceModel } from "../../device-model/index.js";

/**
 * `ConnectorPhaseRotation` of OCPP 1.6 as a view on `Connector.PhaseRotation`: `1.RST,2.NotApplicable`. Its
 * numbers count the connectors of the station in the order of their EVSEs.
 */
export function phaseRotationView(deviceModel: DeviceModel): string {
  return connectors(deviceModel)
    .map(({ rotation, phases }, at) => `${at + 1}.${phases === 3 ? rotation || "Unknown" : "NotApplicable"}`)
    .join(",");
}

const ENTRY = /^(\d+)\.(NotApplicable|Unknown|RST|RTS|SRT|STR|TRS|TSR)$/;

/**
 * Sets the rotation of the connectors that the value names, all or none.
 * @returns whether it was accepted
 */
export function setPhaseRotation(deviceModel: DeviceModel, value: string): boolean {
  const known = connectors(deviceModel);
  const changes: { component: ComponentId; rotation: string }[] = [];
  for (const entry of value.split(",")) {
    const [, index, rotation = ""] = ENTRY.exec(entry.trim()) ?? [];
    const connector = known[Number(index) - 1];
    if (!connector) return false;
    const applicable = connector.phases === 3;
    if (connector.readOnly) return false;
    if (applicable === (rotation === "NotApplicable")) return false;
    if (applicable)
      changes.push({ component: connector.component, rotation: rotation === "Unknown" ? "" : rotation });
  }
  return changes.every(
    ({ component, rotation }) =>
      deviceModel.set(component, { name: "PhaseRotation" }, "Actual", rotation).status === "Accepted",
  );
}

interface Connector {
  readonly component: ComponentId;
  readonly rotation: string;
  readonly phases: number;
  readonly readOnly: boolean;
}

function connectors(deviceModel: DeviceModel): Connector[] {
  const found: Connector[] = [];
  for (const { component, variable, attributes } of deviceModel.reports()) {
    if (component.name !== "Connector" || variable.name !== "PhaseRotation") continue;
    const path = `Connector@${component.evse?.id}.${component.evse?.connectorId}`;
    found.push({
      component,
      rotation: deviceModel.string(`${path}.PhaseRotation`),
      phases: deviceModel.integer(`${path}.SupplyPhases`),
      readOnly: attributes.every(({ mutability }) => mutability === "ReadOnly"),
    });
  }
  return found;
}
