/** What holds at an instant, and until when it surely stays so. */
export interface Stretch<T> {
  /** Null: a gap, nothing holds. */
  readonly value: T | null;
  /** Milliseconds since 1970, after the instant that was asked for; Infinity: for ever. */
  readonly until: number;
}

/** Tells what holds at instants that never go back, so that it need not search anew each time. */
export type Sweep<T> = (at: number) => Stretch<T>;

/** Answers from the stretch that it was given last, as long as that holds. */
export function remembering<T>(sweep: Sweep<T>): Sweep<T> {
  let current: Stretch<T> = { value: null, until: -Infinity };
  return (at) => (at < current.until ? current : (current = sweep(at)));
}
