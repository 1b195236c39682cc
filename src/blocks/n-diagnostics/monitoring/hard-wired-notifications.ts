import type { DeviceModel } from "../../../device-model/index.js";
import type { Unsubscribe } from "../../../kernel/index.js";
import type { Notification } from "./built-in-monitors.js";
import type { Firing } from "./monitor.js";

/** Tells changes of the boolean variables that the maker wants to be told whatever monitors there are. */
export function watchForNotifications(
  notifications: readonly Notification[],
  deviceModel: Pick<DeviceModel, "watch">,
  fire: (firing: Firing) => void,
): readonly Unsubscribe[] {
  return notifications.map(({ path, component, variable, severity }) =>
    deviceModel.watch(path, (actualValue) =>
      // The description of EventTriggerEnumType: a hard-wired notification alerts.
      fire({
        ...{ component, variable, severity, actualValue },
        trigger: "Alerting",
        cleared: actualValue === "false",
      }),
    ),
  );
}
