import { profileFromOcpp16, type ProfileOcpp16 } from "../../../src/blocks/k-smart-charging/index.js";

const AT = Date.UTC(2026, 0, 1, 12, 0, 0, 400);
const START = "2026-01-01T10:00:00.000Z";

const schedule = (changes: Partial<ProfileOcpp16["chargingSchedule"]> = {}) => ({
  chargingRateUnit: "A" as const,
  chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }],
  ...changes,
});
const profile = (changes: Partial<ProfileOcpp16> = {}): ProfileOcpp16 => ({
  chargingProfileId: 7,
  stackLevel: 3,
  chargingProfilePurpose: "TxDefaultProfile",
  chargingProfileKind: "Absolute",
  chargingSchedule: schedule({ startSchedule: START }),
  ...changes,
});
const mapped = (changes: Partial<ProfileOcpp16> = {}, transactionId?: string) =>
  profileFromOcpp16(profile(changes), { at: AT, transactionId });

test("7.8, 7.13, 7.14 every field arrives, times as instants", () => {
  const whole = mapped(
    {
      chargingProfilePurpose: "TxProfile",
      chargingProfileKind: "Recurring",
      recurrencyKind: "Weekly",
      transactionId: 41,
      validFrom: "2026-01-01T00:00:00Z",
      validTo: "2026-02-01T01:00:00+01:00",
      chargingSchedule: schedule({
        startSchedule: START,
        duration: 600,
        chargingRateUnit: "W",
        minChargingRate: 1380.5,
        chargingSchedulePeriod: [
          { startPeriod: 0, limit: 3680, numberPhases: 1 },
          { startPeriod: 60, limit: 11040.5 },
        ],
      }),
    },
    "here",
  );
  expect(whole).toEqual({
    id: 7,
    stackLevel: 3,
    purpose: "TxProfile",
    kind: "Recurring",
    recurrencyKind: "Weekly",
    validFrom: Date.UTC(2026, 0, 1),
    validTo: Date.UTC(2026, 1, 1),
    transactionId: "here",
    schedules: [
      {
        id: 7,
        startSchedule: Date.parse(START),
        duration: 600,
        chargingRateUnit: "W",
        minChargingRate: 1380.5,
        periods: [
          { startPeriod: 0, limit: 3680, numberPhases: 1 },
          { startPeriod: 60, limit: 11040.5 },
        ],
      },
    ],
  });
});

test.each([
  ["ChargePointMaxProfile", "ChargingStationMaxProfile"],
  ["TxDefaultProfile", "TxDefaultProfile"],
  ["TxProfile", "TxProfile"],
] as const)("7.10 %s is the purpose %s", (chargingProfilePurpose, purpose) => {
  expect(mapped({ chargingProfilePurpose }).purpose).toBe(purpose);
});

const NONE = schedule();
const VALID_FROM = { validFrom: "2026-01-01T08:00:00Z" };
const max = { chargingProfilePurpose: "ChargePointMaxProfile" } as const;
test.each<[string, Partial<ProfileOcpp16>, string, object]>([
  ["an Absolute one with a start", {}, "Absolute", { startSchedule: Date.parse(START) }],
  ["an Absolute one without", { chargingSchedule: NONE }, "Absolute", { beginsWithTransaction: true }],
  [
    "a Recurring one without",
    { chargingProfileKind: "Recurring", chargingSchedule: NONE },
    "Recurring",
    { beginsWithTransaction: true },
  ],
  ["a Relative one without", { chargingProfileKind: "Relative", chargingSchedule: NONE }, "Relative", {}],
  ["a Relative one with a start", { chargingProfileKind: "Relative" }, "Relative", {}],
  ["one of the station with a start", max, "Absolute", { startSchedule: Date.parse(START) }],
  [
    "one of the station without: in whole seconds, when it came",
    { ...max, chargingSchedule: NONE },
    "Absolute",
    { startSchedule: AT - 400 },
  ],
  [
    "a Relative one of the station: when it becomes valid",
    { ...max, ...VALID_FROM, chargingProfileKind: "Relative", chargingSchedule: NONE },
    "Absolute",
    { startSchedule: Date.parse(VALID_FROM.validFrom) },
  ],
])("7.9, 7.13 where a schedule begins: %s", (_, changes, kind, start) => {
  const { kind: found, schedules } = mapped(changes);
  expect(found).toBe(kind);
  const [{ startSchedule, beginsWithTransaction } = {}] = schedules;
  const told = {
    ...(startSchedule !== undefined && { startSchedule }),
    ...(beginsWithTransaction && { beginsWithTransaction }),
  };
  expect(told).toEqual(start);
});
