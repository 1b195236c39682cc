/** Electrical facts of an EVSE, or of the station's grid connection, that turn watts into amperes and back. */
export interface Supply {
  readonly dc: boolean;
  /** 1 to 3; 0 for DC. */
  readonly phases: number;
  /** Volts from phase to neutral (AC), from plus to minus (DC); the nominal ones, above 0. */
  readonly voltage: number;
  /** Amperes per phase (AC), in total (DC): no more can be had, whatever the profiles allow. */
  readonly maxCurrent: number;
  /** Watts in total. */
  readonly maxPower: number;
}

/** Watts of so many amperes on each of so many phases; for DC the phases do not count. */
export const wattsOf = (amps: number, phases: number, { dc, voltage }: Supply): number =>
  amps * voltage * (dc ? 1 : phases);

/** Amperes on each of so many phases that make up so many watts; for DC the phases do not count. */
export const ampsOf = (watts: number, phases: number, { dc, voltage }: Supply): number =>
  watts / (voltage * (dc ? 1 : phases));
