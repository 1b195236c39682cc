import { profileOnWire, relativeSchedule, scheduleOnWire } from "../../support/charging-profiles.js";
import { plugEvse, smartChargingBench } from "./bench.js";

const START = { startSchedule: "2026-01-01T00:00:00.000Z" };
const periods = (count: number) =>
  scheduleOnWire(Array.from({ length: count }, (_, index) => [index * 60, 16] as const));
const withSchedule = (schedule: object) => profileOnWire(10, { chargingSchedule: [schedule] });
const onPeriod = (more: object) => withSchedule(scheduleOnWire([[0, 10, more]]));
const tx = (changes: object = {}) =>
  profileOnWire(10, { chargingProfilePurpose: "TxProfile", transactionId: "tx-1", ...changes });
const max = (changes: object = {}) =>
  profileOnWire(10, { chargingProfilePurpose: "ChargingStationMaxProfile", ...changes });

type Row = readonly [what: string, profile: object, evseId: number, reasonCode: string | null];

const alone: readonly Row[] = [
  ["K01.FR.15 a TxDefaultProfile of an EVSE", profileOnWire(10), 1, null],
  ["K01.FR.14 a TxDefaultProfile of all", profileOnWire(10), 0, null],
  ["K01.FR.28 an EVSE that is not there", profileOnWire(10), 3, "UnknownEvse"],
  ["K01.FR.28 an EVSE below 0", profileOnWire(10), -1, "UnknownEvse"],
  [
    "K01.FR.22 ChargingStationExternalConstraints",
    profileOnWire(10, { chargingProfilePurpose: "ChargingStationExternalConstraints" }),
    0,
    "InvalidProfile",
  ],
  [
    "a purpose of a newer version",
    profileOnWire(10, { chargingProfilePurpose: "LocalGeneration" }),
    0,
    "UnsupportedParam",
  ],
  ["a kind of a newer version", profileOnWire(10, { chargingProfileKind: "Dynamic" }), 1, "UnsupportedParam"],
  ["K04.FR.03 a ChargingStationMaxProfile", max(), 0, null],
  ["K04.FR.03 a ChargingStationMaxProfile of an EVSE", max(), 1, "InvalidProfile"],
  [
    "K01.FR.38 a Relative ChargingStationMaxProfile",
    max({ chargingProfileKind: "Relative", chargingSchedule: [relativeSchedule([[0, 10]])] }),
    0,
    "InvalidProfile",
  ],
  ["K01.FR.16 a TxProfile of all", tx(), 0, "InvalidProfile"],
  [
    "K01.FR.03 a TxProfile of no transaction",
    profileOnWire(10, { chargingProfilePurpose: "TxProfile" }),
    1,
    "MissingParam",
  ],
  ["K01.FR.04 the TxProfile of the transaction", tx(), 1, null],
  ["K01.FR.33 an unknown transaction", tx({ transactionId: "tx-9" }), 1, "TxNotFound"],
  ["K01.FR.09 an EVSE without transaction", tx(), 2, "TxNotFound"],
  [
    "a transaction for what is no TxProfile",
    profileOnWire(10, { transactionId: "tx-1" }),
    1,
    "InvalidProfile",
  ],
  ["2.9.4 the highest stackLevel", profileOnWire(10, { stackLevel: 20 }), 1, null],
  ["2.9.4 a stackLevel too high", profileOnWire(10, { stackLevel: 21 }), 1, "InvalidStackLevel"],
  ["2.9.4 a stackLevel below 0", profileOnWire(10, { stackLevel: -1 }), 1, "InvalidStackLevel"],
  [
    "a Recurring one without recurrencyKind",
    profileOnWire(10, { chargingProfileKind: "Recurring" }),
    1,
    "InvalidProfile",
  ],
  [
    "a Recurring one",
    profileOnWire(10, { chargingProfileKind: "Recurring", recurrencyKind: "Weekly" }),
    1,
    null,
  ],
  [
    "a validity that ends before it begins",
    profileOnWire(10, { validFrom: "2026-02-01T00:00:00Z", validTo: "2026-01-01T00:00:00Z" }),
    1,
    "InvalidProfile",
  ],
  [
    "a date-time that no calendar has",
    profileOnWire(10, { validFrom: "2026-01-01T23:59:60Z" }),
    1,
    "InvalidProfile",
  ],
  [
    "K01.FR.34 two schedules",
    profileOnWire(10, { chargingSchedule: [periods(1), periods(1)] }),
    1,
    "InvalidProfile",
  ],
  [
    "K01.FR.40 an Absolute one without start",
    withSchedule(relativeSchedule([[0, 10]])),
    1,
    "InvalidSchedule",
  ],
  [
    "K01.FR.41 a Relative one with a start",
    profileOnWire(10, {
      chargingProfileKind: "Relative",
      chargingSchedule: [scheduleOnWire([[0, 10]], START)],
    }),
    1,
    "InvalidSchedule",
  ],
  ["2.9.6 as many periods as can be", withSchedule(periods(50)), 1, null],
  ["2.9.6 too many periods", withSchedule(periods(51)), 1, "TooManyElements"],
  [
    "K01.FR.31 a first period that begins later",
    withSchedule(scheduleOnWire([[60, 10]])),
    1,
    "InvalidSchedule",
  ],
  [
    "K01.FR.35 periods out of order",
    withSchedule(
      scheduleOnWire([
        [0, 1],
        [60, 2],
        [30, 3],
      ]),
    ),
    1,
    "InvalidSchedule",
  ],
  [
    "K01.FR.35 two periods at once",
    withSchedule(
      scheduleOnWire([
        [0, 1],
        [60, 2],
        [60, 3],
      ]),
    ),
    1,
    "InvalidSchedule",
  ],
  ["a limit of 0", profileOnWire(0), 1, null],
  ["a limit below 0", profileOnWire(-1), 1, "InvalidSchedule"],
  ["a duration of 0", withSchedule(scheduleOnWire([[0, 10]], { duration: 0 })), 1, "InvalidSchedule"],
  [
    "a minChargingRate below 0",
    withSchedule(scheduleOnWire([[0, 10]], { minChargingRate: -1 })),
    1,
    "InvalidSchedule",
  ],
  ["K01.FR.45 three phases", onPeriod({ numberPhases: 3 }), 1, null],
  ["K01.FR.43 one phase", onPeriod({ numberPhases: 1 }), 1, null],
  ["four phases", onPeriod({ numberPhases: 4 }), 1, "InvalidSchedule"],
  ["no phase", onPeriod({ numberPhases: 0 }), 1, "InvalidSchedule"],
  ["K01.FR.46 the phase that is used anyway", onPeriod({ numberPhases: 1, phaseToUse: 1 }), 1, null],
  ["K01.FR.20, K01.FR.48 another phase", onPeriod({ numberPhases: 1, phaseToUse: 2 }), 1, "UnsupportedParam"],
  [
    "K01.FR.19 a phase to use among three",
    onPeriod({ numberPhases: 3, phaseToUse: 1 }),
    1,
    "InvalidSchedule",
  ],
  ["K01.FR.19 a phase to use among who knows how many", onPeriod({ phaseToUse: 1 }), 1, "InvalidSchedule"],
  ["a phase that is not there", onPeriod({ numberPhases: 1, phaseToUse: 4 }), 1, "InvalidSchedule"],
];

