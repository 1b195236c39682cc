import type { EvseDecision } from "./decisions.js";
import type { LimitView } from "./interface.js";

/** What a decision about an EVSE comes to, for who looks from outside; `null` where nothing limits. */
export function limitView(decision: EvseDecision | undefined): LimitView | null {
  if (!decision?.byProfiles) return null;
  const { byProfiles, sharedFrom, takesPart, limit, supply } = decision;
  const { profile, source } = sharedFrom ?? byProfiles.decidedBy;
  const phases = limit?.phases;
  // Before it offers anything an EVSE has no share of the station's limit, but may come to have all of it.
  const amps = takesPart ? (limit?.amps ?? byProfiles.amps) : byProfiles.amps;
  const watts = supply.dc ? amps * supply.voltage : amps * supply.voltage * (phases ?? supply.phases);
  return {
    amps,
    watts: takesPart ? Math.min(limit?.watts ?? Infinity, watts) : byProfiles.watts,
    ...(phases !== undefined && { phases }),
    purpose: profile.purpose,
    profileId: profile.id,
    source,
  };
}
