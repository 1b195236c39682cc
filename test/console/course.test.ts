import type { EvseCharging, StationState } from "../../src/console/api/types.js";
import { columnsOf } from "../../src/console/charging/course.js";
import { createHistory } from "../../src/console/charging/history.js";

const START = Date.UTC(2026, 0, 1) / 1_000;

function state(second: number, amps: number, limit: number | null): StationState {
  return {
    time: new Date((START + second) * 1_000).toISOString(),
    evses: [
      {
        evseId: 1,
        connectors: [{ rating: { maxCurrent: 32, maxPower: 22_080 } }],
        meter: { powerW: amps * 690, currentA: [amps, amps, amps], offeredA: amps },
        limit: limit === null ? null : { amps: limit, watts: limit * 690 },
        ev: { stateOfCharge: 40 },
      },
    ],
  } as unknown as StationState;
}

const charging: EvseCharging = {
  evseId: 1,
  dc: false,
  factors: [],
  because: "",
  next: null,
  schedule: {
    start: new Date(START * 1_000).toISOString(),
    unit: "A",
    periods: [
      { startPeriod: 0, limit: 16 },
      { startPeriod: 30, limit: 10 },
      { startPeriod: 500, limit: 6 },
    ],
  },
};

test("what was seen is followed by what the composite schedule expects (K08)", () => {
  const history = createHistory();
  history.add(state(0, 16, null));
  history.add(state(10, 16, 16));
  const columns = columnsOf(history.of(1), charging, { from: START, to: START + 60 });
  expect(columns.at.map((at) => Math.round(at - START))).toEqual([0, 10, 10, 30, 60]);
  expect(columns.currentA[0]).toEqual([16, 16, null, null, null]);
  expect(columns.limit).toEqual([32, 16, null, null, null]);
  expect(columns.expected).toEqual([null, null, 16, 10, 10]);
  expect(columns.at).toEqual([...columns.at].sort((a, b) => a - b));
});

test("a sample that says nothing new is left out, a change never is", () => {
  const history = createHistory();
  for (const second of [0, 0.1, 0.2]) history.add(state(second, 16, null));
  history.add(state(0.25, 16, 10));
  expect(history.of(1).map(({ limitA }) => limitA)).toEqual([32, 10]);
});

test("a clock that is set back begins a new line", () => {
  const history = createHistory();
  history.add(state(100, 16, null));
  history.add(state(5, 10, null));
  expect(history.of(1).map(({ at }) => at - START)).toEqual([5]);
});

test("a span of which nothing was seen shows only what is expected", () => {
  const columns = columnsOf([], charging, { from: START, to: START + 60 });
  expect(columns.expected).toEqual([16, 10, 10]);
});