const VARIABLES = { "SmartChargingCtrlr.PeriodsPerSchedule": 50 };

test.each(alone)("%s", (_, profile, evseId, reasonCode) => {
  const bench = smartChargingBench({ variables: VARIABLES });
  bench.arrives(1);
  expect(bench.refusal(profile, evseId)).toBe(reasonCode);
  expect(bench.engine.select({}).length).toBe(reasonCode === null ? 1 : 0);
});

test.each([
  ["K01.FR.44 one phase", { numberPhases: 1 }],
  ["K01.FR.44 a phase to use", { numberPhases: 1, phaseToUse: 3 }],
])("%s does not matter to a DC EVSE", (_, more) => {
  expect(smartChargingBench({ evses: [plugEvse(1)] }).refusal(onPeriod(more), 1)).toBeNull();
});

test.each([
  ["W", profileOnWire(10)],
  ["A", withSchedule(scheduleOnWire([[0, 6000]], { chargingRateUnit: "W" }))],
])("K01.FR.26 where only %s is configured the other unit is refused", (unit, profile) => {
  const bench = smartChargingBench({ variables: { "SmartChargingCtrlr.RateUnit": unit } });
  expect(bench.refusal(profile)).toBe("UnsupportedRateUnit");
});

/** What is there already, what comes, and how it is answered. */
const together: readonly (readonly [
  string,
  readonly (readonly [object, number])[],
  readonly [object, number],
  string | null,
])[] = [
  ["K01.FR.05 the same id again", [[profileOnWire(10), 1]], [profileOnWire(16), 1], null],
  ["K01.FR.05 the same id elsewhere", [[profileOnWire(10), 1]], [profileOnWire(16), 2], null],
  ["K01.FR.05 the same id for another purpose", [[profileOnWire(10), 1]], [max(), 0], null],
  [
    "K01.FR.06 another id at the same level",
    [[profileOnWire(10), 1]],
    [profileOnWire(16, { id: 2 }), 1],
    "DuplicateProfile",
  ],
  [
    "K01.FR.06 another level",
    [[profileOnWire(10), 1]],
    [profileOnWire(16, { id: 2, stackLevel: 1 }), 1],
    null,
  ],
  ["K01.FR.06 another EVSE", [[profileOnWire(10), 1]], [profileOnWire(16, { id: 2 }), 2], null],
  [
    "K01.FR.06 one valid after the other",
    [[profileOnWire(10, { validTo: "2026-02-01T00:00:00Z" }), 1]],
    [profileOnWire(16, { id: 2, validFrom: "2026-02-01T00:00:00Z" }), 1],
    null,
  ],
  [
    "K01.FR.06 valid together for a second",
    [[profileOnWire(10, { validTo: "2026-02-01T00:00:01Z" }), 1]],
    [profileOnWire(16, { id: 2, validFrom: "2026-02-01T00:00:00Z" }), 1],
    "DuplicateProfile",
  ],
  ["K01.FR.06 a second ChargingStationMaxProfile", [[max(), 0]], [max({ id: 2 }), 0], "DuplicateProfile"],
  ["K01.FR.39 a second TxProfile of a level", [[tx(), 1]], [tx({ id: 2 }), 1], "DuplicateProfile"],
  ["K01.FR.39 a TxProfile of another level", [[tx(), 1]], [tx({ id: 2, stackLevel: 1 }), 1], null],
  ["K01.FR.39 a TxDefaultProfile beside it", [[tx(), 1]], [profileOnWire(10, { id: 2 }), 1], null],
  [
    "K01.FR.52 for all where one has its own",
    [[profileOnWire(10), 2]],
    [profileOnWire(16, { id: 2 }), 0],
    "DuplicateProfile",
  ],
  ["K01.FR.52 with the same id", [[profileOnWire(10), 2]], [profileOnWire(16), 0], null],
  [
    "K01.FR.53 for one where all have one",
    [[profileOnWire(10), 0]],
    [profileOnWire(16, { id: 2 }), 2],
    "DuplicateProfile",
  ],
  ["K01.FR.53 with the same id", [[profileOnWire(10), 0]], [profileOnWire(16), 2], null],
  [
    "K01.FR.53 of another level",
    [[profileOnWire(10), 0]],
    [profileOnWire(16, { id: 2, stackLevel: 1 }), 2],
    null,
  ],
];

