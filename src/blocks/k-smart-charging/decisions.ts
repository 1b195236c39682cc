import { LEAST_AC_CURRENT, type EvseHardware, type SupplyLimit } from "../../hardware/index.js";
import type { InstalledProfile } from "./charging-profile.js";
import {
  limitAt,
  nextChange,
  stationLimitAt,
  type LimitContext,
  type LimitInForce,
} from "./schedule/index.js";
import { shareStationLimit, type Sharer } from "./station-share.js";
import type { Supply } from "./supply.js";

/** An EVSE at the moment of a decision. */
export interface EvseInView {
  readonly evse: Pick<EvseHardware, "id" | "offering" | "ev">;
  readonly context: LimitContext;
  /** Its place among those that offer energy; `null` while it offers none. */
  readonly arrival: number | null;
}

/** What an EVSE is to obey, and until when. */
export interface EvseDecision {
  readonly evseId: number;
  readonly supply: Supply;
  /** What the hardware is to obey; `null`: nothing limits. */
  readonly limit: SupplyLimit | null;
  /** Whether it offers energy, and so takes part. */
  readonly takesPart: boolean;
  /** The limit by the profiles, before a limit of the station is shared out; `null`: none. */
  readonly byProfiles: LimitInForce | null;
  /** The station's profile whose limit is shared, where the share is lower than what the profiles allow. */
  readonly sharedFrom: InstalledProfile | null;
  /** Milliseconds since 1970 at which it may change; `null`: not by itself. */
  readonly changesAt: number | null;
}

/** Decides for all EVSEs at once, because they share the limit of the station. */
export function decide(
  evses: readonly EvseInView[],
  profiles: readonly InstalledProfile[],
  grid: Supply,
  at: number,
): EvseDecision[] {
  const views = evses.map((view) => ({ ...view, byProfiles: limitAt(view.context, at) }));
  const station = stationLimitAt(profiles, grid, at);
  const sharers = views
    .filter(({ arrival }) => arrival !== null)
    .sort((a, b) => (a.arrival ?? 0) - (b.arrival ?? 0))
    .map(({ evse, context, byProfiles }): Sharer => ({
      evseId: evse.id,
      supply: context.supply,
      own: byProfiles && limitOf(byProfiles, context.supply),
      asks: evse.ev?.ready === true,
    }));
  const shares = station && shareStationLimit(sharers, station.amps, grid);
  return views.map(({ evse, context, arrival, byProfiles }) => {
    const own = byProfiles && limitOf(byProfiles, context.supply);
    // Who offers nothing yet gets its share when it does; until then nothing could flow by surprise.
    const share = shares && (shares.get(evse.id) ?? { amps: 0 });
    const limit = usable(lowest(own, share), context.supply);
    return {
      evseId: evse.id,
      supply: context.supply,
      limit,
      takesPart: arrival !== null,
      byProfiles,
      sharedFrom:
        share && arrival !== null && share.amps < (own?.amps ?? Infinity) ? station.decidedBy : null,
      changesAt: nextChange(context, at),
    };
  });
}

/** A limit by profiles as hardware obeys it. A DC EVSE holds power as well, for the EV sets the voltage. */
function limitOf({ amps, watts, numberPhases }: LimitInForce, { dc, phases }: Supply): SupplyLimit {
  if (dc) return { amps, watts };
  return { amps, ...(numberPhases !== undefined && numberPhases < phases && { phases: numberPhases }) };
}

function lowest(own: SupplyLimit | null, share: SupplyLimit | null): SupplyLimit | null {
  if (!own || !share) return own ?? share;
  const watts = Math.min(own.watts ?? Infinity, share.watts ?? Infinity);
  return { ...own, amps: Math.min(own.amps, share.amps), ...(Number.isFinite(watts) && { watts }) };
}

/** What is too little to charge with is nothing (SuspendedEVSE). */
const usable = (limit: SupplyLimit | null, { dc }: Supply): SupplyLimit | null =>
  limit && !dc && limit.amps < LEAST_AC_CURRENT ? { ...limit, amps: 0 } : limit;
