import {
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
  type ManualClock,
  type Store,
} from "../../src/kernel/index.js";
import type { OcppVersion } from "../../src/protocol/index.js";
import {
  createStation,
  loadConfiguration,
  loadSharedDefinitions,
  type Provisioning,
  type Station,
} from "../../src/station/index.js";
import type { FakeCsms } from "./csms-interface.js";

export interface StationOptions {
  readonly version?: OcppVersion;
  /** Instead of two sockets. */
  readonly evses?: readonly object[];
  readonly variables?: Record<string, string | number | boolean>;
  /** Other keys of the configuration, in full: `firmware.unsigned`. */
  readonly keys?: Readonly<Record<string, unknown>>;
  readonly store?: Store;
  /** Folder for its files; needed where it moves any. */
  readonly storage?: string;
  /** Of the chance in this life; another for every life at the same CSMS, whose message ids must differ. */
  readonly seed?: number;
  readonly provisioning?: Provisioning;
}

/** The two-socket station of the sandbox, switched on against the fake CSMS of a test. */
export function stationOn(
  csms: Pick<FakeCsms, "url">,
  clock: ManualClock,
  options: StationOptions = {},
): Station {
  const configuration = loadConfiguration({
    flags: [
      { key: "csms.url", value: csms.url, origin: "test" },
      { key: "csms.securityProfile", value: 0, origin: "test" },
      { key: "ocppVersions", value: [options.version ?? "ocpp2.0.1"], origin: "test" },
      ...(options.storage === undefined ? [] : [{ key: "storage", value: options.storage, origin: "test" }]),
      ...Object.entries(options.keys ?? {}).map(([key, value]) => ({ key, value, origin: "test" })),
      ...(options.evses === undefined ? [] : [{ key: "evses", value: options.evses, origin: "test" }]),
      { key: "variables", value: { ...options.variables }, origin: "test" },
    ],
  });
  const station = createStation({
    configuration,
    definitions: loadSharedDefinitions(),
    ...(options.provisioning && { provisioning: options.provisioning }),
    store: options.store ?? createMemoryStore(),
    clock,
    random: createSeededRandom(options.seed ?? 7),
    logger: createSilentLogger(),
    softwareVersion: "test",
  });
  station.start();
  return station;
}
