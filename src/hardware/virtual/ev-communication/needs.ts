import type { ConnectorLayout } from "../../configuration.js";
import type { ChargingNeeds, EnergyTransferMode } from "../../ev-communication.js";
import { LEAST_AC_CURRENT } from "../../interface.js";
import type { NeedsChange } from "../../manual-actions.js";
import { BATTERY_VOLTAGE } from "../electricity.js";
import { detailsOf, type VirtualEv } from "../electric-vehicle.js";
import type { EvAbility } from "./agreement.js";

/** Volts that a virtual EV bears: between the phases of the grid, and of its battery with some room. */
const HIGHEST_AC_VOLTAGE = 400;
const HIGHEST_BATTERY_VOLTAGE = BATTERY_VOLTAGE + 100;
/** Per cent at which a battery is charged for most uses, and altogether. */
const BULK = 80;
const FULL = 100;
/** Periods of a schedule that a virtual EV can take. */
const PERIODS_OF_A_SCHEDULE = 24;

const AC_MODES: readonly EnergyTransferMode[] = ["AC_single_phase", "AC_two_phase", "AC_three_phase"];

/** What an EV can take at most at a connector. */
export function abilityOf(ev: VirtualEv, { dc, phases: wired }: ConnectorLayout): EvAbility {
  const phases = dc ? 1 : Math.min(wired, ev.phases);
  const { maxCurrent, maxPower } = detailsOf({ ...ev, phases }, dc);
  return { dc, phases, amps: maxCurrent, watts: maxPower };
}

/** What an EV tells of its needs: those of its battery, with `change` over them. All numbers are whole. */
export function needsOf(ev: VirtualEv, connector: ConnectorLayout, change: NeedsChange): ChargingNeeds {
  const { dc, phases, amps, watts } = abilityOf(ev, connector);
  const departureTime = change.departureTime ?? ev.departureTime;
  const energyAmount = Math.round(
    change.energyAmountWh ?? (ev.batteryCapacityWh * (FULL - ev.stateOfCharge)) / FULL,
  );
  const evMaxCurrent = Math.floor(change.evMaxCurrent ?? amps);
  return {
    requestedEnergyTransfer:
      change.requestedEnergyTransfer ?? (dc ? "DC" : (AC_MODES[phases - 1] ?? "AC_three_phase")),
    ...(departureTime !== null && { departureTime }),
    maxScheduleTuples: change.scheduleTuples ?? PERIODS_OF_A_SCHEDULE,
    ...(dc
      ? {
          dc: {
            evMaxCurrent,
            evMaxVoltage: Math.round(change.evMaxVoltage ?? HIGHEST_BATTERY_VOLTAGE),
            energyAmount,
            evMaxPower: Math.floor(change.evMaxPower ?? watts),
            stateOfCharge: Math.round(change.stateOfCharge ?? ev.stateOfCharge),
            evEnergyCapacity: Math.round(ev.batteryCapacityWh),
            fullSoC: FULL,
            bulkSoC: BULK,
          },
        }
      : {
          ac: {
            energyAmount,
            evMinCurrent: Math.ceil(change.evMinCurrent ?? LEAST_AC_CURRENT),
            evMaxCurrent,
            evMaxVoltage: Math.round(change.evMaxVoltage ?? HIGHEST_AC_VOLTAGE),
          },
        }),
  };
}

const atLeast = (least: number, value: number | undefined): boolean =>
  value === undefined || (Number.isFinite(value) && value >= least);

/** What is wrong with needs, as a sentence, or `null`. */
export function faultOfNeeds(change: NeedsChange, { dc }: ConnectorLayout): string | null {
  const { requestedEnergyTransfer: mode, departureTime, stateOfCharge, scheduleTuples } = change;
  if (mode !== undefined && (mode === "DC") !== dc)
    return `requestedEnergyTransfer ${mode} is not what this connector gives; it is ${dc ? "DC" : "AC"}`;
  if (departureTime !== undefined && Number.isNaN(Date.parse(departureTime)))
    return "departureTime must be an RFC 3339 date-time";
  for (const name of [
    "energyAmountWh",
    "evMinCurrent",
    "evMaxCurrent",
    "evMaxVoltage",
    "evMaxPower",
  ] as const)
    if (!atLeast(0, change[name])) return `${name} must be at least 0`;
  if (!atLeast(0, stateOfCharge) || (stateOfCharge ?? 0) > FULL)
    return "stateOfCharge must be from 0 to 100 per cent";
  return scheduleTuples === undefined || (Number.isInteger(scheduleTuples) && scheduleTuples >= 1)
    ? null
    : "scheduleTuples must be an integer from 1";
}
