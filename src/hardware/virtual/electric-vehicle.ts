import type { Random } from "../../kernel/index.js";
import type { EvChange } from "../manual-actions.js";
import { batteryPower } from "./charging-curve.js";
import { BATTERY_VOLTAGE, GRID_VOLTAGE } from "./electricity.js";

/** A virtual EV. Where `maxCurrent` or `maxPower` is `null` it follows from the other. */
export interface VirtualEv {
  readonly ready: boolean;
  readonly stateOfCharge: number;
  readonly batteryCapacityWh: number;
  readonly maxCurrent: number | null;
  readonly maxPower: number | null;
  readonly phases: number;
  readonly departureTime: string | null;
  readonly macAddress: string;
  readonly iso15118: boolean;
}

/** All there is to know about a virtual EV, for the tester. */
export interface EvDetails {
  /** It would take energy; `false` also after it suspended. */
  readonly ready: boolean;
  /** Per cent. */
  readonly stateOfCharge: number;
  readonly batteryCapacityWh: number;
  /** Amperes per phase. */
  readonly maxCurrent: number;
  /** Watts. */
  readonly maxPower: number;
  /** 1 to 3; not used while charging with DC. */
  readonly phases: number;
  /** RFC 3339; `null` where it did not tell. */
  readonly departureTime: string | null;
  readonly macAddress: string;
  readonly iso15118: boolean;
}

/** The EV that comes where nothing else is said: 11 kW with AC, 50 kW with DC, 60 kWh, 40 % charged, ready. */
export function defaultEv(dc: boolean, random: Random): VirtualEv {
  return {
    ready: true,
    stateOfCharge: 40,
    batteryCapacityWh: 60_000,
    maxCurrent: dc ? null : 16,
    maxPower: dc ? 50_000 : null,
    phases: 3,
    departureTime: null,
    macAddress: randomMacAddress(random),
    iso15118: false,
  };
}

/** A locally administered address, so that it cannot be anybody's real one. */
function randomMacAddress(random: Random): string {
  const octet = (): string =>
    Math.floor(random.fraction() * 256)
      .toString(16)
      .padStart(2, "0");
  return ["02", octet(), octet(), octet(), octet(), octet()].join(":").toUpperCase();
}

/** The EV after a change; what is left out stays. */
export const changedEv = (ev: VirtualEv, change: EvChange): VirtualEv => ({ ...ev, ...change });

const above = (limit: number, value: number | undefined): boolean =>
  value === undefined || (Number.isFinite(value) && value > limit);

/** What is wrong with a change, as a sentence, or `null`. */
export function faultOfEvChange(change: EvChange): string | null {
  const { stateOfCharge, batteryCapacityWh, maxCurrent, maxPower, phases, departureTime } = change;
  if (stateOfCharge !== undefined && !(stateOfCharge >= 0 && stateOfCharge <= 100))
    return "stateOfCharge must be from 0 to 100 per cent";
  if (!above(0, batteryCapacityWh)) return "batteryCapacityWh must be above 0";
  if (!above(0, maxCurrent)) return "maxCurrent must be above 0 A";
  if (!above(0, maxPower)) return "maxPower must be above 0 W";
  if (phases !== undefined && ![1, 2, 3].includes(phases)) return "phases must be 1, 2 or 3";
  if (departureTime !== undefined && Number.isNaN(Date.parse(departureTime)))
    return "departureTime must be an RFC 3339 date-time";
  return null;
}

/** Whether it asks for energy: a full battery takes none. */
export const asksForEnergy = (ev: VirtualEv): boolean => ev.ready && ev.stateOfCharge < 100;

/** Watts and amperes per phase that it takes at most on `phases` phases, whatever the battery's charge. */
function ownLimits(ev: VirtualEv, phases: number, dc: boolean): { amps: number; watts: number } {
  const wattsPerAmp = dc ? BATTERY_VOLTAGE : GRID_VOLTAGE * phases;
  const watts = Math.min(ev.maxPower ?? Infinity, (ev.maxCurrent ?? Infinity) * wattsPerAmp);
  return { amps: watts / wattsPerAmp, watts };
}

/** Amperes per phase that it would take now from an unlimited outlet with `phases` phases. */
export function demandOf(ev: VirtualEv, phases: number, dc: boolean): number {
  const { amps, watts } = ownLimits(ev, phases, dc);
  return watts > 0 ? (amps * batteryPower(ev.stateOfCharge, watts)) / watts : 0;
}

/** What a tester may know of it. */
export function detailsOf(ev: VirtualEv, dc: boolean): EvDetails {
  const { amps, watts } = ownLimits(ev, ev.phases, dc);
  return { ...ev, maxCurrent: ev.maxCurrent ?? amps, maxPower: ev.maxPower ?? watts };
}
