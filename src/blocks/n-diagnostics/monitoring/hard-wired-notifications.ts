import { canonicalPath, type DeviceModel } from "../../../device-model/index.js";
import type { Unsubscribe } from "../../../kernel/index.js";
import { placesWith, type MonitorDefinitions, type Places } from "./built-in-monitors.js";
import type { Firing } from "./monitor.js";

/** Tells changes of the boolean variables that the maker wants to be told whatever monitors there are. */
export function watchForNotifications(
  { notifications }: Pick<MonitorDefinitions, "notifications">,
  deviceModel: Pick<DeviceModel, "has" | "watch">,
  evses: Places,
  fire: (firing: Firing) => void,
): readonly Unsubscribe[] {
  return notifications.flatMap(({ component: name, variable: variableName, severity }) =>
    placesWith(deviceModel, evses, name, variableName).map((component) => {
      const variable = { name: variableName };
      return deviceModel.watch(canonicalPath(component, variable), (actualValue) =>
        // The description of EventTriggerEnumType: a hard-wired notification alerts.
        fire({
          ...{ component, variable, severity, actualValue },
          trigger: "Alerting",
          cleared: actualValue === "false",
        }),
      );
    }),
  );
}
