import { join, resolve } from "node:path";
import {
  createLogger,
  createPacedClock,
  createRecentLog,
  createSystemClock,
  createSystemRandom,
  openLogFile,
  openSqliteStore,
  packageVersion,
} from "../kernel/index.js";
import { createHttpServers } from "../octt-api/index.js";
import {
  createStation,
  loadSharedDefinitions,
  readPkiFolder,
  type StationConfiguration,
} from "../station/index.js";
import type { StationNeighbours, StationProcess } from "./abilities.js";

/**
 * Starts a station of this process with its store, its HTTP faces and its scenarios.
 * @throws ConfigurationError if a value does not fit the device model
 * @throws StartupError if a port is taken or the storage is in use
 */
export async function startStationProcess(
  configuration: StationConfiguration,
  { sandboxCsms, clock: shared }: StationNeighbours = {},
): Promise<StationProcess> {
  const storage = resolve(configuration.storage);
  const logFile = openLogFile(join(storage, "log", "station.log"));
  const recentLog = createRecentLog(logFile);
  const logger = createLogger(configuration.log, recentLog).child({ station: configuration.identity });
  const clock = shared ?? createPacedClock(createSystemClock(), configuration.clock.rate);
  const random = createSystemRandom();
  const store = openSqliteStore(storage);
  try {
    const station = createStation({
      configuration,
      definitions: loadSharedDefinitions(),
      provisioning: readPkiFolder(resolve(configuration.certs), configuration.identity, logger),
      logLines: (window) => logFile.lines(window),
      recentLog,
      store,
      clock,
      random,
      logger,
      softwareVersion: packageVersion(),
    });
    const { api, octt } = configuration;
    const servers = createHttpServers({
      surface: station.surface,
      api,
      octt,
      // Those who call live in real time, however fast the station's runs.
      clock: createSystemClock(),
      logger,
      version: packageVersion(),
      sandboxCsms,
      surroundings: async () => {
        const { createScenarioDesk, createScenarioLibrary, createScenarioReader } =
          await import("../scenario/index.js");
        const reader = createScenarioReader();
        const library = createScenarioLibrary(reader);
        const { surface } = station;
        const scenarios = createScenarioDesk({ surface, clock, pace: clock, random, reader, library });
        return { scenarios, pace: clock };
      },
    });
    await servers.start();
    try {
      station.start();
    } catch (error) {
      await servers.stop();
      throw error;
    }
    logger.info(
      {
        apiUrl: servers.url,
        ...(servers.evPort !== null && { evUrl: `http://${configuration.api.host}:${servers.evPort}` }),
      },
      `the station's page and API are at ${servers.url}`,
    );
    return {
      apiUrl: servers.url,
      async stop() {
        await servers.stop();
        await station.stop();
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}
