import { ALL_CASES, loadOwnVariants, type TestCase, type Variant } from "../../src/conformance/index.js";
import { drawn } from "../support/conformance/drawn.js";
import { alters, answersWrong } from "../support/conformance/lies.js";
import { lyingWire, type Liar } from "../support/conformance/lying-wire.js";
import { runInProcess } from "../support/conformance/run-in-process.js";

type Payload = Record<string, unknown>;

const acDuo = loadOwnVariants().find(({ name }) => name === "ac-duo") as Variant;

const REPORT = { action: "ReportChargingProfiles" };
const COMPOSITE = { action: "GetCompositeSchedule" };

const first = (list: unknown): Payload => (list as Payload[])[0] ?? {};

/** The report says something else of its first profile. */
const reportsProfile = (change: (profile: Payload) => Payload): Liar =>
  alters(REPORT, (p) => ({ ...p, chargingProfile: [change(first(p["chargingProfile"]))] }));

/** The report says something else of the schedule of its first profile. */
const reportsSchedule = (change: (schedule: Payload) => Payload): Liar =>
  reportsProfile((profile) => ({
    ...profile,
    chargingSchedule: [change(first(profile["chargingSchedule"]))],
  }));

/** The composite schedule is another one. */
const composes = (change: (schedule: Payload) => Payload, skip = 0): Liar =>
  answersWrong({ ...COMPOSITE, skip }, (p) => ({ ...p, schedule: change(p["schedule"] as Payload) }));

/** Its period of that number is another one. */
const composesPeriod = (index: number, change: (period: Payload) => Payload, skip = 0): Liar =>
  composes(
    (schedule) => ({
      ...schedule,
      chargingSchedulePeriod: (schedule["chargingSchedulePeriod"] as Payload[]).map((period, at) =>
        at === index ? change(period) : period,
      ),
    }),
    skip,
  );

const startingLater = (seconds: number) => (period: Payload) => ({
  ...period,
  startPeriod: Number(period["startPeriod"]) + seconds,
});
const limitedTo = (limit: number) => (period: Payload) => ({ ...period, limit });

/** What a station says wrongly of profiles and limits, the case that must notice, and what the case must say. */
const LIES: [what: string, id: string, liar: () => Liar, says: RegExp][] = [
  [
    "another limit than was set",
    "TC_K_01_CS",
    () => reportsSchedule((s) => ({ ...s, chargingSchedulePeriod: [{ startPeriod: 0, limit: 7 }] })),
    /chargingSchedule\[0\]\.chargingSchedulePeriod\[0\]\.limit must be 6/,
  ],
  [
    "another start than was set",
    "TC_K_10_CS",
    () => reportsSchedule((s) => ({ ...s, startSchedule: "2026-02-01T00:00:00.000Z" })),
    /startSchedule must be the time/,
  ],
  [
    "an end that was not set",
    "TC_K_01_CS",
    () => reportsProfile((profile) => ({ ...profile, validTo: "2027-01-01T00:00:00.000Z" })),
    /validTo must be absent/,
  ],
  [
    "the station's profile as one of an EVSE",
    "TC_K_03_CS",
    () => alters(REPORT, (p) => ({ ...p, evseId: 1 })),
    /evseId must be 0/,
  ],
  [
    "the profile that was replaced",
    "TC_K_04_CS",
    () => reportsSchedule((s) => ({ ...s, chargingSchedulePeriod: [{ startPeriod: 0, limit: 6 }] })),
    /limit must be 10/,
  ],
  [
    "a report for another request",
    "TC_K_32_CS",
    () => alters(REPORT, (p) => ({ ...p, requestId: 9_999 })),
    /requestId must be/,
  ],
  [
    "a profile that was not asked for",
    "TC_K_29_CS",
    () =>
      alters(REPORT, (p) => {
        const profile = first(p["chargingProfile"]);
        return { ...p, chargingProfile: [profile, { ...profile, id: 77 }] };
      }),
    /must have 1 elements, but has 2/,
  ],
  [
    "that there is more, which never comes",
    "TC_K_30_CS",
    () => alters(REPORT, (p) => ({ ...p, tbc: true })),
    /ReportChargingProfiles .* did not come/,
  ],
  [
    "another source",
    "TC_K_34_CS",
    () => alters(REPORT, (p) => ({ ...p, chargingLimitSource: "SO" })),
    /chargingLimitSource must be "CSO"/,
  ],
  [
    "that cleared profiles are there",
    "TC_K_05_CS",
    () => answersWrong({ action: "GetChargingProfiles" }, () => ({ status: "Accepted" })),
    /status must be "NoProfiles"/,
  ],
  [
    "a cleared limit as if it were in force",
    "TC_K_09_CS",
    () => composesPeriod(0, limitedTo(6), 1),
    /limit must be not 6/,
  ],
  [
    "a schedule that began long ago",
    "TC_K_39_CS",
    () => composes((s) => ({ ...s, scheduleStart: "2025-01-01T00:00:00.000Z" })),
    /scheduleStart must be the time of the request/,
  ],
  [
    "a shorter schedule",
    "TC_K_39_CS",
    () => composes((s) => ({ ...s, duration: 299 })),
    /duration must be 300/,
  ],
  [
    "no limit where there is one",
    "TC_K_28_CS",
    () => composesPeriod(0, limitedTo(16)),
    /limit must be 6, but is 16/,
  ],
  [
    "a limit that begins too late",
    "TC_K_21_CS",
    () => composesPeriod(1, startingLater(5)),
    /startPeriod must be 300\.0 s/,
  ],
  [
    "the limit of one EVSE for the station",
    "TC_K_22_CS",
    () => composesPeriod(0, limitedTo(6)),
    /limit must be 12, but is 6/,
  ],
  [
    "the limit of the station for an EVSE",
    "TC_K_22_CS",
    () => composesPeriod(0, limitedTo(12), 2),
    /limit must be 6, but is 12/,
  ],
  [
    "periods in another order",
    "TC_K_40_CS",
    () => composesPeriod(2, startingLater(-100)),
    /periods in chronological order/,
  ],
  [
    "a period too many",
    "TC_K_41_CS",
    () =>
      composes((s) => {
        const periods = s["chargingSchedulePeriod"] as Payload[];
        return { ...s, chargingSchedulePeriod: [...periods, { startPeriod: 390, limit: 1 }] };
      }),
    /must have 6 elements, but has 7/,
  ],
];

test.each(LIES)("%s is failed by %s", async (_what, id, liar, says) => {
  const testCase = ALL_CASES.find((one) => one.id === id) as TestCase;
  const result = await runInProcess(testCase, acDuo, (clock) => lyingWire(liar(), clock));
  if (result.verdict !== "FAIL" || !says.test(result.reason ?? "")) throw new Error(drawn(result));
});
