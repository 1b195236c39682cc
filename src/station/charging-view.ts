import type { LimitExplanation, SmartCharging } from "../blocks/k-smart-charging/index.js";
import { LEAST_AC_CURRENT, type EvseHardware, type VirtualStation } from "../hardware/index.js";
import { toTimestamp } from "../kernel/index.js";
import type { ChargingFactor } from "./charging-factor.js";
import { chargingInWords, changeInWords } from "./charging-words.js";

/** Schema EvseCharging of the station API: why the current of an EVSE is what it is. */
export interface EvseCharging {
  readonly evseId: number;
  readonly dc: boolean;
  /** The lowest first: it decides while energy flows. */
  readonly factors: readonly ChargingFactor[];
  /** Why the current is what it is now. */
  readonly because: string;
  /** What comes next by itself; `null`: nothing. */
  readonly next: { readonly at: string; readonly amps: number | null; readonly what: string } | null;
  /** What is to be expected of the next hour (K08): amperes for AC, watts for DC. */
  readonly schedule: {
    readonly start: string;
    readonly unit: "A" | "W";
    readonly periods: readonly { readonly startPeriod: number; readonly limit: number }[];
  } | null;
}

/** What the view is made from. */
export interface ChargingSources {
  readonly hardware: VirtualStation;
  readonly smartCharging: Pick<SmartCharging, "explain" | "compositeSchedule">;
  readonly authorized: (evseId: number) => boolean;
}

const HOUR = 3_600;

/** Explains the current of an EVSE. */
export function chargingView(evse: EvseHardware, sources: ChargingSources): EvseCharging {
  const { hardware, smartCharging } = sources;
  const explanation = smartCharging.explain(evse.id);
  const factors = factorsOf(evse, explanation, sources);
  const { dc } = evse.connectedConnector?.rating ?? evse.rating;
  return {
    evseId: evse.id,
    dc,
    factors,
    because: chargingInWords({
      evse,
      factors,
      leastAmps: dc ? 0 : LEAST_AC_CURRENT,
      ev: hardware.evDetails(evse.id),
      suspendedBy: hardware.suspendedBy(evse.id),
      faults: hardware.faults,
      authorized: sources.authorized(evse.id),
    }),
    next: explanation?.next
      ? {
          at: toTimestamp(explanation.next.at),
          amps: explanation.next.amps,
          what: changeInWords(explanation.next, dc),
        }
      : null,
    schedule: scheduleOf(evse.id, smartCharging),
  };
}

function scheduleOf(
  evseId: number,
  smartCharging: ChargingSources["smartCharging"],
): EvseCharging["schedule"] {
  const schedule = smartCharging.compositeSchedule({ evseId, duration: HOUR });
  if ("refusal" in schedule) return null;
  const { start, unit, periods } = schedule;
  return {
    start: toTimestamp(start),
    unit,
    periods: periods.map(({ startPeriod, limit }) => ({ startPeriod, limit })),
  };
}

function factorsOf(
  evse: EvseHardware,
  explanation: LimitExplanation | null,
  { hardware }: ChargingSources,
): ChargingFactor[] {
  const connector = evse.connectedConnector;
  const rating = connector?.rating ?? evse.rating;
  const { dc, voltage } = rating;
  const factors: ChargingFactor[] = [
    {
      kind: "connector",
      what: connector ? `connector ${connector.id}` : "the EVSE",
      amps: rating.maxCurrent,
      watts: rating.maxPower,
      ...(!dc && { phases: rating.phases }),
    },
  ];
  if (connector && connector.cableRating !== null && connector.cableRating !== rating.maxCurrent)
    factors.push({ kind: "cable", what: "the cable", amps: connector.cableRating });
  for (const profile of explanation?.profiles ?? [])
    factors.push({
      kind: "profile",
      what: `${profile.purpose} ${profile.profileId} (stack level ${profile.stackLevel}, set by ${profile.source}, ${profile.evseId === 0 ? "for the station" : `for EVSE ${profile.evseId}`})`,
      amps: profile.amps,
      watts: profile.watts,
      ...(profile.phases > 0 && { phases: profile.phases }),
      profileId: profile.profileId,
    });
  if (explanation?.share)
    factors.push({
      kind: "share",
      what: `its share of the station's limit (profile ${explanation.share.profileId})`,
      amps: explanation.share.amps,
      profileId: explanation.share.profileId,
    });
  factors.push(...fromTheCar(evse, factors, hardware, dc ? 1 : voltage));
  return factors.sort((a, b) => a.amps - b.amps);
}

/** What the EV can take, and what it is offered less than all the others explain. */
function fromTheCar(
  evse: EvseHardware,
  others: readonly ChargingFactor[],
  hardware: VirtualStation,
  voltage: number,
): ChargingFactor[] {
  const ev = hardware.evDetails(evse.id);
  if (!ev || !evse.connectedConnector) return [];
  const { currentA, offeredA } = evse.readMeter();
  const current = Math.max(0, ...currentA);
  const flows = evse.energyTransfer === "charging";
  const takesLess = flows && current < offeredA - NOTICEABLE;
  const { dc } = evse.connectedConnector.rating;
  const byPower = dc ? Infinity : ev.maxPower / (voltage * Math.max(1, ev.phases));
  const most = dc ? ev.maxCurrent : Math.min(ev.maxCurrent, byPower);
  const belowItsMost = takesLess && current < most - NOTICEABLE;
  const found: ChargingFactor[] = [
    {
      kind: "ev",
      what: "the EV",
      ...(belowItsMost && {
        note: ev.stateOfCharge > FILLING_UP ? "its battery is almost full" : "its current is still changing",
      }),
      amps: takesLess ? current : most,
      ...(!dc && { phases: ev.phases }),
    },
  ];
  const lowest = Math.min(...others.map(({ amps }) => amps));
  if (flows && offeredA < lowest - NOTICEABLE && !others.some(({ watts }) => watts !== undefined && dc))
    found.push({ kind: "feed", what: "what the feed has left", amps: offeredA });
  return found;
}

/** Per cent above which batteries take less and less. */
const FILLING_UP = 80;

/** Amperes below which a difference is that of measuring. */
const NOTICEABLE = 0.1;
