/** A span of time in milliseconds. Made by {@link Seconds} and its siblings, so that no name needs a unit. */
export type Duration = number & { readonly __duration: unique symbol };

/** `n` milliseconds. */
export const Milliseconds = (n: number): Duration => n as Duration;
/** `n` seconds. */
export const Seconds = (n: number): Duration => (n * 1_000) as Duration;
/** `n` minutes. */
export const Minutes = (n: number): Duration => (n * 60_000) as Duration;
/** `n` hours. */
export const Hours = (n: number): Duration => (n * 3_600_000) as Duration;
/** `n` days of 24 hours. */
export const Days = (n: number): Duration => (n * 86_400_000) as Duration;
