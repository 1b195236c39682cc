/** The changes that a test makes to a profile on the wire. */
export interface ProfileOnWire {
  readonly id?: number;
  readonly stackLevel?: number;
  readonly chargingProfilePurpose?: string;
  readonly chargingProfileKind?: string;
  readonly recurrencyKind?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly transactionId?: string;
  readonly chargingSchedule?: readonly object[];
}

/** An Absolute TxDefaultProfile with id 1 and one period, as a CSMS sends it. */
export function profileOnWire(limit: number, changes: ProfileOnWire = {}): object {
  return {
    id: 1,
    stackLevel: 0,
    chargingProfilePurpose: "TxDefaultProfile",
    chargingProfileKind: "Absolute",
    chargingSchedule: [scheduleOnWire([[0, limit]])],
    ...changes,
  };
}

/** A schedule in amperes that has begun long ago, unless told. */
export function scheduleOnWire(
  periods: readonly (readonly [startPeriod: number, limit: number, more?: object])[],
  changes: object = {},
): object {
  return {
    id: 1,
    startSchedule: "2020-01-01T00:00:00.000Z",
    chargingRateUnit: "A",
    chargingSchedulePeriod: periods.map(([startPeriod, limit, more]) => ({ startPeriod, limit, ...more })),
    ...changes,
  };
}

/** The same without its start, as a Relative profile has it. */
export function relativeSchedule(
  periods: readonly (readonly [startPeriod: number, limit: number, more?: object])[],
): object {
  const { startSchedule, ...rest } = scheduleOnWire(periods) as { startSchedule: string };
  void startSchedule;
  return rest;
}
