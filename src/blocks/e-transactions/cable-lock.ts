import type { EvseHardware } from "../../hardware/index.js";
import type { AuthorizationRecord } from "./authorization-record.js";

/** The locks of an EVSE's cables, and to whom a cable belongs that stayed locked when its session was over. */
export class CableLock {
  readonly #evse: EvseHardware | null;
  #owner: AuthorizationRecord | null = null;

  constructor(evse: EvseHardware | null) {
    this.#evse = evse;
  }

  /** Who may take the cable that a finished session left locked (E05.FR.11, E09.FR.03). */
  get owner(): AuthorizationRecord | null {
    return this.#owner;
  }

  /** A cable that is locked stays so for whom it belongs to. */
  keepFor(record: AuthorizationRecord): void {
    if (this.#evse?.connectors.some(({ locked }) => locked)) this.#owner = record;
  }

  /** The cable belongs to a new session. */
  forgetOwner(): void {
    this.#owner = null;
  }

  /** Gives the cable back to whom it belongs. */
  open(): void {
    this.#owner = null;
    for (const connector of this.#evse?.connectors ?? []) if (connector.locked) connector.unlock();
  }
}
