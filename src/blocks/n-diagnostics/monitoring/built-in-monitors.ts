import {
  canonicalPath,
  readDataFile,
  type ComponentId,
  type DeviceModel,
  type VariableId,
} from "../../../device-model/index.js";
import { ConfigurationError } from "../../../kernel/index.js";
import type { Monitor, MonitorKind, MonitorType } from "./monitor.js";

/** What a station watches from the beginning. */
export interface BuiltIn {
  readonly monitors: readonly Monitor[];
  readonly notifications: readonly Notification[];
  /** Of all variables that the monitors and notifications are about. */
  readonly paths: ReadonlySet<string>;
}

/** A boolean variable whose change is told whatever monitors there are. */
export interface Notification {
  readonly path: string;
  readonly component: ComponentId;
  readonly variable: VariableId;
  readonly severity: number;
}

interface MonitorDefinition {
  readonly component: string;
  readonly variable: string;
  readonly type: MonitorType;
  readonly value: number;
  readonly severity: number;
}

/** `devicemodel/monitors.json`, see monitors.schema.json there. */
export interface MonitorDefinitions {
  readonly hardWired: readonly MonitorDefinition[];
  readonly preconfigured: readonly MonitorDefinition[];
  readonly notifications: readonly Pick<MonitorDefinition, "component" | "variable" | "severity">[];
  /** For stations that are built alike, by {@link DeviceModel.shape}; made once, shared, never changed. */
  readonly installed: WeakMap<object, BuiltIn>;
}

/** The ids of each kind begin here, so that more of one does not move the others. */
const FIRST_ID: Readonly<Record<MonitorKind, number>> = {
  hardWired: 1,
  preconfigured: 10_001,
  custom: 100_001,
};

export const FIRST_CUSTOM_ID = FIRST_ID.custom;

const FILE = "monitors.json";

/**
 * Reads `devicemodel/monitors.json`; to be called once in a process and shared by its stations.
 * @throws ConfigurationError naming the file
 */
export function loadMonitorDefinitions(): MonitorDefinitions {
  const data = readDataFile(FILE) as Partial<MonitorDefinitions> | null;
  const lists = [data?.hardWired, data?.preconfigured, data?.notifications];
  if (!lists.every((list) => Array.isArray(list)))
    throw new ConfigurationError(FILE, "must hold the lists hardWired, preconfigured and notifications");
  return { ...(data as MonitorDefinitions), installed: new WeakMap() };
}

/** How a station is built, as far as monitors want to know. */
export type Places = readonly {
  readonly id: number;
  readonly connectors: readonly { readonly id: number }[];
}[];

/** Every place at which the station has that variable: the station, EVSEs, connectors. */
export function placesWith(
  deviceModel: Pick<DeviceModel, "has">,
  evses: Places,
  component: string,
  variable: string,
): readonly ComponentId[] {
  const candidates: ComponentId[] = [
    { name: component },
    ...evses.map(({ id }) => ({ name: component, evse: { id } })),
    ...evses.flatMap(({ id, connectors }) =>
      connectors.map((connector) => ({ name: component, evse: { id, connectorId: connector.id } })),
    ),
  ];
  return candidates.filter((candidate) => deviceModel.has(canonicalPath(candidate, { name: variable })));
}

/** What a station has from its maker; the monitors with ids that are the same after each boot. */
export function builtInOf(
  definitions: MonitorDefinitions,
  deviceModel: Pick<DeviceModel, "has" | "shape">,
  evses: Places,
): BuiltIn {
  const known = definitions.installed.get(deviceModel.shape);
  if (known) return known;
  const install = (kind: "hardWired" | "preconfigured"): Monitor[] => {
    let id = FIRST_ID[kind];
    return definitions[kind].flatMap(({ component: name, variable, type, value, severity }) =>
      placesWith(deviceModel, evses, name, variable).map((component) => ({
        id: id++,
        kind,
        path: canonicalPath(component, { name: variable }),
        component,
        variable: { name: variable },
        ...{ type, value, severity },
        transaction: false,
      })),
    );
  };
  const monitors = [...install("hardWired"), ...install("preconfigured")];
  const notifications = definitions.notifications.flatMap(({ component: name, variable: of, severity }) =>
    placesWith(deviceModel, evses, name, of).map((component): Notification => {
      const variable = { name: of };
      return { path: canonicalPath(component, variable), component, variable, severity };
    }),
  );
  const paths = new Set([...monitors, ...notifications].map(({ path }) => path));
  const made: BuiltIn = { monitors, notifications, paths };
  definitions.installed.set(deviceModel.shape, made);
  return made;
}
