import { Seconds, type Clock, type Timer } from "../kernel/index.js";
import type { CsmsLink, OutboxCodec } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";

/** Knows when the queue of messages has run dry. */
export interface OutboxWatch {
  /** A codec that tells the watch of every message that left the queue. */
  watching<Fact>(codec: OutboxCodec<Fact>): OutboxCodec<Fact>;
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
  const waiting = new Map<() => void, Timer>();
  const wakeIfDry = (): void => {
    if (link.outbox.length > 0) return;
    for (const wake of [...waiting.keys()]) wake();
  };
  // The fact leaves the queue only when the codec has returned.
  const afterThis = (): void => queueMicrotask(wakeIfDry);
  return {
    watching: (codec) => ({
      ...codec,
      delivered(fact, response, version) {
        codec.delivered(fact, response, version);
        afterThis();
      },
      discarded(fact, failure) {
        codec.discarded(fact, failure);
        afterThis();
      },
    }),
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
      for (const timer of waiting.values()) timer.cancel();
      waiting.clear();
    },
  };
}
