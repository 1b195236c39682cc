import type { Clock, EventBus } from "../kernel/index.js";
import type { CsmsLinkEvents, TracedFrame } from "./interface.js";

/** Tells every frame as an event. The payload is passed on as it is, nothing is parsed or copied for it. */
export class Tracer {
  readonly #events: EventBus<CsmsLinkEvents>;
  readonly #clock: Clock;
  readonly #nextNumber: () => number;

  constructor(events: EventBus<CsmsLinkEvents>, clock: Clock, nextNumber: () => number) {
    this.#events = events;
    this.#clock = clock;
    this.#nextNumber = nextNumber;
  }

  trace(
    direction: TracedFrame["direction"],
    messageType: TracedFrame["messageType"],
    messageId: string,
    action: string | undefined,
    payload: unknown,
  ): void {
    this.#events.emit("frame", {
      seq: this.#nextNumber(),
      at: this.#clock.now(),
      direction,
      messageType,
      messageId,
      ...(action !== undefined && { action }),
      payload,
    });
  }
}
