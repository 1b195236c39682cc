import type { Occurrence } from "./occurrence.js";

/**
 * Occurrences of a session in the order of their coming: settling one may bring about others, which wait until it
 * is done.
 */
export class OccurrenceQueue {
  readonly #settle: (occurrence: Occurrence) => void;
  readonly #waiting: Occurrence[] = [];
  #settling = false;

  constructor(settle: (occurrence: Occurrence) => void) {
    this.#settle = settle;
  }

  /** Settles an occurrence, and those that it brings about; within a settling it only takes its place. */
  add(occurrence: Occurrence): void {
    this.#waiting.push(occurrence);
    if (this.#settling) return;
    this.#settling = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#settle(next);
    } finally {
      this.#settling = false;
    }
  }
}
