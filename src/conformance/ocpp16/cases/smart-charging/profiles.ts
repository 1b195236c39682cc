import { toTimestamp } from "../../../../kernel/index.js";
import type { Payload } from "../../../../protocol/index.js";
import type { CaseTools16 } from "../../case-tools.js";

/** Every case of the profile: a station that can only plug in Mode 1 or 2 has no say in the current. */
export const SMART = { SmartCharging: "NOT Mode12Only" } as const;

/** Seconds of the schedule in the cases that need no other. */
export const DURATION = 300;

const MILLISECONDS = 1_000;
const KILO = 1_000;

/** What a profile says where it is not the usual. */
export interface ProfileContent {
  readonly id?: number;
  readonly stackLevel?: number;
  /** Milliseconds since 1970, as all times here. */
  readonly validFrom?: number;
  readonly validTo?: number;
  readonly transactionId?: number;
  /** Now, unless told. */
  readonly startSchedule?: number;
  /** Seconds. */
  readonly duration?: number;
  /** Start in seconds, and limit in A or kW; 6 from the start unless told. */
  readonly periods?: readonly (readonly [startPeriod: number, limit: number])[];
}

/** A limit in the configured unit: as many amperes, or as many kilowatts. */
export const inUnit = ({ configured }: CaseTools16, limit: number): number =>
  configured.chargingRateUnit === "A" ? limit : limit * KILO;

/** An absolute charging profile as the wire has it. */
export function chargingProfile(
  tools: CaseTools16,
  chargingProfilePurpose: "ChargePointMaxProfile" | "TxDefaultProfile" | "TxProfile",
  content: ProfileContent = {},
): Payload {
  const { csms, configured } = tools;
  const { id = 1, stackLevel = 0, duration = DURATION, periods = [[0, 6]] } = content;
  const { validFrom, validTo, transactionId, startSchedule = csms.now() } = content;
  return {
    chargingProfileId: id,
    stackLevel,
    chargingProfilePurpose,
    chargingProfileKind: "Absolute",
    ...(validFrom !== undefined && { validFrom: toTimestamp(validFrom) }),
    ...(validTo !== undefined && { validTo: toTimestamp(validTo) }),
    ...(transactionId !== undefined && { transactionId }),
    chargingSchedule: {
      startSchedule: toTimestamp(startSchedule),
      duration,
      chargingRateUnit: configured.chargingRateUnit,
      chargingSchedulePeriod: periods.map(([startPeriod, limit]) => ({
        startPeriod,
        limit: inUnit(tools, limit),
        numberPhases: configured.numberPhases,
      })),
    },
  };
}

/** The time so many seconds from now, earlier by the configured deviation; as milliseconds since 1970. */
export const earlier = ({ csms, configured }: CaseTools16, seconds = 0): number =>
  csms.now() + (seconds - configured.deviation) * MILLISECONDS;

/** That many seconds after a time. */
export const after = (time: number, seconds: number): number => time + seconds * MILLISECONDS;
