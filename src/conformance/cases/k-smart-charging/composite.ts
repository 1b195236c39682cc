import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import {
  CHRONOLOGICAL,
  periodPattern,
  timeAround,
  type ExpectedPeriod,
} from "../../expectations/composite-schedule.js";
import { omitted } from "../../expectations/pattern.js";

/** What GetCompositeSchedule asks for. */
export interface ScheduleRequest {
  readonly evseId: number;
  /** Seconds. */
  readonly duration: number;
}

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
    { chargingSchedulePeriod: periods.map((period) => periodPattern(period, start, deviation)) },
  );
}

/** GetCompositeSchedule is refused. */
export async function refusesSchedule({ csms }: CaseTools, request: Payload): Promise<void> {
  await csms.ask("GetCompositeSchedule", request, { status: "Rejected", schedule: omitted });
}
