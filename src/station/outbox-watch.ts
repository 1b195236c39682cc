import { RareMap, Seconds, type Clock, type Timer } from "../kernel/index.js";
import type { CsmsLink } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";

/** Knows when the queue of messages has run dry. */
export interface OutboxWatch {
  /** Resolves when nothing waits any more, at the latest after the message timeout (B12.FR.05). */
  settled(): Promise<void>;
  dispose(): void;
}

/** Makes an {@link OutboxWatch} over the queue of `link`. */
export function createOutboxWatch({
  clock,
  link,
  deviceModel,
}: {
  clock: Clock;
  link: Pick<CsmsLink, "outbox" | "online">;
  deviceModel: Pick<DeviceModel, "integer">;
}): OutboxWatch {
  const waiting = new RareMap<() => void, Timer>();
  const forget = link.outbox.onEmptied(() => {
    for (const wake of [...waiting.keys()]) wake();
  });
  return {
    settled: () =>
      new Promise((resolve) => {
        if (link.outbox.length === 0 || !link.online) {
          resolve();
          return;
        }
        const wake = (): void => {
          waiting.get(wake)?.cancel();
          waiting.delete(wake);
          resolve();
        };
        const timeout = Seconds(deviceModel.integer("OCPPCommCtrlr.MessageTimeout[Default]"));
        waiting.set(wake, clock.timer("queue before reset", timeout, wake));
      }),
    dispose() {
      forget();
      for (const timer of waiting.values()) timer.cancel();
      waiting.clear();
    },
  };
}
