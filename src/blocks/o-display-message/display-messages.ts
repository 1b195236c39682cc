import type { DeviceModel } from "../../device-model/index.js";
import { createEventBus, orderedKey, type Clock, type Logger, type Store } from "../../kernel/index.js";
import type {
  DisplayMessage,
  DisplayMessages,
  DisplayMessageWish,
  MessagePriority,
  MessageState,
} from "./interface.js";
import { checkMessage, mostMessages } from "./message-checks.js";

/** What {@link createDisplayMessages} needs. */
export interface DisplayMessageAbilities {
  readonly deviceModel: Pick<DeviceModel, "boolean" | "compute" | "describe" | "hasComponent" | "list">;
  readonly isOngoing: (transactionId: string) => boolean;
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}

/**
 * Makes the engine of display messages. A message whose time is over is removed when the messages are next looked
 * at, so that it needs no timer.
 */
export function createDisplayMessages(abilities: DisplayMessageAbilities): DisplayMessages {
  const { deviceModel, isOngoing, store, clock, logger } = abilities;
  const events = createEventBus<{ changed: object }>((error, type) =>
    logger.error({ err: error, type }, "a listener of display messages failed"),
  );
  const table = store.table<DisplayMessage>("displayMessage"); // O01.FR.10, O02.FR.10
  const messages = new Map(table.entries().map(([, message]) => [message.id, message]));

  const remove = (gone: readonly DisplayMessage[]): void => {
    if (gone.length === 0) return;
    store.transaction(() => {
      for (const { id } of gone) table.delete(orderedKey(id));
    });
    for (const { id } of gone) messages.delete(id);
  };
  const inForce = (): DisplayMessage[] => {
    const now = clock.now();
    const all = [...messages.values()];
    remove(all.filter(({ until }) => until !== undefined && until <= now)); // O01.FR.07, O02.FR.07
    return [...messages.values()].sort((a, b) => a.id - b.id);
  };
  const removeWhere = (condition: (message: DisplayMessage) => boolean): boolean => {
    const gone = inForce().filter(condition);
    remove(gone);
    if (gone.length > 0) events.emit("changed", {});
    return gone.length > 0;
  };

  deviceModel.compute("DisplayMessageCtrlr.DisplayMessages", () => String(inForce().length));

  return {
    events,
    set(wish) {
      const checked = checkMessage(wish, { deviceModel, isOngoing, now: clock.now() });
      if (checked.status !== "Accepted") return checked;
      const message = messageOf(wish);
      // O06.FR.01; O01.FR.16, O02.FR.18: only one may be always in front.
      const replaced = inForce().filter(
        ({ id, priority }) =>
          id === message.id || (priority === "AlwaysFront" && message.priority === "AlwaysFront"),
      );
      if (messages.size - replaced.length + 1 > mostMessages(deviceModel)) {
        const because = "as many messages are set as there may be";
        return { status: "Rejected", reasonCode: "TooManyElements", because }; // O01.FR.11, O02.FR.11
      }
      store.transaction(() => {
        for (const { id } of replaced) table.delete(orderedKey(id));
        table.put(orderedKey(message.id), message);
      });
      for (const { id } of replaced) messages.delete(id);
      messages.set(message.id, message);
      events.emit("changed", {});
      return checked;
    },
    find: ({ ids, priority, state }) =>
      inForce().filter(
        (message) =>
          (ids === undefined || ids.includes(message.id)) &&
          (priority === undefined || message.priority === priority) &&
          (state === undefined || message.state === state),
      ),
    clear: (id) => removeWhere((message) => message.id === id), // O05.FR.01, O05.FR.02
    transactionEnded(transactionId) {
      removeWhere((message) => message.transactionId === transactionId); // O02.FR.02
    },
    resume() {
      removeWhere(({ transactionId }) => transactionId !== undefined && !isOngoing(transactionId)); // O02.FR.02
    },
  };
}

/** The message that an accepted wish is. */
function messageOf({ onlyListedLanguages: _, priority, state, ...wish }: DisplayMessageWish): DisplayMessage {
  return {
    ...wish,
    priority: priority as MessagePriority,
    ...(state !== undefined && { state: state as MessageState }),
  };
}
