import type { ScheduleOffer, SchedulePeriod } from "../../hardware/index.js";
import { Seconds } from "../../kernel/index.js";
import type { ChargingRateUnit, ChargingSchedule, InstalledProfile } from "./charging-profile.js";
import { compositeSchedule, followedSchedule, limitAt, type LimitContext } from "./schedule/index.js";

/** A day, in seconds: what is offered to an EV that does not say when it leaves, of what has no end. */
const USUAL_DURATION = 86_400;

/** The id of an offer that stands for no schedule of the CSMS. */
const OWN_ID = 1;

/** What an EV is offered, besides the limits. */
export interface OfferTerms {
  /** Milliseconds since 1970: when the offers begin. */
  readonly at: number;
  /** The units that the station knows. */
  readonly units: readonly ChargingRateUnit[];
  /** Milliseconds since 1970 at which the EV leaves; absent: not told. */
  readonly departure?: number;
  /** How many periods of a schedule the EV can take; absent: not told. */
  readonly mostPeriods?: number;
}

/** An offer, and which of the alternatives it stands for. */
export interface Alternative {
  readonly offer: ScheduleOffer;
  /** From 0: the place of the schedule in its profile. */
  readonly index: number;
}

/**
 * The schedules that an EV may choose from: the composite schedule of its EVSE for each of the alternatives that
 * the TxProfiles of its transaction have (K15.FR.22, K16.FR.03), one where there are none. An offer ends with the
 * schedule that it stands for, when the EV leaves, or after a day.
 */
export function alternativesFor(context: LimitContext, terms: OfferTerms): readonly Alternative[] {
  const alternatives = new Map<number, Alternative>();
  for (let index = 0; index < howMany(context); index++) {
    const offer = offerOf({ ...context, profiles: context.profiles.map(following(index)) }, terms);
    // An EV could not tell two of the same id apart.
    if (!alternatives.has(offer.id)) alternatives.set(offer.id, { offer, index });
  }
  return [...alternatives.values()];
}

/** The profile as it is followed where the EV has chosen that alternative; the first where it has none such. */
export const following =
  (index: number) =>
  (installed: InstalledProfile): InstalledProfile => {
    const { purpose, schedules } = installed.profile;
    const chosen = schedules[index] ?? schedules[0];
    return purpose === "TxProfile" && schedules.length > 1 && chosen
      ? { ...installed, chosenScheduleId: chosen.id }
      : installed;
  };

function howMany({ profiles, transaction }: LimitContext): number {
  const its = profiles.filter(
    ({ profile }) => profile.purpose === "TxProfile" && profile.transactionId === transaction?.transactionId,
  );
  return Math.max(1, ...its.map(({ profile }) => profile.schedules.length));
}

function offerOf(context: LimitContext, terms: OfferTerms): ScheduleOffer {
  const { at, units, departure, mostPeriods } = terms;
  const leading = leadingProfile(context, at);
  const schedule = leading && followedSchedule(leading);
  const usual = units.find((unit) => unit === (context.supply.dc ? "W" : "A")) ?? units[0] ?? "A";
  const unit = schedule?.chargingRateUnit ?? usual;
  const stay = departure !== undefined && departure > at ? departure - at : Seconds(USUAL_DURATION);
  const lasts = leading && schedule ? endOf(leading, schedule, context, at) - at : Infinity;
  const durationSeconds = Math.max(1, Math.floor(Math.min(stay, lasts) / Seconds(1)));
  const periods = compositeSchedule({ from: at, duration: durationSeconds, unit, evse: context });
  return {
    id: schedule?.id ?? OWN_ID, // K15.FR.19
    unit,
    durationSeconds,
    periods: noMoreThan(
      mostPeriods,
      periods.map(({ startPeriod, limit, numberPhases }) => ({
        startPeriod,
        limit,
        ...(numberPhases !== undefined && { phases: numberPhases }),
      })),
    ),
    ...(schedule?.salesTariff !== undefined && { salesTariff: schedule.salesTariff }),
  };
}

/** The TxProfile, else the TxDefaultProfile (K15.FR.15), that is followed at that instant. */
function leadingProfile(context: LimitContext, at: number): InstalledProfile | null {
  const ofTransaction = context.profiles.filter(
    ({ profile }) => profile.purpose === "TxProfile" || profile.purpose === "TxDefaultProfile",
  );
  return limitAt({ ...context, profiles: ofTransaction }, at)?.decidedBy ?? null;
}

/** Milliseconds since 1970 at which a schedule that is followed is over; Infinity: it has no end, or begins anew. */
function endOf(
  { profile: { kind, validTo = Infinity } }: InstalledProfile,
  { startSchedule, duration }: ChargingSchedule,
  { transaction }: LimitContext,
  at: number,
): number {
  if (kind === "Recurring" || duration === undefined) return validTo;
  const began = transaction?.startedAt ?? at;
  const start = kind === "Relative" ? began : (startSchedule ?? began);
  return Math.min(start + Seconds(duration), validTo);
}

/** Where the EV cannot take all periods the last that it takes stands for the rest, and allows the least of them. */
function noMoreThan(most: number | undefined, periods: readonly SchedulePeriod[]): readonly SchedulePeriod[] {
  if (most === undefined || most < 1 || periods.length <= most) return periods;
  const rest = periods.slice(most - 1);
  const phases = rest.map((period) => period.phases ?? Infinity);
  const fewest = Math.min(...phases);
  const last: SchedulePeriod = {
    startPeriod: rest[0]?.startPeriod ?? 0,
    limit: Math.min(...rest.map(({ limit }) => limit)),
    ...(Number.isFinite(fewest) && { phases: fewest }),
  };
  return [...periods.slice(0, most - 1), last];
}