test.each(together)("%s", (_, before, [profile, evseId], reasonCode) => {
  const bench = smartChargingBench();
  bench.arrives(1);
  for (const [known, place] of before) bench.install(known, place);
  const were = bench.engine.select({});
  expect(bench.refusal(profile, evseId)).toBe(reasonCode);
  if (reasonCode !== null) expect(bench.engine.select({})).toEqual(were);
});

test("K01.FR.05 the id of an external limit cannot be taken", () => {
  const bench = smartChargingBench();
  bench.engine.limitExternally({ evseId: 0, source: "EMS", unit: "A", limit: 10 });
  const id = bench.engine.select({})[0]?.profile.id ?? 0;
  expect(id).toBeLessThan(0);
  expect(bench.refusal(profileOnWire(16, { id }))).toBe("InvalidProfile");
  expect(bench.engine.faultForStart({ ...PROFILE_FOR_START, id }, 1)?.reasonCode).toBe("InvalidProfile");
});

test("2.9.10 no more profiles than there is room for; replacing needs none", () => {
  const bench = smartChargingBench();
  for (let id = 1; id <= 100; id++)
    bench.install(profileOnWire(10, { id, stackLevel: id % 20, validFrom: day(id), validTo: day(id + 1) }));
  expect(bench.deviceModel.find("SmartChargingCtrlr.Entries[ChargingProfiles]")).toBe("100");
  expect(bench.refusal(profileOnWire(10, { id: 101 }))).toBe("TooManyElements");
  expect(
    bench.refusal(profileOnWire(16, { id: 7, stackLevel: 7, validFrom: day(7), validTo: day(8) })),
  ).toBeNull();
  expect(bench.engine.limitExternally({ evseId: 0, source: "SO", unit: "A", limit: 6 })).toMatchObject({
    reason: "full",
  });
});

const day = (n: number): string => new Date(Date.UTC(2026, 5, n)).toISOString();

/** A profile that a remote start may bring. */
const PROFILE_FOR_START = {
  id: 5,
  stackLevel: 0,
  purpose: "TxProfile" as const,
  kind: "Relative" as const,
  schedules: [{ id: 1, chargingRateUnit: "A" as const, periods: [{ startPeriod: 0, limit: 6 }] }],
};

test.each([
  ["F01.FR.09, K05.FR.02 another purpose", { purpose: "TxDefaultProfile" as const }, "InvalidProfile"],
  ["F01.FR.11 a transactionId", { transactionId: "tx-1" }, "InvalidProfile"],
  ["F01.FR.26 a wrong stackLevel", { stackLevel: 99 }, "InvalidStackLevel"],
  [
    "F01.FR.26 no period at 0",
    { schedules: [{ id: 1, chargingRateUnit: "A" as const, periods: [{ startPeriod: 1, limit: 6 }] }] },
    "InvalidSchedule",
  ],
  ["nothing wrong", {}, undefined],
])("a remote start with %s", (_, changes, reasonCode) => {
  const bench = smartChargingBench();
  expect(bench.engine.faultForStart({ ...PROFILE_FOR_START, ...changes }, 1)?.reasonCode).toBe(reasonCode);
});
