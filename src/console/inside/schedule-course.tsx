interface ScheduleCourseProps {
  readonly periods: readonly { readonly startPeriod: number; readonly limit: number }[];
  /** Seconds. */
  readonly duration?: number | undefined;
}

const WIDTH = 300;
const HEIGHT = 64;
/** What is drawn of a last period that does not end: as much as of those before it, and a little at least. */
const LAST_PART = 1.35;
const SHORTEST = 60;

/** The course of a schedule, as steps. */
export function ScheduleCourse({ periods, duration }: ScheduleCourseProps) {
  const last = periods.at(-1)?.startPeriod ?? 0;
  const end = duration ?? Math.max(last * LAST_PART, SHORTEST);
  const highest = Math.max(1, ...periods.map(({ limit }) => limit));
  const x = (seconds: number): number => Math.min(1, seconds / end) * WIDTH;
  const y = (limit: number): number => HEIGHT - 4 - (limit / highest) * (HEIGHT - 12);
  const steps = periods.map(({ startPeriod, limit }, index) => {
    const until = periods[index + 1]?.startPeriod ?? end;
    return `${index === 0 ? "M" : "L"}${x(startPeriod)} ${y(limit)}H${x(until)}`;
  });
  return (
    <svg
      class="schedule-course"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label="Course of the limits"
    >
      <path class="area" d={`${steps.join("")}V${HEIGHT}H0z`} />
      <path class="course" d={steps.join("")} />
    </svg>
  );
}
