/** Degrees Celsius around the station. */
export const AMBIENT_TEMPERATURE = 25;
/** Kelvin above the surroundings in the long run at full load. */
const RISE_AT_FULL_LOAD = 30;
/** Seconds in which two thirds of the way to the final temperature are gone. */
const TIME_CONSTANT = 600;

/**
 * Degrees Celsius inside an EVSE after `seconds` under constant load.
 * @param before degrees Celsius at the beginning
 * @param load current as a part of the highest, 0 to 1
 */
export function temperatureAfter(before: number, load: number, seconds: number): number {
  const final = AMBIENT_TEMPERATURE + RISE_AT_FULL_LOAD * load ** 2;
  return final + (before - final) * Math.exp(-Math.max(0, seconds) / TIME_CONSTANT);
}
