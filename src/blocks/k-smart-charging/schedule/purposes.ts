import {
  CHARGING_PROFILE_PURPOSES,
  type ChargingProfilePurpose,
  type ChargingSchedule,
  type ChargingSchedulePeriod,
  type InstalledProfile,
} from "../charging-profile.js";
import { allowanceOf, behindConverter, type Allowance } from "./allowance.js";
import { courseOf, type Course } from "./course.js";
import type { LimitContext } from "./limit-in-force.js";
import { stackOf, type Stack } from "./stack.js";
import type { Supply } from "./supply.js";

/** Purposes that know nothing of transactions. */
const STANDING = ["ChargingStationExternalConstraints", "ChargingStationMaxProfile"] as const;

/**
 * The stacks that limit an EVSE, each by itself; the lowest of them counts (K08.FR.04).
 * @param began when the transaction began, or is to be thought to begin; null: at the instant asked for (K08.FR.06)
 */
export function stacksOfEvse(context: LimitContext, began: number | null): Stack[] {
  const { profiles, evseId, supply, stationSupply = supply } = context;
  const standing = STANDING.flatMap((purpose) => [
    standingStack(purpose, profiles, 0, stationSupply, supply),
    standingStack(purpose, profiles, evseId, supply, supply),
  ]);
  return [...standing, transactionStack(context, began)].filter((stack) => stack.length > 0);
}

/** The stacks that limit the whole station, as its grid connection sees them. */
export const stacksOfStation = (profiles: readonly InstalledProfile[], supply: Supply): Stack[] =>
  STANDING.map((purpose) => standingStack(purpose, profiles, 0, supply, supply)).filter(
    (stack) => stack.length > 0,
  );

/** What is installed at EVSE 0 limits the station, and is no level in the stack of an EVSE: neither may lift the other. */
function standingStack(
  purpose: ChargingProfilePurpose,
  profiles: readonly InstalledProfile[],
  evseId: number,
  from: Supply,
  to: Supply,
): Stack {
  const installedThere = profiles.filter(
    (installed) => installed.profile.purpose === purpose && installed.evseId === evseId,
  );
  return stackOf(
    installedThere.flatMap((installed) => lay(installed, installed.profile.validFrom ?? null, from, to)),
    byStackLevel,
  );
}

/** One stack: where no TxProfile has a period in force, the TxDefaultProfile leads (section 3.5). */
function transactionStack(context: LimitContext, began: number | null): Stack {
  const { profiles, supply } = context;
  const applying = profiles.filter((installed) => isForTransaction(installed, context));
  return stackOf(
    applying.flatMap((installed) => lay(installed, began, supply, supply)),
    (a, b) =>
      byPurpose(a, b) ||
      byStackLevel(a, b) ||
      Number(a.installed.evseId === 0) - Number(b.installed.evseId === 0),
  );
}

function isForTransaction({ profile, evseId }: InstalledProfile, context: LimitContext): boolean {
  const { transaction } = context;
  // K01.FR.14, K01.FR.15: one of EVSE 0 is effective on all, in one stack with the EVSE's own.
  if (profile.purpose === "TxDefaultProfile") return evseId === 0 || evseId === context.evseId;
  if (profile.purpose !== "TxProfile" || transaction === null) return false;
  return profile.transactionId === undefined
    ? evseId === context.evseId
    : profile.transactionId === transaction.transactionId; // K01.FR.04
}

function lay(installed: InstalledProfile, began: number | null, from: Supply, to: Supply): Course[] {
  const translate = from.dc !== to.dc;
  const allowance = (schedule: ChargingSchedule, period: ChargingSchedulePeriod): Allowance => {
    const allowed = allowanceOf(installed, schedule, period, translate ? from : to);
    return translate ? behindConverter(allowed, to) : allowed;
  };
  const course = courseOf(installed, began, allowance);
  return course === null ? [] : [course];
}

const byStackLevel = (a: Course, b: Course): number =>
  b.installed.profile.stackLevel - a.installed.profile.stackLevel; // K01.FR.17

const rank = ({ installed }: Course): number => CHARGING_PROFILE_PURPOSES.indexOf(installed.profile.purpose);
const byPurpose = (a: Course, b: Course): number => rank(b) - rank(a);
