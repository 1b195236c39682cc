import type { Availability } from "../g-availability/index.js";

/** What an update must know of sessions. */
export interface Sessions {
  /** Whether any transaction is ongoing. */
  ongoing(): boolean;
  onEnded(listener: () => void): () => void;
}

/** Takes EVSEs out of use for an update, and waits until drivers have left. */
export interface Interruption {
  /** Whether a transaction is ongoing, or a driver is not done yet. */
  busy(): boolean;
  /** Free EVSEs are out of use from now on, and others as they become free (L01.FR.07). */
  takeFreeOnes(): void;
  /** All EVSEs are out of use. */
  takeAll(): void;
  /** Calls `free` as soon as nothing is under way; at once where that is so now. */
  whenFree(free: () => void): void;
  /** Everything is as before, and nothing is waited for. */
  release(): void;
}

/** Makes the {@link Interruption} of one station. */
export function createInterruption({
  evseIds,
  sessions,
  availability,
}: {
  readonly evseIds: readonly number[];
  readonly sessions: Sessions;
  readonly availability: Pick<Availability, "suspendUse" | "evseStatus" | "events">;
}): Interruption {
  const BECAUSE = "a firmware update is pending";
  const loud = new Map<number, { release(): void }>();
  const quiet = new Map<number, { release(): void }>();
  let forget: (() => void)[] = [];

  const isInUse = (evseId: number): boolean => availability.evseStatus(evseId) === "Occupied";
  const busy = (): boolean => sessions.ongoing() || evseIds.some(isInUse);
  const take = (evseId: number): void => {
    if (loud.has(evseId)) return;
    loud.set(evseId, availability.suspendUse({ evseId }, BECAUSE));
    quiet.get(evseId)?.release();
    quiet.delete(evseId);
  };
  const takeFree = (): void => {
    for (const evseId of evseIds) {
      if (!isInUse(evseId)) take(evseId);
      // Who charges may finish, but nobody else may begin.
      else if (!quiet.has(evseId) && !loud.has(evseId))
        quiet.set(evseId, availability.suspendUse({ evseId }, BECAUSE, { quietly: true }));
    }
  };

  return {
    busy,
    takeFreeOnes() {
      takeFree();
      forget.push(availability.events.on("connectorStatusChanged", takeFree));
    },
    takeAll() {
      for (const evseId of evseIds) take(evseId);
    },
    whenFree(free) {
      if (!busy()) return free();
      let done = false;
      const look = (): void => {
        if (done || busy()) return;
        done = true;
        free();
      };
      forget.push(sessions.onEnded(look), availability.events.on("connectorStatusChanged", look));
    },
    release() {
      for (const unsubscribe of forget) unsubscribe();
      forget = [];
      for (const suspension of [...loud.values(), ...quiet.values()]) suspension.release();
      loud.clear();
      quiet.clear();
    },
  };
}
