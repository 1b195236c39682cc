import { isWithin, planAsProfile, scheduleOfEv } from "../../../src/blocks/k-smart-charging/ev-schedule.js";
import { limitAt } from "../../../src/blocks/k-smart-charging/schedule/index.js";
import type { ScheduleOffer, SchedulePeriod } from "../../../src/hardware/index.js";
import { DC, ONE_PHASE, THREE_PHASES } from "./schedule/profiles.js";

type Period = readonly [startPeriod: number, limit: number, phases?: number];

const schedule = (periods: readonly Period[], changes: Partial<ScheduleOffer> = {}): ScheduleOffer => ({
  id: 1,
  unit: "A",
  durationSeconds: 600,
  periods: periods.map(([startPeriod, limit, phases]): SchedulePeriod => ({
    startPeriod,
    limit,
    ...(phases !== undefined && { phases }),
  })),
  ...changes,
});

const OFFER = schedule([
  [0, 16, 3],
  [300, 10, 3],
]);

test.each<[string, boolean, ScheduleOffer]>([
  ["the offer itself", true, OFFER],
  ["less", true, schedule([[0, 8, 3]])],
  ["as much on fewer phases", true, schedule([[0, 10, 1]])],
  ["as much without a word of phases", true, schedule([[0, 10]])],
  [
    "more at once",
    false,
    schedule([
      [0, 16.1, 3],
      [300, 6, 3],
    ]),
  ],
  ["more where the offer falls", false, schedule([[0, 16, 3]])],
  [
    "falling too late",
    false,
    schedule([
      [0, 16, 3],
      [301, 10, 3],
    ]),
  ],
  [
    "falling early",
    true,
    schedule([
      [0, 16, 3],
      [200, 10, 3],
    ]),
  ],
  ["more phases", false, schedule([[0, 10, 3]], { unit: "A" })],
  [
    "more after the offer is over",
    true,
    schedule(
      [
        [0, 10],
        [600, 32],
      ],
      { durationSeconds: 900 },
    ),
  ],
  ["more than is told after its own end", true, schedule([[0, 16]], { durationSeconds: 300 })],
  ["as many watts", true, schedule([[0, 6_900, 3]], { unit: "W" })],
  ["more watts", false, schedule([[0, 6_901, 3]], { unit: "W" })],
])("K15.FR.09, K16.FR.04, K17.FR.09 within what was offered or not: %s", (name, within, plan) => {
  const offer = name === "more phases" ? schedule([[0, 16, 1]]) : OFFER;
  expect(isWithin(plan, offer, THREE_PHASES)).toBe(within);
});

test("watts of a DC EVSE know no phases", () => {
  const offer = schedule([[0, 50_000]], { unit: "W" });
  expect(isWithin(schedule([[0, 50_000]], { unit: "W" }), offer, DC)).toBe(true);
  expect(isWithin(schedule([[0, 101]], { unit: "A" }), offer, DC)).toBe(false);
  expect(isWithin(schedule([[0, 100]], { unit: "A" }), offer, DC)).toBe(true);
});

test("K15.FR.19 a schedule has the id of the offer that was chosen, and as many phases as it is meant for", () => {
  expect(scheduleOfEv(schedule([[0, 10, 2]]), 7, THREE_PHASES)).toEqual({
    id: 7,
    duration: 600,
    chargingRateUnit: "A",
    periods: [{ startPeriod: 0, limit: 10, numberPhases: 2 }],
  });
  expect(scheduleOfEv(schedule([[0, 10]]), 7, ONE_PHASE).periods).toEqual([
    { startPeriod: 0, limit: 10, numberPhases: 1 },
  ]);
  expect(scheduleOfEv(schedule([[0, 10]]), 7, DC).periods).toEqual([{ startPeriod: 0, limit: 10 }]);
});

test("K15.FR.14 what an EV means to take counts as a limit of its EVSE, for as long as it lasts", () => {
  const plan = planAsProfile(scheduleOfEv(OFFER, 1, THREE_PHASES), 1, 5_000);
  const at = (now: number, evseId = 1): number | undefined =>
    limitAt({ profiles: [plan], evseId, transaction: null, supply: THREE_PHASES }, now)?.amps;
  expect([at(4_999), at(5_000), at(304_999), at(305_000), at(605_000)]).toEqual([
    undefined,
    16,
    16,
    10,
    undefined,
  ]);
  expect(at(5_000, 2)).toBeUndefined();
});
