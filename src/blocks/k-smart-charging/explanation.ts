import type { ChargingLimitSource, ChargingProfilePurpose } from "./charging-profile.js";
import type { EvseDecision } from "./decisions.js";
import { leadingAllowances, limitAt, nextChange, type LimitContext } from "./schedule/index.js";

/** What one of the profiles that lead allows at an instant. */
export interface ProfileAllowance {
  readonly profileId: number;
  readonly purpose: ChargingProfilePurpose;
  readonly stackLevel: number;
  readonly source: ChargingLimitSource;
  /** Where it is installed; 0: the station. */
  readonly evseId: number;
  /** Per phase (AC), in total (DC). */
  readonly amps: number;
  /** In total. */
  readonly watts: number;
  /** 1 to 3; 0 for DC. */
  readonly phases: number;
}

/** Why an EVSE has the limit that it has, and what comes next. */
export interface LimitExplanation {
  /** What each purpose allows now, by the profile of it that leads; the lowest holds. */
  readonly profiles: readonly ProfileAllowance[];
  /** Amperes per phase that are its share of a limit of the station, where that is less than the profiles allow. */
  readonly share: { readonly amps: number; readonly profileId: number } | null;
  /** Milliseconds since 1970 at which the profiles next allow something else, and what; `null`: not by themselves. */
  readonly next: {
    readonly at: number;
    readonly amps: number | null;
    readonly watts: number | null;
    readonly profileId: number | null;
    readonly purpose: ChargingProfilePurpose | null;
  } | null;
}

/** Explains the limit of an EVSE at an instant. @param decision the one that holds, `undefined` for none */
export function explain(
  context: LimitContext,
  decision: EvseDecision | undefined,
  at: number,
): LimitExplanation {
  return {
    profiles: leadingAllowances(context, at).map(asAllowance),
    share: shareOf(decision),
    next: nextOf(context, at),
  };
}

function asAllowance({
  installed: { profile, evseId, source },
  amps,
  watts,
  phases,
}: ReturnType<typeof leadingAllowances>[number]): ProfileAllowance {
  const { id, purpose, stackLevel } = profile;
  return { profileId: id, purpose, stackLevel, source, evseId, amps, watts, phases };
}

function shareOf(decision: EvseDecision | undefined): LimitExplanation["share"] {
  if (!decision?.sharedFrom || !decision.limit) return null;
  return { amps: decision.limit.amps, profileId: decision.sharedFrom.profile.id };
}

/** Skips the instants at which nothing becomes different after all. */
function nextOf(context: LimitContext, from: number): LimitExplanation["next"] {
  const now = limitAt(context, from);
  let at = nextChange(context, from);
  for (let turn = 0; at !== null && turn < MOST_TURNS; turn++) {
    const then = limitAt(context, at);
    if (then?.amps !== now?.amps || then?.watts !== now?.watts || then?.decidedBy !== now?.decidedBy)
      return {
        at,
        amps: then?.amps ?? null,
        watts: then?.watts ?? null,
        profileId: then?.decidedBy.profile.id ?? null,
        purpose: then?.decidedBy.profile.purpose ?? null,
      };
    at = nextChange(context, at);
  }
  return null;
}

const MOST_TURNS = 100;
