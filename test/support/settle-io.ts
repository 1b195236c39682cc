import { cryptoInFlight } from "./crypto-in-flight.js";
import { Milliseconds, type Duration, type ManualClock } from "../../src/kernel/index.js";

/** Turns of the event loop in which nothing moves before the network counts as settled. */
const QUIET_TURNS = 12;
/** Turns after which waiting for a request of the operating system is given up. */
const MOST_TURNS = 5000;

/** Requests to the operating system that will call back: connecting, writing, files, name look-ups, compression. */
const IN_FLIGHT = /Req|ConnectWrap|WriteWrap|ShutdownWrap|Job/;
/** Those that end for certain, however busy the machine is: files. */
const ENDS_FOR_CERTAIN = /^FSReq/;

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
    const resources = process.getActiveResourcesInfo();
    // A key takes as long as it takes, and is made in the end; so with files.
    const working = cryptoInFlight() > 0 || resources.some((name) => ENDS_FOR_CERTAIN.test(name));
    if (working) turns = 0;
    const now = activity();
    const busy = now !== seen || working || resources.some((name) => IN_FLIGHT.test(name));
    quiet = busy ? 0 : quiet + 1;
    seen = now;
  }
}

/** Timers that run while the other end of a connection is to do something. */
const AWAITS_PEER = /^(response to|answer to|WebSocket handshake|WebSocket close)/;
/** Real milliseconds in which even a busy machine has carried over what was sent. */
const CARRIED_WITHIN = 50;

/**
 * Makes a {@link settleIo} that is patient where the time of a peer would run out next: on a busy machine what it
 * sent may be on its way although nothing moves. A peer that keeps silent is waited for once.
 */
export function createSettling({ clock, activity }: Stage): () => Promise<void> {
  let silent = "";
  const awaited = (): string =>
    clock
      .pending()
      .filter((name) => AWAITS_PEER.test(name))
      .map((name) => name.replace(/ @ .*/, ""))
      .join();
  return async () => {
    await settleIo(activity);
    for (let from = performance.now(), seen = activity(); ;) {
      const waiting = awaited();
      const tooLong = performance.now() - from > CARRIED_WITHIN;
      if (waiting === "" || waiting === silent || tooLong) {
        silent = waiting;
        return;
      }
      await settleIo(activity);
      if (activity() === seen) continue;
      [seen, from] = [activity(), performance.now()];
    }
  };
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
export async function driveUntil(stage: Stage, within: Duration, condition: () => boolean): Promise<boolean> {
  const { clock } = stage;
  const settle = createSettling(stage);
  const end = clock.now() + within;
  for (;;) {
    await settle();
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
