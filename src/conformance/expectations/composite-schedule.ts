import type { Payload } from "../../protocol/index.js";
import { satisfying, type Condition, type Pattern } from "./pattern.js";

/** A period that a composite schedule must have. */
export interface ExpectedPeriod {
  /** When it must begin, milliseconds since 1970, but for the configured deviation; the first begins with the schedule. */
  readonly from?: number;
  /** In the configured unit, or a condition; not looked at unless told. */
  readonly limit?: number | Condition;
}

const MILLISECONDS = 1_000;
/** Limits have one digit after the point at most. */
const PRECISION = 0.05;

/** Periods in chronological order. The first begins with the schedule (K01.FR.31; OCPP 1.6, 7.14). */
export const CHRONOLOGICAL = satisfying("periods in chronological order, the first at 0", (value) => {
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
 * A period as the wire has it.
 * @param start of the schedule, milliseconds since 1970
 * @param deviation seconds
 */
export function periodPattern({ from, limit }: ExpectedPeriod, start: number, deviation: number): Pattern {
  return {
    ...(from !== undefined && { startPeriod: secondsAround((from - start) / MILLISECONDS, deviation) }),
    ...(limit !== undefined && { limit: typeof limit === "number" ? near(limit) : limit }),
  };
}

/**
 * A time near to that of the request.
 * @param wanted milliseconds since 1970
 * @param deviation seconds
 */
export const timeAround = (wanted: number, deviation: number): Condition =>
  satisfying(
    `the time of the request, but for ${deviation} s`,
    (value) => Math.abs(Date.parse(String(value)) - wanted) <= deviation * MILLISECONDS,
  );

const secondsAround = (wanted: number, deviation: number): Condition =>
  satisfying(
    `${wanted.toFixed(1)} s, but for ${deviation} s`,
    (value) => typeof value === "number" && Math.abs(value - wanted) <= deviation,
  );
