import type { LimitExplanation } from "../blocks/k-smart-charging/index.js";
import type { ActiveFault, EvseHardware } from "../hardware/index.js";
import type { ChargingFactor } from "./charging-factor.js";

/** What the words are made from. */
export interface ChargingFacts {
  readonly evse: Pick<
    EvseHardware,
    "id" | "offering" | "energyTransfer" | "connectedConnector" | "readMeter"
  >;
  /** The lowest first. */
  readonly factors: readonly ChargingFactor[];
  /** Below this nothing can be offered. */
  readonly leastAmps: number;
  /** The EV whose end of the cable is plugged. */
  readonly ev: { readonly ready: boolean; readonly stateOfCharge: number; readonly phases: number } | null;
  readonly suspendedBy: readonly ("EV" | "EVSE")[];
  readonly faults: readonly ActiveFault[];
  readonly authorized: boolean;
}

/** Says in a sentence or two why the current of an EVSE is what it is. */
export function chargingInWords(facts: ChargingFacts): string {
  const { evse, ev, faults, authorized } = facts;
  const fault = faults.find(({ evseId, kind }) => STOPPING.has(kind) && (evseId ?? evse.id) === evse.id);
  if (fault) return `No current flows: ${fault.kind} is active.`;
  if (!evse.connectedConnector) return authorized ? "No EV is connected yet." : "No EV is connected.";
  if (!evse.offering)
    return authorized
      ? "No current flows: the EVSE does not offer energy now."
      : "No current flows: nobody is authorized.";
  switch (evse.energyTransfer) {
    case "charging":
      return flowing(facts);
    case "suspendedEV":
      return (ev?.stateOfCharge ?? 0) >= 100
        ? "No current flows: the battery of the EV is full."
        : "No current flows: the EV does not ask for energy.";
    case "suspendedEVSE":
      return heldBack(facts);
    case "none":
      return "No current flows: the EVSE does not offer energy now.";
  }
}

const STOPPING: ReadonlySet<string> = new Set(["Faulted", "GroundFailure", "OverCurrent"]);

function flowing({ evse, factors }: ChargingFacts): string {
  const { currentA } = evse.readMeter();
  const live = currentA.filter((amps) => amps > 0);
  const dc = evse.connectedConnector?.rating.dc ?? false;
  const [first] = factors;
  const how = `${rounded(Math.max(0, ...live))} A${dc ? "" : ` on ${phasesInWords(live.length)}`}`;
  const by = first ? decidedBy(first) : "";
  return [`${how}${by}.`, dc ? "" : phasesBy(factors, live.length)].filter(Boolean).join(" ");
}

const decidedBy = ({ kind, what, note }: ChargingFactor): string =>
  `: ${what} ${kind === "ev" ? "takes" : "allows"} no more${note === undefined ? "" : `, for ${note}`}`;

/** Who keeps phases unused. */
function phasesBy(factors: readonly ChargingFactor[], used: number): string {
  const connector = factors.find(({ kind }) => kind === "connector")?.phases ?? 0;
  if (used === 0 || used >= connector) return "";
  const who = factors.find(({ kind, phases }) => kind !== "connector" && phases === used);
  if (!who) return "";
  const verb = who.kind === "ev" ? "uses" : "allows";
  return `${capital(who.what)} ${verb} ${phasesInWords(used)} of ${connector}.`;
}

function heldBack({ factors, leastAmps, suspendedBy }: ChargingFacts): string {
  if (suspendedBy.includes("EVSE")) return "No current flows: the EVSE has suspended the energy transfer.";
  const [first] = factors;
  if (!first) return "No current flows: the EVSE holds it back.";
  const much = first.amps === 0 ? "allows none" : `allows ${rounded(first.amps)} A`;
  const little =
    first.amps > 0 && first.amps < leastAmps ? `, and less than ${leastAmps} A cannot be offered` : "";
  return `No current flows: ${first.what} ${much}${little}.`;
}

/** Says what the profiles will allow. */
export function changeInWords(next: NonNullable<LimitExplanation["next"]>, dc: boolean): string {
  if (next.amps === null) return "no profile limits any more";
  const much = dc ? `${rounded((next.watts ?? 0) / 1_000)} kW` : `${rounded(next.amps)} A`;
  return `${next.purpose} ${next.profileId} allows ${much}`;
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10);
const phasesInWords = (count: number): string => (count === 1 ? "one phase" : `${count} phases`);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
