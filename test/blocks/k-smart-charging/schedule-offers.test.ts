import type {
  ChargingProfile,
  InstalledProfile,
} from "../../../src/blocks/k-smart-charging/charging-profile.js";
import {
  alternativesFor,
  following,
  type OfferTerms,
} from "../../../src/blocks/k-smart-charging/schedule-offers.js";
import type { LimitContext } from "../../../src/blocks/k-smart-charging/schedule/index.js";
import {
  DC,
  external,
  maxProfile,
  ONE_PHASE,
  profileOf,
  THREE_PHASES,
  txProfile,
} from "./schedule/profiles.js";

const AT = 100_000;
const DAY = 86_400;

const evse = (profiles: readonly InstalledProfile[], context: Partial<LimitContext> = {}): LimitContext => ({
  profiles,
  evseId: 1,
  transaction: { transactionId: "T1", startedAt: AT },
  supply: THREE_PHASES,
  ...context,
});

const offers = (context: LimitContext, terms: Partial<OfferTerms> = {}) =>
  alternativesFor(context, { at: AT, units: ["A", "W"], ...terms }).map(({ offer }) => offer);

/** A Relative TxProfile with a schedule for each of these limits; their ids are 11, 12, … */
function withSchedules(limits: readonly number[], changes: Partial<ChargingProfile> = {}): InstalledProfile {
  const schedules = limits.map((limit, index) => ({
    id: 11 + index,
    chargingRateUnit: "A" as const,
    periods: [{ startPeriod: 0, limit }],
    duration: 600,
  }));
  const installed = txProfile({ kind: "Relative" });
  return { ...installed, profile: { ...installed.profile, schedules, ...changes } };
}

test("without any profile the rating is offered, for a day or until the EV leaves", () => {
  const offer = { id: 1, unit: "A", periods: [{ startPeriod: 0, limit: 32, phases: 3 }] };
  expect(offers(evse([]))).toEqual([{ ...offer, durationSeconds: DAY }]);
  expect(offers(evse([]), { departure: AT + 7_200_000 })).toEqual([{ ...offer, durationSeconds: 7_200 }]);
  expect(offers(evse([]), { departure: AT - 1 })).toEqual([{ ...offer, durationSeconds: DAY }]);
});

test("a DC EVSE is offered watts, without phases", () => {
  expect(offers(evse([], { supply: DC }))).toEqual([
    { id: 1, unit: "W", durationSeconds: DAY, periods: [{ startPeriod: 0, limit: 150_000 }] },
  ]);
});

test("K15.FR.15 the TxDefaultProfile is offered in its unit, with its id, until it ends", () => {
  const ofEvse = profileOf({ id: 4, chargingRateUnit: "W", limits: { 0: 6_900, 250: 4_140 }, duration: 400 });
  expect(offers(evse([ofEvse]))).toEqual([
    {
      id: 4,
      unit: "W",
      durationSeconds: 300,
      periods: [
        { startPeriod: 0, limit: 6_900, phases: 3 },
        { startPeriod: 150, limit: 4_140, phases: 3 },
      ],
    },
  ]);
});

test("what is valid for a while only is offered for that while; what recurs has no end", () => {
  const validTo = AT + 60_000;
  expect(offers(evse([profileOf({ validTo })]))).toMatchObject([{ durationSeconds: 60 }]);
  const daily = profileOf({ kind: "Recurring", recurrencyKind: "Daily", duration: 200, limits: { 0: 8 } });
  expect(offers(evse([daily]))).toMatchObject([{ durationSeconds: DAY }]);
});

test("K15.FR.07, K16.FR.03 an offer is never above what limits the station or the EVSE besides", () => {
  const tx = txProfile({ id: 2, kind: "Relative", limits: { 0: 16, 60: 10 } });
  const station = maxProfile({ id: 3, startSchedule: AT, limits: { 0: 12, 120: 8 } });
  expect(offers(evse([tx, station]))[0]?.periods).toEqual([
    { startPeriod: 0, limit: 12, phases: 3 },
    { startPeriod: 60, limit: 10, phases: 3 },
    { startPeriod: 120, limit: 8, phases: 3 },
  ]);
  const grid = external({ id: -1, limits: { 0: 6 } });
  expect(offers(evse([tx, station, grid]))[0]?.periods).toEqual([{ startPeriod: 0, limit: 6, phases: 3 }]);
});

test("K15.FR.07 each schedule of the TxProfile becomes an offer, with its id and its tariff", () => {
  const installed = withSchedules([16, 10, 8]);
  const schedules = installed.profile.schedules.map((one, index) => ({ ...one, salesTariff: { id: index } }));
  const found = offers(evse([{ ...installed, profile: { ...installed.profile, schedules } }]));
  expect(found).toEqual(
    [16, 10, 8].map((limit, index) => ({
      id: 11 + index,
      unit: "A",
      durationSeconds: 600,
      periods: [{ startPeriod: 0, limit, phases: 3 }],
      salesTariff: { id: index },
    })),
  );
});

test("K15.FR.22 the schedules of several TxProfiles are combined by their place, not each with each", () => {
  const low = withSchedules([16, 10, 8]);
  const high = withSchedules([14, 7], { id: 2, stackLevel: 1 });
  const short = {
    ...high,
    profile: {
      ...high.profile,
      schedules: high.profile.schedules.map((one, index) => ({ ...one, id: 21 + index, duration: 300 })),
    },
  };
  const joined = alternativesFor(evse([low, short]), { at: AT, units: ["A"], departure: AT + 600_000 });
  // The third of the lower profile goes with the first of the higher, for which the first offer stands already.
  expect(joined.map(({ offer, index }) => [offer.id, index])).toEqual([
    [21, 0],
    [22, 1],
  ]);
  expect(joined[1]?.offer).toMatchObject({ durationSeconds: 300, periods: [{ startPeriod: 0, limit: 7 }] });
  expect(following(1)(low).chosenScheduleId).toBe(12);
  expect(following(2)(short).chosenScheduleId).toBe(21);
});

test("the TxProfile of another transaction opens no choice", () => {
  const another = withSchedules([16, 10], { transactionId: "T2" });
  expect(offers(evse([another]))).toMatchObject([{ id: 1, periods: [{ limit: 32 }] }]);
});

test("an EV that takes few periods is told the least of those that are left", () => {
  const tx = txProfile({ kind: "Relative", limits: { 0: 16, 60: 6, 120: 10 } });
  expect(offers(evse([tx]), { mostPeriods: 2 })[0]?.periods).toEqual([
    { startPeriod: 0, limit: 16, phases: 3 },
    { startPeriod: 60, limit: 6, phases: 3 },
  ]);
  expect(offers(evse([tx]), { mostPeriods: 1 })[0]?.periods).toEqual([
    { startPeriod: 0, limit: 6, phases: 3 },
  ]);
  expect(offers(evse([tx]), { mostPeriods: 0 })[0]?.periods).toHaveLength(3);
});

test("an EVSE of one phase says so", () => {
  expect(offers(evse([], { supply: ONE_PHASE }))[0]?.periods).toEqual([
    { startPeriod: 0, limit: 32, phases: 1 },
  ]);
});
