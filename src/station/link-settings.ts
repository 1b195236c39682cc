import type { LinkSettings } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";
import { Seconds, type Duration, type Unsubscribe } from "../kernel/index.js";

type Model = Pick<DeviceModel, "integer" | "watch">;

/** The link's settings as live views on `OCPPCommCtrlr`. */
export function linkSettings(deviceModel: Model): LinkSettings {
  return new LiveSettings(deviceModel);
}

/** A class, so that the stations of a process share its methods. */
class LiveSettings implements LinkSettings {
  readonly #deviceModel: Model;

  constructor(deviceModel: Model) {
    this.#deviceModel = deviceModel;
  }

  messageTimeout(): Duration {
    return this.#seconds("MessageTimeout[Default]");
  }

  webSocketPingInterval(): Duration {
    return this.#seconds("WebSocketPingInterval");
  }

  onWebSocketPingIntervalChanged(listener: () => void): Unsubscribe {
    return this.#deviceModel.watch("OCPPCommCtrlr.WebSocketPingInterval", () => listener());
  }

  messageAttempts(): number {
    return this.#number("MessageAttempts[TransactionEvent]");
  }

  messageAttemptInterval(): Duration {
    return this.#seconds("MessageAttemptInterval[TransactionEvent]");
  }

  retryBackOffWaitMinimum(): Duration {
    return this.#seconds("RetryBackOffWaitMinimum");
  }

  retryBackOffRandomRange(): Duration {
    return this.#seconds("RetryBackOffRandomRange");
  }

  retryBackOffRepeatTimes(): number {
    return this.#number("RetryBackOffRepeatTimes");
  }

  #number(variable: string): number {
    return this.#deviceModel.integer(`OCPPCommCtrlr.${variable}`);
  }

  #seconds(variable: string): Duration {
    return Seconds(this.#number(variable));
  }
}
