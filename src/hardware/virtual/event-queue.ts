import { createEventBus, type EventBus, type Logger } from "../../kernel/index.js";
import type { HardwareEvents } from "../interface.js";

/**
 * Delivers facts in the order in which they happened, also where a listener acts on the hardware and thereby
 * makes new ones: those wait until all listeners have heard of the present one.
 */
export class EventQueue {
  readonly bus: EventBus<HardwareEvents>;
  #waiting: (() => void)[] = [];
  #delivering = false;

  constructor(logger: Logger) {
    this.bus = createEventBus<HardwareEvents>((error, type) =>
      logger.error({ err: error }, `a listener to the hardware's ${type} failed`),
    );
  }

  /** Notes a fact; it is told by the next {@link EventQueue.deliver}. */
  add<K extends keyof HardwareEvents>(type: K, event: HardwareEvents[K]): void {
    this.#waiting.push(() => this.bus.emit(type, event));
  }

  /** Tells what waits. Does nothing while an outer call is at it. */
  deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) next();
    } finally {
      this.#delivering = false;
    }
  }

  /** Runs `work` without anybody hearing what happens in it. */
  silently(work: () => void): void {
    const before = this.#waiting;
    this.#waiting = [];
    try {
      work();
    } finally {
      this.#waiting = before;
    }
  }
}
