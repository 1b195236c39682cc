import type { ChargingRateUnit, InstalledProfile } from "../charging-profile.js";
import { Seconds } from "../../../kernel/index.js";
import { collectPeriods, type CompositePeriod } from "./composite-periods.js";
import { consumptionOf, totalConsumption, type Consumption } from "./consumption.js";
import { sweepLimit, type LimitContext } from "./limit-in-force.js";
import { stacksOfEvse, stacksOfStation } from "./purposes.js";
import type { Stretch } from "./stretch.js";
import type { Supply } from "./supply.js";

/** The whole station, which is asked for as EVSE 0. */
export interface StationContext {
  readonly profiles: readonly InstalledProfile[];
  /** Of the grid connection. */
  readonly supply: Supply;
  readonly evses: readonly LimitContext[];
}

/** What a composite schedule is asked for. */
export type CompositeRequest = {
  /** Milliseconds since 1970; a whole second, where periods are to start exactly when limits change. */
  readonly from: number;
  /** Seconds. */
  readonly duration: number;
  readonly unit: ChargingRateUnit;
} & ({ readonly evse: LimitContext } | { readonly station: StationContext });

/**
 * What an EVSE, or the station, is expected to take at most, as the shortest list of periods (K08.FR.02); never
 * empty, the first at 0. Where nothing limits, the rating of the supply does. An EVSE without a transaction is
 * reckoned as if one began at `from` (K08.FR.06).
 */
export function compositeSchedule(request: CompositeRequest): CompositePeriod[] {
  const { from, duration } = request;
  const consumption =
    "evse" in request ? sweepEvse(request, request.evse) : sweepStation(request, request.station);
  const end = from + Math.max(1, Seconds(duration));
  const periods = collectPeriods();
  for (let at = from; at < end;) {
    const { value, until } = consumption(at);
    periods.add(at - from, Math.min(until, end) - from, value);
    at = until;
  }
  return periods.list();
}

/** Like {@link Stretch}, but there is always something to take. */
type Expected = (at: number) => Stretch<Consumption> & { readonly value: Consumption };

function sweepEvse({ from, unit }: CompositeRequest, evse: LimitContext): Expected {
  const limit = sweepFrom(evse, from);
  return (at) => {
    const { value, until } = limit(at);
    return { value: consumptionOf(value, evse.supply, unit), until };
  };
}

function sweepStation({ from, unit }: CompositeRequest, station: StationContext): Expected {
  const { supply, profiles } = station;
  const whole = sweepLimit(stacksOfStation(profiles, supply), supply);
  const evses = station.evses.map((evse) => ({ supply: evse.supply, limit: sweepFrom(evse, from) }));
  return (at) => {
    const ofStation = whole(at);
    const stretches = evses.map((evse) => evse.limit(at));
    const loads = evses.map((evse, index) => ({
      supply: evse.supply,
      limit: stretches[index]?.value ?? null,
    }));
    return {
      value: totalConsumption(loads, ofStation.value, supply, unit),
      until: Math.min(ofStation.until, ...stretches.map(({ until }) => until)),
    };
  };
}

const sweepFrom = (evse: LimitContext, from: number) =>
  sweepLimit(stacksOfEvse(evse, evse.transaction?.startedAt ?? from), evse.supply); // K08.FR.06
