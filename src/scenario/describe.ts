import type { MessagePattern, Step, Until } from "./interface.js";

/** What a step does, in a line for people. */
export function describeStep(step: Exclude<Step, { readonly repeat: unknown }>): string {
  if ("wait" in step) {
    const { wait } = step;
    return typeof wait === "number" ? `wait ${wait} s` : `wait ${wait.from} to ${wait.to} s by chance`;
  }
  if ("until" in step) return `until ${describeUntil(step.until)}`;
  if ("expect" in step) return `expect ${describeMessage(step.expect)}`;
  if ("expectNot" in step) return `expect no ${describeMessage(step.expectNot)} for ${step.expectNot.for} s`;
  if ("refused" in step) return `refused: ${describeAction(step.refused)}`;
  return describeAction(step);
}

/** The conditions as they stand in the file, the EVSE first where any of them is of one. */
export function describeUntil({ within: _within, evseId = 1, connectorId, ...wanted }: Until): string {
  const where = `EVSE ${evseId}${connectorId === undefined ? "" : ` connector ${connectorId}`}`;
  const ofStation = ["connected", "registration", "queuedMessages", "display"];
  const conditions = Object.entries(wanted).map(([name, value]) => `${name} ${said(value)}`);
  const place = Object.keys(wanted).every((name) => ofStation.includes(name)) ? "" : `${where}: `;
  return `${place}${conditions.join(", ")}`;
}

/** A message as it was asked for. */
export function describeMessage(pattern: MessagePattern): string {
  const { direction = "sent", messageType = "CALL", action, payload } = pattern;
  const kind = messageType === "CALL" ? "" : ` ${messageType}`;
  return `${action}${kind} ${direction}${payload ? ` with ${JSON.stringify(payload)}` : ""}`;
}

function describeAction(action: object): string {
  const [name = "", args = {}] = Object.entries(action)[0] ?? [];
  const given = Object.entries(args as object).map(([key, value]) => `${key} ${said(value)}`);
  return [name, given.join(", ")].filter(Boolean).join(" ");
}

const said = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));
