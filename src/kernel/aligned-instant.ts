const A_DAY = 86_400_000;

/**
 * The first aligned instant after `now`: midnight UTC and every multiple of the interval until the next
 * midnight, where counting begins anew.
 * @param now milliseconds since 1970
 * @param interval seconds, above 0
 */
export function nextAlignedInstant(now: number, interval: number): number {
  const midnight = Math.floor(now / A_DAY) * A_DAY;
  const step = interval * 1_000;
  return Math.min(midnight + (Math.floor((now - midnight) / step) + 1) * step, midnight + A_DAY);
}
