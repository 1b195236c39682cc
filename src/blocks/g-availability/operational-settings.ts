import type { Store, Table } from "../../kernel/index.js";
import type { AvailabilityTarget, OperationalStatus } from "./interface.js";

interface Setting {
  readonly status: OperationalStatus;
  /** What it will be when the transaction of the target has ended (G03.FR.05). */
  readonly scheduled?: OperationalStatus;
}

/** What a CSMS has set, on disk (G03.FR.08, G04.FR.09); what it never set is Operative. */
export interface OperationalSettings {
  get(target: AvailabilityTarget): OperationalStatus;
  set(target: AvailabilityTarget, status: OperationalStatus): void;
  schedule(target: AvailabilityTarget, status: OperationalStatus): void;
  /** What a target waits to become; `undefined` where it waits for nothing. */
  pending(target: AvailabilityTarget): OperationalStatus | undefined;
  /** The targets that wait, with what they wait for. */
  scheduled(): { target: AvailabilityTarget; status: OperationalStatus }[];
}

const keyOf = ({ evseId, connectorId }: AvailabilityTarget): string =>
  evseId === undefined ? "station" : connectorId === undefined ? `${evseId}` : `${evseId}.${connectorId}`;

function targetOf(key: string): AvailabilityTarget {
  const [evse, connector] = key.split(".").map(Number);
  if (key === "station" || evse === undefined) return {};
  return connector === undefined ? { evseId: evse } : { evseId: evse, connectorId: connector };
}

/** Opens the settings of a station. */
export function openOperationalSettings(store: Store): OperationalSettings {
  const table: Table<Setting> = store.table("availability");
  const settings = new Map(table.entries());
  const write = (key: string, setting: Setting): void => {
    table.put(key, setting);
    settings.set(key, setting);
  };
  return {
    get: (target) => settings.get(keyOf(target))?.status ?? "Operative",
    set: (target, status) => write(keyOf(target), { status }),
    schedule(target, scheduled) {
      const key = keyOf(target);
      write(key, { status: settings.get(key)?.status ?? "Operative", scheduled });
    },
    pending: (target) => settings.get(keyOf(target))?.scheduled,
    scheduled: () =>
      [...settings].flatMap(([key, { scheduled }]) =>
        scheduled === undefined ? [] : [{ target: targetOf(key), status: scheduled }],
      ),
  };
}
