import type { MeterReading } from "../../hardware/index.js";
import type { ReadingContext, SampledValue } from "./interface.js";

/** What one meter shows: that of an EVSE, or the main meter of the station. Absent: not measured there. */
export interface MeterFacts {
  readonly location: "Outlet" | "Inlet";
  /** Direct current: values have no phase. */
  readonly dc: boolean;
  readonly energyWh: number;
  readonly powerW: number;
  /** Per phase. */
  readonly currentA?: readonly number[];
  /** Per phase, phase to neutral. */
  readonly voltageV?: readonly number[];
  readonly frequencyHz?: number;
  readonly offeredA?: number;
  readonly offeredW?: number;
  readonly temperatureC?: number;
  readonly stateOfCharge?: number;
}

type Part = Omit<SampledValue, "measurand" | "context">;

const round = (value: number, decimals: number): number => {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
};

const single = (value: number | undefined, decimals: number, part: Omit<Part, "value">): readonly Part[] =>
  value === undefined ? [] : [{ value: round(value, decimals), ...part }];

const perPhase = (
  { dc, location }: MeterFacts,
  values: readonly number[] | undefined,
  decimals: number,
  unit: string,
  phaseOf: (n: number) => string,
): readonly Part[] =>
  (values ?? []).map((value, i) => ({
    value: round(value, decimals),
    location,
    unit,
    ...(!dc && { phase: phaseOf(i + 1) }),
  }));

/** How each measurand is read, in the order of OCPP's list. */
const MEASURANDS: ReadonlyMap<string, (meter: MeterFacts) => readonly Part[]> = new Map([
  ["Current.Import", (m: MeterFacts) => perPhase(m, m.currentA, 2, "A", (n) => `L${n}`)],
  ["Current.Offered", (m: MeterFacts) => single(m.offeredA, 2, { location: m.location, unit: "A" })],
  [
    // J02.FR.16, J02.FR.17: as read, neither rebased nor rounded.
    "Energy.Active.Import.Register",
    (m: MeterFacts) => [{ value: m.energyWh, location: m.location, unit: "Wh" }],
  ],
  ["Frequency", (m: MeterFacts) => single(m.frequencyHz, 2, { location: m.location, unit: "Hz" })],
  ["Power.Active.Import", (m: MeterFacts) => single(m.powerW, 1, { location: m.location, unit: "W" })],
  ["Power.Offered", (m: MeterFacts) => single(m.offeredW, 1, { location: m.location, unit: "W" })],
  ["SoC", (m: MeterFacts) => single(m.stateOfCharge, 1, { location: "EV", unit: "Percent" })],
  ["Temperature", (m: MeterFacts) => single(m.temperatureC, 1, { location: "Body", unit: "Celsius" })],
  ["Voltage", (m: MeterFacts) => perPhase(m, m.voltageV, 1, "V", (n) => `L${n}-N`)],
]);

/** The measurands that can be sampled; Temperature is one of OCPP 1.6 only. */
export const SUPPORTED_MEASURANDS: readonly string[] = [...MEASURANDS.keys()];

const PHASE_SUFFIX = /^(.+)\.((?:L[123]|N)(?:-(?:L[123]|N))?)$/;

/**
 * Samples measurands from one meter (J01.FR.07 to J01.FR.10, J02.FR.03 to J02.FR.06): all phases of each, in
 * the order asked for, none twice. What is unknown or not measured there is left out.
 * @param names as configured; `Voltage.L1` and the like, as OCPP 1.6 allows, mean that phase alone
 */
export function sampleMeasurands(
  names: readonly string[],
  meter: MeterFacts,
  context: ReadingContext,
): readonly SampledValue[] {
  const sampled = new Map<string, SampledValue>();
  for (const name of names) {
    const [, withPhase, phase] = PHASE_SUFFIX.exec(name) ?? [];
    const measurand = withPhase ?? name;
    for (const part of MEASURANDS.get(measurand)?.(meter) ?? []) {
      // Voltage.L1 asks for what is reported as L1-N.
      if (phase !== undefined && part.phase !== phase && part.phase !== `${phase}-N`) continue;
      sampled.set(`${measurand} ${part.phase ?? ""}`, { ...part, measurand, context });
    }
  }
  return [...sampled.values()];
}

/** The facts of an EVSE's meter. */
export function evseMeter(reading: MeterReading, dc: boolean): MeterFacts {
  return {
    location: "Outlet",
    dc,
    energyWh: reading.energyWh,
    powerW: reading.powerW,
    currentA: reading.currentA,
    voltageV: reading.voltageV,
    offeredA: reading.offeredA,
    offeredW: reading.offeredW,
    temperatureC: reading.temperatureC,
    ...(reading.frequencyHz !== null && { frequencyHz: reading.frequencyHz }),
    ...(reading.stateOfCharge !== null && { stateOfCharge: reading.stateOfCharge }),
  };
}

/**
 * The facts of the main meter, from those of the EVSEs (J01.FR.03, J01.FR.04): energy, power and current add
 * up, the voltage is the mean of those that feel it. Beside DC outputs the grid's current and voltage are not
 * known.
 */
export function mainMeter(evses: readonly MeterFacts[]): MeterFacts {
  const total = (of: (meter: MeterFacts) => number): number =>
    evses.reduce((sum, meter) => sum + of(meter), 0);
  const frequencyHz = evses.find((meter) => meter.frequencyHz !== undefined)?.frequencyHz;
  return {
    location: "Inlet",
    dc: false,
    // The registers have three decimals; adding must not show the noise of binary fractions.
    energyWh: round(
      total((meter) => meter.energyWh),
      3,
    ),
    powerW: total((meter) => meter.powerW),
    ...(evses.every((meter) => !meter.dc) && {
      currentA: phaseByPhase(
        evses.map((meter) => meter.currentA ?? []),
        sum,
      ),
      voltageV: phaseByPhase(
        evses.map((meter) => meter.voltageV ?? []),
        (values) => sum(values) / values.length,
      ),
    }),
    ...(frequencyHz !== undefined && { frequencyHz }),
  };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function phaseByPhase(
  rows: readonly (readonly number[])[],
  combine: (values: readonly number[]) => number,
): readonly number[] {
  const phases = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: phases }, (_, phase) =>
    combine(rows.map((row) => row[phase]).filter((value) => value !== undefined)),
  );
}
