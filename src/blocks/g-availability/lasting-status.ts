import type { Clock, Duration, Timer } from "../../kernel/index.js";

/** What {@link createLastingStatuses} asks of its surroundings. */
interface Abilities {
  readonly clock: Clock;
  /** How long a status must last; 0: not at all. */
  readonly minimum: () => Duration;
  /** Called when a status has lasted; `since` in milliseconds since 1970 is when it began. */
  readonly lasted: (connectorId: number, since: number) => void;
}

/** Statuses that are not told before they have lasted for a while (OCPP 1.6, 4.9: MinimumStatusDuration). */
export interface LastingStatuses {
  /** The connector has this status now, and it was not told. */
  changed(connectorId: number, status: string): void;
  /** There is nothing to tell of the connector: it was told, or it is again as was told. */
  settled(connectorId: number): void;
  dispose(): void;
}

/** Makes it; there is a timer for a connector only while a status of it is held back. */
export function createLastingStatuses({ clock, minimum, lasted }: Abilities): LastingStatuses {
  const held = new Map<number, { readonly status: string; readonly timer: Timer }>();
  const settled = (connectorId: number): void => {
    held.get(connectorId)?.timer.cancel();
    held.delete(connectorId);
  };
  return {
    settled,
    changed(connectorId, status) {
      if (held.get(connectorId)?.status === status) return;
      settled(connectorId);
      const since = clock.now();
      const wait = minimum();
      if (wait <= 0) return lasted(connectorId, since);
      const timer = clock.timer(`status of connector ${connectorId}`, wait, () => {
        held.delete(connectorId);
        lasted(connectorId, since);
      });
      held.set(connectorId, { status, timer });
    },
    dispose() {
      for (const connectorId of [...held.keys()]) settled(connectorId);
    },
  };
}
