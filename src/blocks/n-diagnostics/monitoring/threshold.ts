import type { MonitorSetting } from "./monitor.js";

/** How long a value must have been within its threshold before a monitor that flutters is told to be clear. */
export const CALM = 10_000;

/** Where a threshold monitor stands. All times are `elapsed` of the clock, in milliseconds. */
export interface ThresholdState {
  readonly alerting: boolean;
  /** It was clear for less than {@link CALM} before it passed the threshold again. */
  readonly flutters: boolean;
  /** When it was last told to be clear; absent: never. */
  readonly clearedAt?: number;
  /** Since when the value has been within the threshold again, while that is not told yet. */
  readonly withinSince?: number;
}

export const AT_REST: ThresholdState = { alerting: false, flutters: false };

/** What a value does to a monitor. */
export interface ThresholdStep {
  readonly state: ThresholdState;
  /** What is to be told. */
  readonly tells: "alert" | "clear" | null;
}

/** Whether a value is beyond a threshold; on it, it is not (N07.FR.16, N07.FR.17). */
export const exceeds = (
  { type, value: limit }: Pick<MonitorSetting, "type" | "value">,
  value: number,
): boolean => (type === "UpperThreshold" ? value > limit : value < limit);

/**
 * What follows from a value. The return to within the threshold is told at once (N07.FR.02), unless the monitor
 * flutters: then the value must have stayed there for a while, so that one that rests on the threshold does not flood
 * the CSMS. To be called again by the time {@link ThresholdState.withinSince} plus {@link CALM}.
 * @param now `elapsed` of the clock, milliseconds
 */
export function thresholdStep(
  monitor: Pick<MonitorSetting, "type" | "value">,
  state: ThresholdState,
  value: number,
  now: number,
): ThresholdStep {
  const beyond = exceeds(monitor, value);
  if (!state.alerting) {
    if (!beyond) return { state, tells: null };
    const flutters = state.clearedAt !== undefined && now - state.clearedAt < CALM;
    return { state: { alerting: true, flutters }, tells: "alert" };
  }
  if (beyond) {
    const { withinSince, ...others } = state;
    return { state: withinSince === undefined ? state : others, tells: null };
  }
  const withinSince = state.withinSince ?? now;
  if (state.flutters && now - withinSince < CALM) return { state: { ...state, withinSince }, tells: null };
  return { state: { alerting: false, flutters: false, clearedAt: now }, tells: "clear" };
}
