import type { DeviceModel } from "../../device-model/index.js";
import { orderedKey, type Clock, type Store, type Table } from "../../kernel/index.js";
import type {
  DisplayMessage,
  DisplayMessageCriteria,
  DisplayMessages,
  DisplayMessageWish,
  MessagePriority,
  MessageState,
  SetDisplayMessageOutcome,
} from "./interface.js";
import { checkMessage, mostMessages } from "./message-checks.js";

/** What {@link createDisplayMessages} needs. */
export interface DisplayMessageAbilities {
  readonly deviceModel: Pick<DeviceModel, "boolean" | "compute" | "describe" | "hasComponent" | "list">;
  readonly isOngoing: (transactionId: string) => boolean;
  /** Messages were set or removed. */
  readonly onChange: () => void;
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
}

/**
 * Makes the engine of display messages. A message whose time is over is removed when the messages are next looked
 * at, so that it needs no timer.
 */
export function createDisplayMessages(abilities: DisplayMessageAbilities): DisplayMessages {
  return new DisplayMessageEngine(abilities);
}

/** A class, so that the stations of a process share its methods. */
class DisplayMessageEngine implements DisplayMessages {
  readonly #abilities: DisplayMessageAbilities;
  readonly #table: Table<DisplayMessage>;
  readonly #messages: Map<number, DisplayMessage>;

  constructor(abilities: DisplayMessageAbilities) {
    this.#abilities = abilities;
    this.#table = abilities.store.table("displayMessage"); // O01.FR.10, O02.FR.10
    this.#messages = new Map(this.#table.entries().map(([, message]) => [message.id, message]));
    abilities.deviceModel.compute("DisplayMessageCtrlr.DisplayMessages", () =>
      String(this.#inForce().length),
    );
  }

  set(wish: DisplayMessageWish): SetDisplayMessageOutcome {
    const { deviceModel, isOngoing, store, clock, onChange } = this.#abilities;
    const checked = checkMessage(wish, { deviceModel, isOngoing, now: clock.now() });
    if (checked.status !== "Accepted") return checked;
    const message = messageOf(wish);
    // O06.FR.01; O01.FR.16, O02.FR.18: only one may be always in front.
    const replaced = this.#inForce().filter(
      ({ id, priority }) =>
        id === message.id || (priority === "AlwaysFront" && message.priority === "AlwaysFront"),
    );
    if (this.#messages.size - replaced.length + 1 > mostMessages(deviceModel)) {
      const because = "as many messages are set as there may be";
      return { status: "Rejected", reasonCode: "TooManyElements", because }; // O01.FR.11, O02.FR.11
    }
    store.transaction(() => {
      for (const { id } of replaced) this.#table.delete(orderedKey(id));
      this.#table.put(orderedKey(message.id), message);
    });
    for (const { id } of replaced) this.#messages.delete(id);
    this.#messages.set(message.id, message);
    onChange();
    return checked;
  }

  find({ ids, priority, state }: DisplayMessageCriteria): readonly DisplayMessage[] {
    return this.#inForce().filter(
      (message) =>
        (ids === undefined || ids.includes(message.id)) &&
        (priority === undefined || message.priority === priority) &&
        (state === undefined || message.state === state),
    );
  }

  clear(id: number): boolean {
    return this.#removeWhere((message) => message.id === id); // O05.FR.01, O05.FR.02
  }

  transactionEnded(transactionId: string): void {
    this.#removeWhere((message) => message.transactionId === transactionId); // O02.FR.02
  }

  resume(): void {
    const { isOngoing } = this.#abilities;
    this.#removeWhere(({ transactionId }) => transactionId !== undefined && !isOngoing(transactionId)); // O02.FR.02
  }

  #inForce(): DisplayMessage[] {
    if (this.#messages.size === 0) return [];
    const now = this.#abilities.clock.now();
    const all = [...this.#messages.values()];
    this.#remove(all.filter(({ until }) => until !== undefined && until <= now)); // O01.FR.07, O02.FR.07
    return [...this.#messages.values()].sort((a, b) => a.id - b.id);
  }

  #removeWhere(condition: (message: DisplayMessage) => boolean): boolean {
    const gone = this.#inForce().filter(condition);
    this.#remove(gone);
    if (gone.length > 0) this.#abilities.onChange();
    return gone.length > 0;
  }

  #remove(gone: readonly DisplayMessage[]): void {
    if (gone.length === 0) return;
    this.#abilities.store.transaction(() => {
      for (const { id } of gone) this.#table.delete(orderedKey(id));
    });
    for (const { id } of gone) this.#messages.delete(id);
  }
}

/** The message that an accepted wish is. */
function messageOf({ onlyListedLanguages: _, priority, state, ...wish }: DisplayMessageWish): DisplayMessage {
  return {
    ...wish,
    priority: priority as MessagePriority,
    ...(state !== undefined && { state: state as MessageState }),
  };
}
