import type { Payload } from "../../../../protocol/index.js";
import {
  CHRONOLOGICAL,
  periodPattern,
  timeAround,
  type ExpectedPeriod,
} from "../../../expectations/composite-schedule.js";
import { oneOf, omittedOr } from "../../../expectations/pattern.js";
import type { CaseTools16 } from "../../case-tools.js";

/**
 * GetCompositeSchedule of the connector under test in the configured unit; the schedule must begin now and have
 * exactly these periods, or those of another alternative. What begins within the deviation before its end is not
 * looked at: a profile that was set a moment ago ends a moment earlier.
 * @param duration seconds
 */
export async function hasSchedule(
  { csms, connectorId, configured }: CaseTools16,
  duration: number,
  ...alternatives: readonly (readonly ExpectedPeriod[])[]
): Promise<void> {
  const { chargingRateUnit, deviation } = configured;
  const begins = timeAround(csms.now(), deviation);
  const { scheduleStart, chargingSchedule } = await csms.ask(
    "GetCompositeSchedule",
    { connectorId, duration, chargingRateUnit },
    {
      status: "Accepted",
      connectorId,
      scheduleStart: begins,
      chargingSchedule: {
        duration,
        chargingRateUnit,
        // To be left out (errata 3.57); stations of before the errata repeat scheduleStart.
        startSchedule: omittedOr(begins),
        chargingSchedulePeriod: CHRONOLOGICAL,
      },
    },
  );
  const start = Date.parse(String(scheduleStart));
  const given = (chargingSchedule as Payload)["chargingSchedulePeriod"] as readonly Payload[];
  const chargingSchedulePeriod = given.filter(
    ({ startPeriod }, index) => index === 0 || Number(startPeriod) < duration - deviation,
  );
  csms.check(
    "GetCompositeSchedule.conf",
    { chargingSchedulePeriod },
    {
      chargingSchedulePeriod: oneOf(
        ...alternatives.map((periods) => periods.map((period) => periodPattern(period, start, deviation))),
      ),
    },
  );
}
