import type { IdToken, IdTokenInfo } from "../../../src/blocks/c-authorization/index.js";
import {
  createLocalAuthorizationList,
  type ListEntry,
  type ListUpdate,
  type LocalAuthorizationList,
} from "../../../src/blocks/d-local-authorization-list/index.js";
import type { ActiveFault } from "../../../src/hardware/index.js";
import { createMemoryStore, createSilentLogger, type Store, type Table } from "../../../src/kernel/index.js";
import { createFakeDeviceModel } from "../../support/fake-device-model.js";

/** The limits of the list in a test, where they are not those of a station. */
export interface Limits {
  readonly entries?: number;
  readonly bytes?: number;
  readonly itemsPerMessage?: number;
  readonly bytesPerMessage?: number;
}

export const card = (idToken: string): IdToken => ({ idToken, type: "ISO14443" });

export const listed = (idToken: string, status: IdTokenInfo["status"] = "Accepted"): ListEntry => ({
  idToken: card(idToken),
  info: { status },
});

export const unlisted = (idToken: string): ListEntry => ({ idToken: card(idToken) });

export const full = (version: number, ...entries: ListEntry[]): ListUpdate => ({
  type: "Full",
  version,
  entries,
  bytes: 100,
});

export const differential = (version: number, ...entries: ListEntry[]): ListUpdate => ({
  ...full(version, ...entries),
  type: "Differential",
});

/** A list over a store, which can be opened again as after a restart. */
export function bench(limits: Limits = {}, store: Store = createMemoryStore()) {
  const faults: ActiveFault[] = [];
  const variables = createFakeDeviceModel({
    "LocalAuthListCtrlr.Available": "true",
    "LocalAuthListCtrlr.BytesPerMessage": String(limits.bytesPerMessage ?? 1_000_000),
    "LocalAuthListCtrlr.Enabled": "true",
    "LocalAuthListCtrlr.Entries": "0",
    "LocalAuthListCtrlr.ItemsPerMessage": String(limits.itemsPerMessage ?? 1_000),
    "LocalAuthListCtrlr.Storage": "0",
  });
  const maxLimits: Record<string, number | undefined> = {
    "LocalAuthListCtrlr.Entries": limits.entries,
    "LocalAuthListCtrlr.Storage": limits.bytes,
  };
  const deviceModel = {
    find: variables.find,
    integer: variables.integer,
    update: variables.update,
    describe: (path: string) => ({
      component: { name: "LocalAuthListCtrlr" },
      variable: { name: path },
      characteristics: {
        dataType: "integer" as const,
        supportsMonitoring: false,
        ...(maxLimits[path] !== undefined && { maxLimit: maxLimits[path] }),
      },
      attributes: [],
    }),
  };
  const open = (over: Store = store): LocalAuthorizationList =>
    createLocalAuthorizationList({
      deviceModel,
      hardware: { faults },
      store: over,
      logger: createSilentLogger(),
    });
  const shown = (): [entries: number, bytes: number] => [
    variables.integer("LocalAuthListCtrlr.Entries"),
    variables.integer("LocalAuthListCtrlr.Storage"),
  ];
  return { list: open(), open, variables, faults, store, shown };
}

/** The store as it is when the power fails at that write (1: the first): nothing of the transaction is kept. */
export function powerFailsAt(store: Store, fatal: number): Store {
  let writes = 0;
  const write = (act: () => void): void => {
    if (++writes === fatal) throw new Error("the power has failed");
    act();
  };
  return {
    ...store,
    table<T>(name: string): Table<T> {
      const table = store.table<T>(name);
      return {
        get: (key) => table.get(key),
        entries: () => table.entries(),
        put: (key, value) => write(() => table.put(key, value)),
        delete: (key) => write(() => table.delete(key)),
        clear: () => write(() => table.clear()),
      };
    },
  };
}
