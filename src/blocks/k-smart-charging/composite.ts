import type { ChargingRateUnit, InstalledProfile } from "./charging-profile.js";
import type { CompositeQuestion, CompositeSchedule } from "./interface.js";
import { refuse, type ProfileRefusal } from "./refusal.js";
import { compositeSchedule, type LimitContext } from "./schedule/index.js";
import type { Supply } from "./supply.js";

/** The longest course that is worked out, in seconds: 31 days. */
const LONGEST = 31 * 86_400;

/** Answers a question about the course of limits (K08). */
export function composite(
  { evseId, duration, unit }: CompositeQuestion,
  station: {
    readonly profiles: readonly InstalledProfile[];
    readonly units: readonly ChargingRateUnit[];
    readonly grid: Supply;
    readonly evses: readonly LimitContext[];
    /** Milliseconds since 1970. */
    readonly now: number;
  },
): { readonly refusal: ProfileRefusal } | CompositeSchedule {
  const { profiles, units, grid, evses, now } = station;
  const evse = evses.find((context) => context.evseId === evseId);
  if (evseId !== 0 && !evse) return { refusal: refuse("UnknownEvse", `there is no EVSE ${evseId}`) }; // K08.FR.05
  if (unit !== undefined && !units.includes(unit))
    return { refusal: refuse("UnsupportedRateUnit", `chargingRateUnit must be ${units.join(" or ")}`) }; // K08.FR.07
  if (duration <= 0) return { refusal: refuse("ValuePositiveOnly", "duration must be above 0 s") };
  if (duration > LONGEST)
    return { refusal: refuse("ValueTooHigh", `duration must not be above ${LONGEST} s`) };
  const { dc } = evse?.supply ?? grid;
  const chosen = unit ?? units.find((one) => one === (dc ? "W" : "A")) ?? units[0] ?? "A";
  // The response counts in whole seconds.
  const start = Math.floor(now / 1_000) * 1_000;
  const request = { from: start, duration, unit: chosen };
  const begun = evses.map((context) => begunBy(start, context));
  const asked = begun.find((context) => context.evseId === evseId);
  const periods = compositeSchedule(
    asked ? { ...request, evse: asked } : { ...request, station: { profiles, supply: grid, evses: begun } },
  );
  return { start, unit: chosen, periods };
}

/** What began within the second that the schedule starts with began with it. */
function begunBy(start: number, context: LimitContext): LimitContext {
  const { transaction } = context;
  return transaction && transaction.startedAt > start
    ? { ...context, transaction: { ...transaction, startedAt: start } }
    : context;
}
