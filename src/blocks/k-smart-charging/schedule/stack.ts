import { lower, type Allowance } from "./allowance.js";
import { stretchOf, type Course } from "./course.js";
import { remembering, type Stretch, type Sweep } from "./stretch.js";

/** Courses of which one at a time leads: the first level that has something to say; a level is hardly ever more than one course. */
export type Stack = readonly (readonly Course[])[];

/**
 * Piles up courses: the first by `order` lead (K01.FR.17). Those that `order` does not tell apart make up one level.
 * @param order negative: the first argument leads
 */
export function stackOf(courses: readonly Course[], order: (a: Course, b: Course) => number): Stack {
  const levels: Course[][] = [];
  for (const course of [...courses].sort(order)) {
    const level = levels.at(-1);
    if (level?.[0] !== undefined && order(level[0], course) === 0) level.push(course);
    else levels.push([course]);
  }
  return levels;
}

/** What the stack's leading course allows; where a level has a gap the next one leads. */
export function sweepStack(stack: Stack): Sweep<Allowance> {
  const levels = stack.map((level) => remembering((at: number) => stretchOfLevel(level, at)));
  let leading = 0;
  let leadsUntil = -Infinity; // none of those above it speaks before
  return remembering((at) => {
    if (at >= leadsUntil) {
      leading = 0;
      leadsUntil = Infinity;
    }
    for (; leading < levels.length; leading++) {
      const { value, until } = levels[leading]?.(at) ?? { value: null, until: Infinity };
      if (value !== null) return { value, until: Math.min(until, leadsUntil) };
      leadsUntil = Math.min(leadsUntil, until);
    }
    return { value: null, until: leadsUntil };
  });
}

/** OCPP forbids two of a kind at one level (K01.FR.06); should they be there, the lower limit counts. */
function stretchOfLevel(level: readonly Course[], at: number): Stretch<Allowance> {
  const stretches = level.map((course) => stretchOf(course, at));
  const [first, ...others] = stretches;
  if (first !== undefined && others.length === 0) return first;
  const values = stretches.flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    value: values.length === 0 ? null : values.reduce(lower),
    until: Math.min(...stretches.map(({ until }) => until)),
  };
}
