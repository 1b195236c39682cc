import type { LinkSettings } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";
import { Seconds } from "../kernel/index.js";

/** The link's settings as live views on `OCPPCommCtrlr`. */
export function linkSettings(deviceModel: Pick<DeviceModel, "integer" | "watch">): LinkSettings {
  const number = (variable: string): number => deviceModel.integer(`OCPPCommCtrlr.${variable}`);
  const seconds = (variable: string) => Seconds(number(variable));
  return {
    messageTimeout: () => seconds("MessageTimeout[Default]"),
    webSocketPingInterval: () => seconds("WebSocketPingInterval"),
    onWebSocketPingIntervalChanged: (listener) =>
      deviceModel.watch("OCPPCommCtrlr.WebSocketPingInterval", () => listener()),
    messageAttempts: () => number("MessageAttempts[TransactionEvent]"),
    messageAttemptInterval: () => seconds("MessageAttemptInterval[TransactionEvent]"),
    retryBackOffWaitMinimum: () => seconds("RetryBackOffWaitMinimum"),
    retryBackOffRandomRange: () => seconds("RetryBackOffRandomRange"),
    retryBackOffRepeatTimes: () => number("RetryBackOffRepeatTimes"),
  };
}
