/** Wh that `powerW` makes in `milliseconds`. */
export function energyOver(powerW: number, milliseconds: number): number {
  return (powerW * Math.max(0, milliseconds)) / 3_600_000;
}

/** A register as the meter shows it: Wh with three decimals, never more than what was counted. */
export function shownRegister(energyWh: number): number {
  return Math.floor(energyWh * 1_000) / 1_000;
}

/** A measured value with three decimals. */
export function measured(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
