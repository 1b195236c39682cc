import type { ChargingSchedule, ChargingSchedulePeriod, InstalledProfile } from "../charging-profile.js";
import { allowanceOf, behindConverter, type Allowance } from "./allowance.js";
import { courseOf, type Course } from "./course.js";
import type { LimitContext } from "./limit-in-force.js";
import { stackOf, type Stack } from "./stack.js";
import type { Supply } from "./supply.js";

/** The stacks that may limit an EVSE, each by itself: the one with the greatest weight first. */
const PLACES = ["stationConstraints", "ownConstraints", "stationMaximum", "transaction"] as const;
type Place = (typeof PLACES)[number];

/**
 * The stacks that limit an EVSE; the lowest of them counts (K08.FR.04).
 * @param began when the transaction began, or is to be thought to begin; null: at the instant asked for (K08.FR.06)
 */
export function stacksOfEvse(context: LimitContext, began: number | null): Stack[] {
  const { profiles, supply, stationSupply = supply } = context;
  return pileUp(profiles, (installed) => {
    const place = placeOf(installed, context);
    if (place === null) return null;
    const ofStation = place === "stationConstraints" || place === "stationMaximum";
    const start = place === "transaction" ? began : startWithout(installed);
    return { place, course: lay(installed, start, ofStation ? stationSupply : supply, supply) };
  });
}

/** The stacks that limit the whole station, as its grid connection sees them. */
export const stacksOfStation = (profiles: readonly InstalledProfile[], supply: Supply): Stack[] =>
  pileUp(profiles, (installed) => {
    const place = placeAtStation(installed);
    return place === null ? null : { place, course: lay(installed, startWithout(installed), supply, supply) };
  });

/** What is installed at EVSE 0 limits the station, and is no level in the stack of an EVSE: neither may lift the other. */
function placeAtStation({ profile, evseId }: InstalledProfile): Place | null {
  if (evseId !== 0) return null;
  if (profile.purpose === "ChargingStationExternalConstraints") return "stationConstraints";
  return profile.purpose === "ChargingStationMaxProfile" ? "stationMaximum" : null; // K04.FR.03
}

function placeOf(installed: InstalledProfile, { evseId, transaction }: LimitContext): Place | null {
  const { profile } = installed;
  const here = installed.evseId === evseId;
  switch (profile.purpose) {
    case "TxDefaultProfile":
      // K01.FR.14, K01.FR.15: one of EVSE 0 is effective on all, in one stack with the EVSE's own.
      return here || installed.evseId === 0 ? "transaction" : null;
    case "TxProfile": {
      if (transaction === null) return null;
      const { transactionId } = profile;
      const its = transactionId === undefined ? here : transactionId === transaction.transactionId; // K01.FR.04
      return its ? "transaction" : null;
    }
    case "ChargingStationExternalConstraints":
      return here ? "ownConstraints" : placeAtStation(installed);
    case "ChargingStationMaxProfile":
      return placeAtStation(installed);
  }
}

/** Where a schedule that knows no transaction begins, if it does not say. */
const startWithout = ({ profile }: InstalledProfile): number | null => profile.validFrom ?? null;

function pileUp(
  profiles: readonly InstalledProfile[],
  putAt: (installed: InstalledProfile) => { readonly place: Place; readonly course: Course | null } | null,
): Stack[] {
  const piles: Record<Place, Course[]> = {
    stationConstraints: [],
    ownConstraints: [],
    stationMaximum: [],
    transaction: [],
  };
  for (const installed of profiles) {
    const put = putAt(installed);
    if (put !== null && put.course !== null) piles[put.place].push(put.course);
  }
  return PLACES.map((place) => stackOf(piles[place], whichLeads)).filter((stack) => stack.length > 0);
}

function lay(installed: InstalledProfile, began: number | null, from: Supply, to: Supply): Course | null {
  const converts = from.dc !== to.dc;
  const allowance = (schedule: ChargingSchedule, period: ChargingSchedulePeriod): Allowance =>
    converts
      ? behindConverter(allowanceOf(installed, schedule, period, from), to)
      : allowanceOf(installed, schedule, period, to);
  return courseOf(installed, began, allowance);
}

/** A TxProfile before the TxDefaultProfile (section 3.5), then the stack level (K01.FR.17), then the EVSE's own. */
const whichLeads = ({ installed: a }: Course, { installed: b }: Course): number =>
  Number(b.profile.purpose === "TxProfile") - Number(a.profile.purpose === "TxProfile") ||
  b.profile.stackLevel - a.profile.stackLevel ||
  Number(a.evseId === 0) - Number(b.evseId === 0);
