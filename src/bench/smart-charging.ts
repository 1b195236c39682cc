import {
  compositeSchedule,
  type ChargingSchedulePeriod,
  type InstalledProfile,
  type LimitContext,
} from "../blocks/k-smart-charging/index.js";

const DAY = 86_400;
const START = Date.UTC(2026, 0, 1);
const PURPOSES = [
  "ChargingStationExternalConstraints",
  "ChargingStationMaxProfile",
  "TxDefaultProfile",
  "TxProfile",
] as const;

/**
 * Profiles of which none hides another for long: the day is cut into as many slices as a purpose has profiles, each
 * profile is valid in its own slice and half of the next, and all have edges of their own.
 */
function manyProfiles(count: number, periods: number): InstalledProfile[] {
  const perPurpose = Math.ceil(count / PURPOSES.length);
  const slice = (DAY / perPurpose) * 1_000;
  return Array.from({ length: count }, (_, index) => {
    const purpose = PURPOSES[index % PURPOSES.length] ?? "TxProfile";
    const stackLevel = Math.floor(index / PURPOSES.length);
    const chargingRateUnit = index % 3 === 0 ? "W" : "A";
    return {
      evseId: purpose === "TxProfile" ? 1 : 0,
      source: "CSO",
      profile: {
        id: index,
        purpose,
        stackLevel,
        kind: "Recurring",
        recurrencyKind: "Daily",
        validFrom: START + Math.floor(stackLevel * slice),
        validTo: START + Math.floor((stackLevel + 1.5) * slice),
        ...(purpose === "TxProfile" ? { transactionId: "T1" } : {}),
        schedules: [
          {
            id: index,
            startSchedule: START - 40 * DAY * 1_000 + index * 1_000,
            chargingRateUnit,
            periods: Array.from({ length: periods }, (_period, nth): ChargingSchedulePeriod => ({
              startPeriod: Math.floor((nth * DAY) / periods),
              limit: (6 + ((nth * 7 + index) % 26)) * (chargingRateUnit === "W" ? 690 : 1),
            })),
          },
        ],
      },
    };
  });
}

/** How long the composite schedule of a day takes. */
export interface CompositeCost {
  /** Milliseconds, the median. */
  readonly ms: number;
  /** Milliseconds of the very first time. */
  readonly firstMs: number;
  /** Of the schedule that came out. */
  readonly periods: number;
}

/** Reckons the composite schedule of a day from so many profiles with so many periods each. */
export function compositeCost(profiles: number, periodsEach: number, samples: number): CompositeCost {
  const evse: LimitContext = {
    profiles: manyProfiles(profiles, periodsEach),
    evseId: 1,
    transaction: { transactionId: "T1", startedAt: START },
    supply: { dc: false, phases: 3, voltage: 230, maxCurrent: 32, maxPower: 22_080 },
  };
  const times: number[] = [];
  let periods = 0;
  for (let n = 0; n < samples; n++) {
    const from = performance.now();
    periods = compositeSchedule({ evse, from: START, duration: DAY, unit: "A" }).length;
    times.push(performance.now() - from);
  }
  const [firstMs = 0] = times;
  return { ms: times.sort((a, b) => a - b)[Math.floor(samples / 2)] ?? 0, firstMs, periods };
}
