import type { Exchange } from "./exchange.js";

/** The fields that tell most of a request in a few words. */
const TELLING = [
  "eventType",
  "triggerReason",
  "connectorStatus",
  "status",
  "reason",
  "type",
  "requestedMessage",
  "operationalStatus",
];

/** What matters most in a request, in a few words. */
export function headlineOf({ request }: Exchange): string {
  const payload = request?.payload;
  if (typeof payload !== "object" || payload === null) return "";
  const fields = payload as Record<string, unknown>;
  const info = (fields["transactionInfo"] ?? {}) as Record<string, unknown>;
  const words = TELLING.map((name) => fields[name]).filter((value) => typeof value === "string");
  return [...words, info["chargingState"]].filter((value) => typeof value === "string").join(", ");
}
