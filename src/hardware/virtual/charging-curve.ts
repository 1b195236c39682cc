/** Per cent up to which a battery takes constant power. */
const TAPER_FROM = 80;
/** The part of its full power that a battery still takes just below 100 %. */
const LAST_FRACTION = 0.1;

/**
 * Watts that a battery takes: constant power up to 80 %, then falling exponentially with the state of charge to a
 * tenth, and nothing at 100 %.
 * @param stateOfCharge per cent
 * @param fullPower watts that it takes as long as power is constant
 */
export function batteryPower(stateOfCharge: number, fullPower: number): number {
  if (stateOfCharge >= 100) return 0;
  if (stateOfCharge <= TAPER_FROM) return fullPower;
  return fullPower * LAST_FRACTION ** ((stateOfCharge - TAPER_FROM) / (100 - TAPER_FROM));
}

/** Per cent after `energyWh` went into a battery; at most 100. */
export function chargedBy(stateOfCharge: number, energyWh: number, capacityWh: number): number {
  return Math.min(100, stateOfCharge + (100 * energyWh) / capacityWh);
}
