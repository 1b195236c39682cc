import { resolve } from "node:path";
import { createFleet } from "../fleet/index.js";
import {
  createLogger,
  createMemoryStore,
  createPacedClock,
  createSystemClock,
  createSystemRandom,
  openSqliteStore,
  packageVersion,
  type Logger,
  type LogOptions,
} from "../kernel/index.js";
import { readPkiFolder, type StationConfiguration } from "../station/index.js";
import type { FleetOrder, FleetProcess } from "./abilities.js";

/** A thousand stations that tell every boot would drown what is said of all of them. */
const loggerOfStations = (log: LogOptions, logger: Logger): Logger =>
  log.level === "info" ? createLogger({ ...log, level: "warn" }) : logger;

/**
 * Starts the stations of a fleet in this process.
 * @throws ConfigurationError if a value does not fit the device model
 * @throws StartupError if the storage of a station is in use; no station runs then
 */
export async function startFleetProcess({
  configuration: { common, stations },
  startRate,
  memory,
}: FleetOrder): Promise<FleetProcess> {
  const { log, clock, certs } = common;
  const logger = createLogger(log);
  const stationLogger = loggerOfStations(log, logger);
  const fleet = createFleet({
    configurations: stations,
    openStore: ({ storage }: StationConfiguration) =>
      memory ? createMemoryStore() : openSqliteStore(resolve(storage)),
    provisioningOf: ({ identity }) => readPkiFolder(resolve(certs), identity, stationLogger),
    startRate,
    clock: createPacedClock(createSystemClock(), clock.rate),
    random: createSystemRandom(),
    logger,
    stationLogger,
    softwareVersion: packageVersion(),
  });
  try {
    fleet.start();
  } catch (error) {
    await fleet.stop();
    throw error;
  }
  return fleet;
}
