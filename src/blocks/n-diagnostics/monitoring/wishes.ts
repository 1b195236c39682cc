import { canonicalPath, type DeviceModel } from "../../../device-model/index.js";
import { placesWith, type Places } from "./built-in-monitors.js";
import type { Monitor, MonitorSetting } from "./monitor.js";
import { settingProblem } from "./setting-check.js";

/** A monitor that a CSMS wants; with an id it replaces one. */
export interface MonitorWish extends MonitorSetting {
  readonly id?: number;
}

/** What became of a wish (N04). */
export type WishOutcome =
  | { readonly status: "Accepted"; readonly id: number }
  | {
      readonly status:
        "UnknownComponent" | "UnknownVariable" | "UnsupportedMonitorType" | "Rejected" | "Duplicate";
      readonly reasonCode?: string;
      readonly because?: string;
    };

/** More than anybody needs, and few enough for any station. */
export const MOST_CUSTOM_MONITORS = 5_000;

/** The monitors as they will be when the wishes that were granted so far are carried out. */
export interface Plan {
  readonly monitors: Map<number, Monitor>;
  nextId: number;
}

const rejected = (reasonCode: string, because: string): WishOutcome => ({
  status: "Rejected",
  reasonCode,
  because,
});

/** The station that wishes are about. */
export interface MonitoredStation {
  readonly deviceModel: Pick<DeviceModel, "has" | "hasComponent" | "describe">;
  readonly evses: Places;
}

/**
 * Decides about one wish and puts it into the plan if it is granted.
 * @param isInForce whether a monitor counts: a preconfigured one may be switched off
 */
export function grant(
  wish: MonitorWish,
  plan: Plan,
  station: MonitoredStation,
  isInForce: (monitor: Monitor) => boolean,
): WishOutcome {
  const { component, variable, type, value, severity, transaction } = wish;
  const found = station.deviceModel.describe(canonicalPath(component, variable));
  if (!found) return { status: whatIsUnknown(wish, station) };
  const problem = settingProblem(wish, found);
  if (problem) return problem;
  const path = canonicalPath(found.component, found.variable);

  const replaced = wish.id === undefined ? undefined : plan.monitors.get(wish.id);
  if (wish.id !== undefined) {
    // N04.FR.13
    if (!replaced || !isInForce(replaced)) return rejected("NotFound", `there is no monitor ${wish.id}`);
    // N04.FR.16
    if (replaced.path !== path) return rejected("InvalidValue", `monitor ${wish.id} is of another variable`);
    // N04.FR.18
    if (replaced.kind === "hardWired") return rejected("ReadOnly", `monitor ${wish.id} is hard-wired`);
  }
  const twin = [...plan.monitors.values()].find(
    (other) =>
      other.path === path &&
      other.type === type &&
      other.severity === severity &&
      other.id !== wish.id &&
      isInForce(other),
  );
  // N04.FR.10
  if (twin) {
    const because = `monitor ${twin.id} is of the same type and severity`;
    return { status: "Duplicate", reasonCode: "InvalidValue", because };
  }
  if (!replaced && countOfCustoms(plan) >= MOST_CUSTOM_MONITORS)
    return rejected("OutOfMemory", `there are ${MOST_CUSTOM_MONITORS} custom monitors already`);

  const id = wish.id ?? plan.nextId++; // N04.FR.11
  plan.monitors.set(id, {
    ...{ id, path, type, value, severity, transaction },
    kind: "custom", // N04.FR.15
    component: found.component,
    variable: found.variable,
  });
  return { status: "Accepted", id }; // N04.FR.08, N04.FR.12
}

const countOfCustoms = ({ monitors }: Plan): number =>
  [...monitors.values()].filter(({ kind }) => kind === "custom").length;

/** N04.FR.03, N04.FR.04; a component that is named without its EVSE is known, and its variable may not be. */
function whatIsUnknown(
  { component, variable }: MonitorWish,
  { deviceModel, evses }: MonitoredStation,
): "UnknownComponent" | "UnknownVariable" {
  if (deviceModel.hasComponent(component)) return "UnknownVariable";
  if (component.evse !== undefined) return "UnknownComponent";
  const named = evses
    .flatMap(({ id, connectors }) => [{ id }, ...connectors.map((one) => ({ id, connectorId: one.id }))])
    .some((evse) => deviceModel.hasComponent({ ...component, evse }));
  const anywhere = placesWith(deviceModel, evses, component.name, variable.name).length > 0;
  return named && !anywhere ? "UnknownVariable" : "UnknownComponent";
}
