import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { omitted, satisfying, type Condition, type Pattern } from "../../expectations/pattern.js";

/** A period that a composite schedule must have. */
export interface ExpectedPeriod {
  /** When it must begin, milliseconds since 1970, but for the configured deviation; the first begins with the schedule. */
  readonly from?: number;
  /** In the configured unit, or a condition; not looked at unless told. */
  readonly limit?: number | Condition;
}

/** What GetCompositeSchedule asks for. */
export interface ScheduleRequest {
  readonly evseId: number;
  /** Seconds. */
  readonly duration: number;
}

const MILLISECONDS = 1_000;
/** Limits have one digit after the point at most. */
const PRECISION = 0.05;

/** General rule of 2.1: in chronological order. The first begins with the schedule (K01.FR.31). */
const CHRONOLOGICAL = satisfying("periods in chronological order, the first at 0", (value) => {
  if (!Array.isArray(value)) return false;
  const starts = value.map((period: Payload) => Number(period["startPeriod"]));
  return starts[0] === 0 && starts.every((start, index) => index === 0 || start > (starts[index - 1] ?? 0));
});

const near = (wanted: number): Condition =>
  satisfying(`${wanted}`, (value) => typeof value === "number" && Math.abs(value - wanted) < PRECISION);

/** A limit that is another one. */
export const otherThan = (unwanted: number): Condition =>
  satisfying(`not ${unwanted}`, (value) => typeof value === "number" && !near(unwanted).holds(value));

/**
 * GetCompositeSchedule in the configured unit; the schedule must begin now (K08.FR.02) and have exactly these
 * periods.
 */
export async function hasSchedule(
  { csms, configured }: CaseTools,
  { evseId, duration }: ScheduleRequest,
  periods: readonly ExpectedPeriod[],
): Promise<void> {
  const { chargingRateUnit, deviation } = configured;
  const askedAt = csms.now();
  const { schedule } = await csms.ask(
    "GetCompositeSchedule",
    { evseId, duration, chargingRateUnit },
    {
      status: "Accepted",
      schedule: {
        evseId,
        duration,
        chargingRateUnit,
        scheduleStart: timeAround(askedAt, deviation),
        chargingSchedulePeriod: CHRONOLOGICAL,
      },
    },
  );
  const { scheduleStart, chargingSchedulePeriod } = schedule as Payload;
  const start = Date.parse(String(scheduleStart));
  csms.check(
    "GetCompositeScheduleResponse",
    { chargingSchedulePeriod },
    { chargingSchedulePeriod: periods.map((period) => pattern(period, start, deviation)) },
  );
}

function pattern({ from, limit }: ExpectedPeriod, start: number, deviation: number): Pattern {
  return {
    ...(from !== undefined && { startPeriod: secondsAround((from - start) / MILLISECONDS, deviation) }),
    ...(limit !== undefined && { limit: typeof limit === "number" ? near(limit) : limit }),
  };
}

const timeAround = (wanted: number, deviation: number): Condition =>
  satisfying(
    `the time of the request, but for ${deviation} s`,
    (value) => Math.abs(Date.parse(String(value)) - wanted) <= deviation * MILLISECONDS,
  );

const secondsAround = (wanted: number, deviation: number): Condition =>
  satisfying(
    `${wanted.toFixed(1)} s, but for ${deviation} s`,
    (value) => typeof value === "number" && Math.abs(value - wanted) <= deviation,
  );

/** GetCompositeSchedule is refused. */
export async function refusesSchedule({ csms }: CaseTools, request: Payload): Promise<void> {
  await csms.ask("GetCompositeSchedule", request, { status: "Rejected", schedule: omitted });
}
