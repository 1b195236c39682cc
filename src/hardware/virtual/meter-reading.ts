import type { ConnectedEv, MeterReading, Rating } from "../interface.js";
import { BATTERY_VOLTAGE, GRID_FREQUENCY, GRID_VOLTAGE, powerOf, voltageUnderLoad } from "./electricity.js";
import { connectedConnector, ratingOf, type EvseState } from "./evse-state.js";
import { measured, shownRegister } from "./meter.js";

/**
 * What the meter of an EVSE shows.
 * @param best the rating that says how many phases there are while no EV is connected
 * @param at milliseconds since 1970
 */
export function readingOf(state: EvseState, best: Rating, ev: ConnectedEv | null, at: number): MeterReading {
  const connector = connectedConnector(state);
  const { dc, phases, maxPower } = connector ? ratingOf(connector) : best;
  const { flow, facts } = state;
  return {
    at,
    energyWh: shownRegister(facts.energyWh),
    powerW: measured(powerOf(flow.amps, flow.phases, dc)),
    ...(dc ? directCurrent(state) : alternatingCurrent(state, phases)),
    offeredA: measured(flow.offered),
    offeredW: measured(offeredPower(state, dc, phases, maxPower)),
    temperatureC: Math.round(state.temperature * 10) / 10,
    stateOfCharge: ev?.stateOfCharge ?? null,
  };
}

type Electrical = Pick<MeterReading, "currentA" | "voltageV" | "frequencyHz">;

function directCurrent({ flow }: EvseState): Electrical {
  return {
    currentA: [measured(flow.amps)],
    voltageV: [flow.contactorClosed ? voltageUnderLoad(flow.amps, true) : 0],
    frequencyHz: null,
  };
}

function alternatingCurrent({ flow }: EvseState, phases: number): Electrical {
  const perPhase = Array.from({ length: phases }, (_, phase) => (phase < flow.phases ? flow.amps : 0));
  return {
    currentA: perPhase.map(measured),
    voltageV: perPhase.map((amps) => measured(voltageUnderLoad(amps, false))),
    frequencyHz: GRID_FREQUENCY,
  };
}

function offeredPower({ flow, limit }: EvseState, dc: boolean, phases: number, maxPower: number): number {
  const watts = dc
    ? flow.offered * BATTERY_VOLTAGE
    : flow.offered * GRID_VOLTAGE * Math.min(phases, limit?.phases ?? phases);
  return Math.min(watts, maxPower);
}
