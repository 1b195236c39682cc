import { toTimestamp } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { omitted, satisfying, type Condition, type Pattern } from "../../expectations/pattern.js";

/** A case of the Smart Charging profile that stations with ISO 15118 must pass too. */
export const BOTH_PROFILES = { SmartCharging: "M", ISO15118Support: "M" } as const;

/** Configured chargingProfileId. */
export const PROFILE_ID = 101;
/** Another one. */
export const OTHER_PROFILE_ID = 102;
/** Configured stackLevel. */
export const STACK_LEVEL = 0;
/** Configured duration, in seconds. */
const DURATION = 300;

const MILLISECONDS = 1_000;
/** Volts; the limit multiplier of the errata of 2025-02 has no other. */
const VOLTAGE = 230;

/** What a profile says where it is not the usual. */
export interface ProfileContent {
  readonly id?: number;
  readonly stackLevel?: number;
  readonly kind?: "Absolute" | "Recurring" | "Relative";
  readonly recurrencyKind?: "Daily" | "Weekly";
  /** Milliseconds since 1970, as all times here. */
  readonly validFrom?: number;
  readonly validTo?: number;
  readonly transactionId?: string;
  /** Now, unless told or Relative. */
  readonly startSchedule?: number;
  /** Seconds; `null`: none. */
  readonly duration?: number | null;
  readonly chargingRateUnit?: "A" | "W";
  /** Start in seconds, and limit in amperes; 6 A from the start unless told. */
  readonly periods?: readonly (readonly [startPeriod: number, amperes: number])[];
}

/** A limit in the configured unit (errata of 2025-02: "limit multiplier"). */
export function inUnit({ configured }: CaseTools, amperes: number): number {
  return configured.chargingRateUnit === "A" ? amperes : amperes * VOLTAGE * configured.numberPhases;
}

/** A charging profile as the wire has it. */
export function chargingProfile(
  tools: CaseTools,
  chargingProfilePurpose: "ChargingStationMaxProfile" | "TxDefaultProfile" | "TxProfile",
  content: ProfileContent = {},
): Payload {
  const { id = PROFILE_ID, stackLevel = STACK_LEVEL, kind = "Absolute" } = content;
  const { recurrencyKind, validFrom, validTo, transactionId } = content;
  return {
    id,
    stackLevel,
    chargingProfilePurpose,
    chargingProfileKind: kind,
    ...(recurrencyKind && { recurrencyKind }),
    ...(validFrom !== undefined && { validFrom: toTimestamp(validFrom) }),
    ...(validTo !== undefined && { validTo: toTimestamp(validTo) }),
    ...(transactionId !== undefined && { transactionId }),
    chargingSchedule: [chargingSchedule(tools, kind, content)],
  };
}

function chargingSchedule(tools: CaseTools, kind: string, content: ProfileContent): Payload {
  const { csms, configured } = tools;
  const { chargingRateUnit = configured.chargingRateUnit, periods = [[0, 6]] } = content;
  const duration = content.duration === undefined ? DURATION : content.duration;
  // K01.FR.40, K01.FR.41
  const startSchedule = kind === "Relative" ? undefined : (content.startSchedule ?? csms.now());
  return {
    id: 1,
    ...(startSchedule !== undefined && { startSchedule: toTimestamp(startSchedule) }),
    ...(duration !== null && { duration }),
    chargingRateUnit,
    chargingSchedulePeriod: periods.map(([startPeriod, amperes]) => ({
      startPeriod,
      limit: inUnit(tools, amperes),
      numberPhases: configured.numberPhases,
    })),
  };
}

/** That many seconds from now, as milliseconds since 1970. */
export const inSeconds = ({ csms }: CaseTools, seconds: number): number =>
  csms.now() + seconds * MILLISECONDS;

/** As {@link inSeconds}, but earlier by the "Configured max time deviation". */
export const earlier = (tools: CaseTools, seconds = 0): number =>
  inSeconds(tools, seconds - tools.configured.deviation);

const instant = (timestamp: string): Condition =>
  satisfying(`the time ${timestamp}`, (value) => Date.parse(String(value)) === Date.parse(timestamp));

const TIMES = ["validFrom", "validTo", "startSchedule"];
const OPTIONAL = [...TIMES, "recurrencyKind", "transactionId", "duration", "minChargingRate", "phaseToUse"];

/** The profile that was sent: no field less, none more, and the same times however they are written. */
export function asSent(profile: Payload): Pattern {
  const absent = OPTIONAL.filter((field) => profile[field] === undefined).map((field) => [field, omitted]);
  const fields = Object.entries(profile).map(([field, value]) => [
    field,
    TIMES.includes(field) ? instant(String(value)) : sentValue(value),
  ]);
  return Object.fromEntries([...absent, ...fields]) as Pattern;
}

const sentValue = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((one: unknown) => (typeof one === "object" && one !== null ? asSent(one as Payload) : one))
    : value;

/** The station accepts a profile; gives it. */
export async function setsProfile(
  { csms }: CaseTools,
  evseId: number,
  profile: Payload,
  status: unknown = "Accepted",
): Promise<Payload> {
  await csms.ask("SetChargingProfile", { evseId, chargingProfile: profile }, { status });
  return profile;
}

/** A transaction whose limits change may say so at any time (K11.FR.04). */
export function toldOfRates({ csms }: CaseTools): void {
  csms.disregards("TransactionEvent", { eventType: "Updated", triggerReason: "ChargingRateChanged" });
}
