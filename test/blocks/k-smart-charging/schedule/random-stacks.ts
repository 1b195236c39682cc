import fc from "fast-check";
import type {
  ChargingProfilePurpose,
  ChargingSchedulePeriod,
  InstalledProfile,
} from "../../../../src/blocks/k-smart-charging/charging-profile.js";
import type { LimitContext } from "../../../../src/blocks/k-smart-charging/schedule/index.js";
import { ONE_PHASE, PURPOSES, profileOf, THREE_PHASES } from "./profiles.js";

/** Where the random stacks lie: a short while in which they have all their edges. */
export const BEGIN = Date.UTC(2028, 1, 29, 23, 59, 30);
export const HORIZON = 60;
const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** All instants of the horizon, by steps of the given length. */
export const instants = (step: number): number[] =>
  Array.from({ length: (HORIZON * SECOND) / step }, (_, index) => BEGIN + index * step);

/** An instant in or around the horizon, on a grid. */
const instant = (grid: number): fc.Arbitrary<number> =>
  fc
    .integer({ min: (-10 * SECOND) / grid, max: ((HORIZON + 10) * SECOND) / grid })
    .map((steps) => BEGIN + steps * grid);

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

/** In watts those that are exact to the tenth of an ampere, so that rounding hides nothing. */
const period = (unit: "A" | "W"): fc.Arbitrary<Omit<ChargingSchedulePeriod, "startPeriod">> =>
  fc
    .record({
      amps: fc.integer({ min: 0, max: 40 }),
      numberPhases: fc.constantFrom(undefined, 1, 2, 3),
      phaseToUse: fc.constantFrom(undefined, 1, 2, 3),
    })
    .map(({ amps, numberPhases, phaseToUse }) => ({
      limit: unit === "A" ? amps : amps * 230 * (numberPhases ?? 3),
      ...(numberPhases === undefined ? {} : { numberPhases }),
      ...(numberPhases === 1 && phaseToUse !== undefined ? { phaseToUse } : {}),
    }));

const periods = (unit: "A" | "W"): fc.Arbitrary<ChargingSchedulePeriod[]> =>
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 25 }), period(unit)), { minLength: 1, maxLength: 6 })
    .map((steps) => {
      let startPeriod = 0;
      return steps.map(([length, rest], index) => ({
        startPeriod: (startPeriod += index === 0 ? 0 : length),
        ...rest,
      }));
    });

/** Where a profile may be installed. */
const place = (purpose: ChargingProfilePurpose): fc.Arbitrary<number> =>
  ({
    ChargingStationExternalConstraints: fc.constantFrom(0, 0, 1, 2),
    ChargingStationMaxProfile: fc.constant(0),
    TxDefaultProfile: fc.constantFrom(0, 1, 2),
    TxProfile: fc.constantFrom(1, 1, 2),
  })[purpose];

/** @param grid milliseconds on which all edges lie */
export const profileOn = (
  grid: number,
  purposes: readonly ChargingProfilePurpose[] = PURPOSES,
): fc.Arbitrary<InstalledProfile> =>
  fc
    .record({
      purpose: fc.constantFrom(...purposes),
      unit: fc.constantFrom("A" as const, "W" as const),
      kind: fc.constantFrom("Absolute" as const, "Recurring" as const, "Relative" as const),
    })
    .chain(({ purpose, unit, kind }) =>
      fc
        .record({
          evseId: place(purpose),
          stackLevel: fc.integer({ min: 0, max: 3 }),
          weekly: fc.boolean(),
          cyclesAgo: fc.integer({ min: 0, max: 3 }),
          begins: fc.option(instant(grid), { nil: undefined, freq: 8 }),
          validFrom: maybe(instant(grid)),
          validTo: maybe(instant(grid)),
          duration: maybe(fc.integer({ min: 1, max: 60 })),
          periods: periods(unit),
        })
        .map(({ weekly, cyclesAgo, begins, duration, ...rest }) => {
          const cycle = kind === "Recurring" ? DAY * (weekly ? 7 : 1) : 0;
          const startSchedule = begins === undefined ? undefined : begins - cyclesAgo * cycle;
          const { profile, ...installed } = profileOf({
            ...rest,
            purpose,
            kind,
            chargingRateUnit: unit,
            ...(kind === "Recurring" ? { recurrencyKind: weekly ? "Weekly" : "Daily" } : {}),
            ...(purpose === "TxProfile" ? { transactionId: `T${rest.evseId}` } : {}),
            ...(duration === undefined ? {} : { duration }),
          });
          const schedules = profile.schedules.map(({ startSchedule: _, ...schedule }) =>
            kind === "Relative" || startSchedule === undefined ? schedule : { ...schedule, startSchedule },
          );
          return { ...installed, profile: { ...profile, schedules } };
        }),
    );

/** An AC EVSE with profiles of all kinds, with and without a transaction. */
export const evseOn = (grid: number, evseId = 1): fc.Arbitrary<LimitContext> =>
  fc.record({
    profiles: fc.array(profileOn(grid), { maxLength: 8 }),
    evseId: fc.constant(evseId),
    transaction: fc.option(
      fc.record({ transactionId: fc.constantFrom(`T${evseId}`, "T7"), startedAt: instant(grid) }),
      { nil: null, freq: 3 },
    ),
    supply: fc.constantFrom(THREE_PHASES, ONE_PHASE),
  });
