import { createEventBus, type EventBus } from "../../kernel/index.js";
import type { IdToken } from "../c-authorization/index.js";
import type { TransactionAbilities } from "./abilities.js";
import { withReservation, type AuthorizationRecord } from "./authorization-record.js";
import type { TransactionsEvents } from "./interface.js";
import type { OpenTransaction } from "./open-transaction.js";
import { Session, type SessionListener } from "./session.js";
import type { TransactionStore } from "./transaction-store.js";

const ANONYMOUS: IdToken = { idToken: "", type: "NoAuthorization" };

/** The sessions of a station: one at each EVSE, and that of a driver who has not chosen an EVSE yet. */
export class StationSessions implements SessionListener {
  readonly events: EventBus<TransactionsEvents>;
  readonly #abilities: TransactionAbilities;
  readonly #facts: TransactionStore;
  readonly #atEvses: readonly Session[];
  #floating: Session | null = null;

  constructor(abilities: TransactionAbilities, facts: TransactionStore) {
    this.#abilities = abilities;
    this.#facts = facts;
    this.events = createEventBus<TransactionsEvents>((error, type) =>
      abilities.logger.error({ err: error, type }, "a listener of transactions failed"),
    );
    this.#atEvses = abilities.hardware.evses.map((evse) => new Session(evse, abilities, facts, this));
  }

  all(): readonly Session[] {
    return this.#floating ? [...this.#atEvses, this.#floating] : this.#atEvses;
  }

  at(evseId: number): Session | undefined {
    return this.#atEvses.find((session) => session.evseId === evseId);
  }

  withTransaction(): readonly (readonly [Session, OpenTransaction])[] {
    return this.all().flatMap((session) =>
      session.transaction ? [[session, session.transaction] as const] : [],
    );
  }

  find(transactionId: string): readonly [Session, OpenTransaction] | undefined {
    return this.withTransaction().find(([, transaction]) => transaction.id === transactionId);
  }

  /** Makes the session of a driver who has not chosen an EVSE; replaces an earlier one. */
  float(): Session {
    this.#floating?.dispose();
    this.#floating = new Session(null, this.#abilities, this.#facts, this);
    return this.#floating;
  }

  /** A lock that keeps drivers out opens for who is authorized, there or without having chosen an EVSE. */
  applyAccess(): void {
    const { hardware, authorization } = this.#abilities;
    const arriving = this.#floating?.authorization;
    for (const session of this.#atEvses) {
      const authorized = session.authorization !== null || (arriving && this.#admits(arriving, session));
      const evse = hardware.evses.find(({ id }) => id === session.evseId);
      evse?.setAccess(authorized || !authorization.required);
    }
  }

  /** Without a token, a driver may charge where nobody else has reserved. */
  authorizeAnybody(session: Session): void {
    const anybody = { idToken: ANONYMOUS };
    if (session.authorization || !session.usable || !this.#admits(anybody, session)) return;
    session.authorize(withReservation(anybody, session.evseId, this.#abilities.reservations));
  }

  /** The EV of a driver who was authorized before has turned up at this EVSE. */
  adoptInto(session: Session): void {
    if (!this.#floating || session.authorization || session.transaction || !session.usable) return;
    if (this.#floating.authorization && !this.#admits(this.#floating.authorization, session)) return;
    const arrived = this.#floating;
    this.#floating = null;
    session.adopt(arrived);
    this.applyAccess();
  }

  driverAccepted({ evseId }: Session): void {
    this.events.emit("driverAccepted", { evseId });
  }

  started({ evseId }: Session, transactionId: string): void {
    this.events.emit("started", { transactionId, evseId });
  }

  updated({ evseId }: Session, transactionId: string): void {
    this.events.emit("updated", { transactionId, evseId });
  }

  ended({ evseId }: Session, transactionId: string): void {
    this.events.emit("ended", { transactionId, evseId });
    if (evseId !== null) this.#abilities.availability.transactionEnded(evseId);
  }

  authorizationChanged(session: Session): void {
    if (session === this.#floating && !session.authorization && !session.transaction) this.#floating = null;
    this.applyAccess();
    this.events.emit("authorizationChanged", { evseId: session.evseId });
  }

  dispose(): void {
    for (const session of this.all()) session.dispose();
  }

  #admits(driver: AuthorizationRecord, { evseId }: Session): boolean {
    return evseId === null || this.#abilities.reservations.admits(driver, evseId); // H03
  }
}
