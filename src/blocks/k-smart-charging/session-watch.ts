import type { StationHardware } from "../../hardware/index.js";
import { RareMap, type Clock } from "../../kernel/index.js";
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
  return new Watch(evses, transactions, clock);
}

/** A class, so that the stations of a process share its methods. */
class Watch implements SessionWatch {
  readonly #evses: StationHardware["evses"];
  readonly #transactions: TransactionsAtEvses;
  readonly #clock: Pick<Clock, "now">;
  readonly #running = new RareMap<number, Running>();
  readonly #arrivals = new RareMap<number, number>();
  #lastArrival = 0;

  constructor(evses: StationHardware["evses"], transactions: TransactionsAtEvses, clock: Pick<Clock, "now">) {
    this.#evses = evses;
    this.#transactions = transactions;
    this.#clock = clock;
  }

  transactionAt(evseId: number): LimitContext["transaction"] {
    const known = this.#running.get(evseId);
    return known
      ? { transactionId: known.transactionId, startedAt: known.readyAt ?? this.#clock.now() }
      : null;
  }

  arrivalOf(evseId: number): number | null {
    return this.#arrivals.get(evseId) ?? null;
  }

  energyMayHaveChanged(evseId: number): boolean {
    const offering = this.#offers(evseId);
    if (offering === this.#arrivals.has(evseId)) return false;
    if (!offering) return this.#arrivals.delete(evseId);
    this.#arrivals.set(evseId, ++this.#lastArrival);
    const known = this.#running.get(evseId);
    if (known) known.readyAt ??= this.#clock.now();
    return true;
  }

  transactionsMayHaveChanged(): boolean {
    return this.#evses.map(({ id }) => this.#readNew(id)).some((changed) => changed);
  }

  #readNew(evseId: number): boolean {
    const transactionId = this.#transactions.idAt(evseId);
    if (transactionId === (this.#running.get(evseId)?.transactionId ?? null)) return false;
    if (transactionId === null) this.#running.delete(evseId);
    else
      this.#running.set(evseId, {
        transactionId,
        readyAt: this.#offers(evseId) ? this.#clock.now() : null,
      });
    return true;
  }

  #offers(evseId: number): boolean {
    return this.#evses.some(({ id, offering }) => id === evseId && offering);
  }
}
