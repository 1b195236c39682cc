import { cryptoInFlight } from "./crypto-in-flight.js";
import { Milliseconds, type Duration, type ManualClock } from "../../src/kernel/index.js";

/** Turns of the event loop in which nothing moves before the network counts as settled. */
const QUIET_TURNS = 12;
/** Turns after which waiting for a request of the operating system is given up. */
const MOST_TURNS = 5000;

/** Requests to the operating system that will call back: connecting, writing, files, name look-ups, compression. */
const IN_FLIGHT = /Req|ConnectWrap|WriteWrap|ShutdownWrap|Job/;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Lets all input and output that is under way come to rest, without waiting on real time: turns of the event loop
 * until nothing has moved for a while.
 * @param activity a count that grows with everything that moves, e.g. that of a peer
 */
export async function settleIo(activity: () => number): Promise<void> {
  let seen = activity();
  for (let quiet = 0, turns = 0; quiet < QUIET_TURNS && turns < MOST_TURNS; turns++) {
    await turn();
    // A key takes as long as it takes, and is made in the end.
    if (cryptoInFlight() > 0) turns = 0;
    const now = activity();
    const busy =
      now !== seen ||
      cryptoInFlight() > 0 ||
      process.getActiveResourcesInfo().some((name) => IN_FLIGHT.test(name));
    quiet = busy ? 0 : quiet + 1;
    seen = now;
  }
}

/** Where a test waits, and what it may move forward. */
export interface Stage {
  readonly clock: ManualClock;
  readonly activity: () => number;
}

/**
 * Moves the clock from timer to timer, with the network settled in between, until `condition` holds.
 * @param within virtual time that may pass; none if 0
 * @returns whether it came to hold
 */
export async function driveUntil(
  { clock, activity }: Stage,
  within: Duration,
  condition: () => boolean,
): Promise<boolean> {
  const end = clock.now() + within;
  for (;;) {
    await settleIo(activity);
    if (condition()) return true;
    const left = end - clock.now();
    if (left <= 0) return false;
    await clock.advance(Milliseconds(Math.min(left, clock.nextIn() ?? left)));
  }
}

/** Moves the clock by `span`, timer by timer, with the network settled in between. */
export async function driveFor(stage: Stage, span: Duration): Promise<void> {
  await driveUntil(stage, span, () => false);
}
