import type { InstalledProfile } from "../charging-profile.js";
import type { Allowance } from "./allowance.js";
import { sweepLimit, type LimitContext, type LimitInForce } from "./limit-in-force.js";
import { stacksOfEvse, stacksOfStation } from "./purposes.js";
import { sweepStack } from "./stack.js";
import type { Sweep } from "./stretch.js";
import type { Supply } from "./supply.js";

/**
 * The lowest limit of the purposes that apply at an instant to an EVSE, the station's own included; null where
 * none limits. Without a transaction the TxDefaultProfile applies, a Relative one as if it began just then.
 * @param at milliseconds since 1970
 */
export const limitAt = (context: LimitContext, at: number): LimitInForce | null => ofEvse(context)(at).value;

/** What the leading profile of each purpose allows at an instant, of which the lowest holds; without those that have a gap. */
export const leadingAllowances = (context: LimitContext, at: number): readonly Allowance[] =>
  stacksOfEvse(context, context.transaction?.startedAt ?? null).flatMap(
    (stack) => sweepStack(stack)(at).value ?? [],
  );

/**
 * The same for the whole station: what is installed at EVSE 0 as ChargingStationMaxProfile or
 * ChargingStationExternalConstraints, before it is shared out.
 * @param supply of the grid connection
 * @param at milliseconds since 1970
 */
export const stationLimitAt = (
  profiles: readonly InstalledProfile[],
  supply: Supply,
  at: number,
): LimitInForce | null => ofStation(profiles, supply)(at).value;

/**
 * The first instant after `after` at which {@link limitAt} may differ; until then it does not. Null: never again.
 * @param after milliseconds since 1970
 */
export const nextChange = (context: LimitContext, after: number): number | null =>
  endOf(ofEvse(context), after);

/** The same for {@link stationLimitAt}. */
export const nextStationChange = (
  profiles: readonly InstalledProfile[],
  supply: Supply,
  after: number,
): number | null => endOf(ofStation(profiles, supply), after);

const ofEvse = (context: LimitContext): Sweep<LimitInForce> =>
  sweepLimit(stacksOfEvse(context, context.transaction?.startedAt ?? null), context.supply);

const ofStation = (profiles: readonly InstalledProfile[], supply: Supply): Sweep<LimitInForce> =>
  sweepLimit(stacksOfStation(profiles, supply), supply);

function endOf(sweep: Sweep<LimitInForce>, after: number): number | null {
  const { until } = sweep(after);
  return until === Infinity ? null : until;
}
