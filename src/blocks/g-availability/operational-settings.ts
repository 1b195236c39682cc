import { RareMap, type Store, type Table } from "../../kernel/index.js";
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
  return new StoredSettings(store.table("availability"));
}

/** A class, so that the stations of a process share its methods. */
class StoredSettings implements OperationalSettings {
  readonly #table: Table<Setting>;
  readonly #settings = new RareMap<string, Setting>();

  constructor(table: Table<Setting>) {
    this.#table = table;
    for (const [key, setting] of table.entries()) this.#settings.set(key, setting);
  }

  get(target: AvailabilityTarget): OperationalStatus {
    return this.#of(target)?.status ?? "Operative";
  }

  set(target: AvailabilityTarget, status: OperationalStatus): void {
    this.#write(target, { status });
  }

  schedule(target: AvailabilityTarget, scheduled: OperationalStatus): void {
    this.#write(target, { status: this.get(target), scheduled });
  }

  pending(target: AvailabilityTarget): OperationalStatus | undefined {
    return this.#of(target)?.scheduled;
  }

  scheduled(): { target: AvailabilityTarget; status: OperationalStatus }[] {
    return [...this.#settings].flatMap(([key, { scheduled }]) =>
      scheduled === undefined ? [] : [{ target: targetOf(key), status: scheduled }],
    );
  }

  #of(target: AvailabilityTarget): Setting | undefined {
    // Most stations were never set to anything.
    return this.#settings.size === 0 ? undefined : this.#settings.get(keyOf(target));
  }

  #write(target: AvailabilityTarget, setting: Setting): void {
    const key = keyOf(target);
    this.#table.put(key, setting);
    this.#settings.set(key, setting);
  }
}
