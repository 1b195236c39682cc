import type { StationHardware } from "../../hardware/index.js";
import type { Clock } from "../../kernel/index.js";
import type { LimitContext } from "./schedule/index.js";

/** The transactions of a station as far as limits hang on them. */
export interface TransactionsAtEvses {
  /** The id of the transaction at an EVSE, or `null`. */
  idAt(evseId: number): string | null;
}

/** What goes on at the EVSEs, as far as limits hang on it. */
export interface SessionWatch {
  /** With the moment at which energy was first offered, from which Relative schedules count (K01.FR.42). */
  transactionAt(evseId: number): LimitContext["transaction"];
  /** Its place among those that offer energy; `null` while it offers none. */
  arrivalOf(evseId: number): number | null;
  /** @returns whether the EVSE began or ceased to offer energy */
  energyMayHaveChanged(evseId: number): boolean;
  /** @returns whether the transaction of any EVSE is another than before */
  transactionsMayHaveChanged(): boolean;
}

interface Running {
  readonly transactionId: string;
  /** Milliseconds since 1970; `null` until energy is offered. */
  readyAt: number | null;
}

/** Makes the {@link SessionWatch} of a station. */
export function createSessionWatch(
  { evses }: Pick<StationHardware, "evses">,
  transactions: TransactionsAtEvses,
  clock: Pick<Clock, "now">,
): SessionWatch {
  const running = new Map<number, Running>();
  const arrivals = new Map<number, number>();
  let lastArrival = 0;
  const offers = (evseId: number): boolean => evses.some(({ id, offering }) => id === evseId && offering);

  const readNew = (evseId: number): boolean => {
    const transactionId = transactions.idAt(evseId);
    if (transactionId === (running.get(evseId)?.transactionId ?? null)) return false;
    if (transactionId === null) running.delete(evseId);
    else running.set(evseId, { transactionId, readyAt: offers(evseId) ? clock.now() : null });
    return true;
  };
  return {
    transactionAt(evseId) {
      const known = running.get(evseId);
      return known ? { transactionId: known.transactionId, startedAt: known.readyAt ?? clock.now() } : null;
    },
    arrivalOf: (evseId) => arrivals.get(evseId) ?? null,
    energyMayHaveChanged(evseId) {
      const offering = offers(evseId);
      if (offering === arrivals.has(evseId)) return false;
      if (!offering) return arrivals.delete(evseId);
      arrivals.set(evseId, ++lastArrival);
      const known = running.get(evseId);
      if (known) known.readyAt ??= clock.now();
      return true;
    },
    transactionsMayHaveChanged: () => evses.map(({ id }) => readNew(id)).some((changed) => changed),
  };
}
