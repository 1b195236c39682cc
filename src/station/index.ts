import { StartupError } from "../kernel/index.js";
import type { StationConfiguration } from "./configuration/index.js";

export * from "./configuration/index.js";

/** A station that runs in this process, with its API. */
export interface StationProcess {
  /** The address of the HTTP faces, e.g. `http://127.0.0.1:8080`. */
  readonly apiUrl: string;
  /** Stops the station and flushes what it stores. */
  stop(): Promise<void>;
}

/**
 * Starts a station and its HTTP faces.
 * @throws StartupError if a port is taken or the storage is in use
 */
export function startStationProcess(configuration: StationConfiguration): Promise<StationProcess> {
  return Promise.reject(new StartupError(`station ${configuration.identity} cannot be started`));
}
