import {
  allowanceAt,
  chooseOffer,
  nextTurn,
  ownProfile,
  type EvAbility,
} from "../../../../src/hardware/virtual/ev-communication/agreement.js";
import type { ScheduleOffer } from "../../../../src/hardware/index.js";

const ac: EvAbility = { dc: false, phases: 3, amps: 16, watts: 11_040 };
const dc: EvAbility = { dc: true, phases: 1, amps: 125, watts: 50_000 };

const offer = (
  id: number,
  unit: "A" | "W",
  periods: readonly (readonly [start: number, limit: number, phases?: number])[],
  durationSeconds?: number,
): ScheduleOffer => ({
  id,
  unit,
  ...(durationSeconds !== undefined && { durationSeconds }),
  periods: periods.map(([startPeriod, limit, phases]) => ({
    startPeriod,
    limit,
    ...(phases !== undefined && { phases }),
  })),
});

test("the offer that brings the most energy is chosen, of equals the first", () => {
  const little = offer(1, "A", [[0, 8]]);
  const much = offer(2, "W", [[0, 9_000]]);
  expect(chooseOffer([little, much], ac)?.id).toBe(2);
  expect(chooseOffer([offer(1, "A", [[0, 20]]), offer(2, "A", [[0, 32]])], ac)?.id).toBe(1);
  expect(chooseOffer([], ac)).toBeNull();
});

test("only what comes before departure counts", () => {
  const soon = offer(1, "A", [
    [0, 16],
    [600, 0],
  ]);
  const later = offer(2, "A", [
    [0, 6],
    [600, 16],
  ]);
  expect(chooseOffer([soon, later], ac, 600)?.id).toBe(1);
  expect(chooseOffer([soon, later], ac, 7_200)?.id).toBe(2);
});

test("a schedule that ends soon brings less than one that does not", () => {
  expect(chooseOffer([offer(1, "A", [[0, 16]], 60), offer(2, "A", [[0, 10]])], ac)?.id).toBe(2);
});

test("the EV's own profile stays within the offer and within what it can take", () => {
  const offered = offer(
    3,
    "A",
    [
      [0, 32],
      [60, 10, 1],
    ],
    300,
  );
  expect(ownProfile(offered, ac)).toEqual(
    offer(
      3,
      "A",
      [
        [0, 16],
        [60, 10, 1],
      ],
      300,
    ),
  );
  expect(ownProfile(offer(1, "W", [[0, 80_000]]), dc).periods).toEqual([{ startPeriod: 0, limit: 50_000 }]);
});

test.each([
  ["amperes", offer(1, "A", [[0, 10]]), ac, 5, { amps: 10 }],
  ["watts of three phases", offer(1, "W", [[0, 6_900]]), ac, 5, { amps: 10 }],
  ["watts of one phase", offer(1, "W", [[0, 2_300, 1]]), ac, 5, { amps: 10, phases: 1 }],
  ["watts of DC", offer(1, "W", [[0, 20_000]]), dc, 5, { amps: 50 }],
  ["less than a control pilot can tell", offer(1, "A", [[0, 5.9]]), ac, 5, { amps: 0 }],
  [
    "a later period",
    offer(1, "A", [
      [0, 10],
      [60, 12],
    ]),
    ac,
    60,
    { amps: 12 },
  ],
  ["after the end", offer(1, "A", [[0, 10]], 60), ac, 90, { amps: 10 }],
  ["no period", offer(1, "A", []), ac, 0, { amps: 0 }],
])("what a schedule allows: %s", (_, schedule, ability, seconds, allowed) => {
  expect(allowanceAt(schedule, ability, seconds)).toEqual(allowed);
});

test("the next turn is the next period or the end", () => {
  const schedule = offer(
    1,
    "A",
    [
      [0, 10],
      [60, 12],
      [600, 12],
    ],
    300,
  );
  expect([0, 59.5, 60, 300].map((seconds) => nextTurn(schedule, seconds))).toEqual([60, 60, 300, null]);
  expect(nextTurn(offer(1, "A", [[0, 10]]), 0)).toBeNull();
});
