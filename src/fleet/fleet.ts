import { resolve } from "node:path";
import {
  ConfigurationError,
  Milliseconds,
  Seconds,
  type Clock,
  type Logger,
  type Random,
  type Store,
  type Timer,
} from "../kernel/index.js";
import {
  createStation,
  loadSharedDefinitions,
  prepareForManyStations,
  type Provisioning,
  type Station,
  type StationConfiguration,
} from "../station/index.js";
import { inWords, kindOf, summarize, type FleetSummary, type StationKind } from "./summary.js";

/** What a fleet is made from. */
export interface FleetParts {
  /** One for each station, each with an identity and a folder of its own. */
  readonly configurations: readonly StationConfiguration[];
  /** Opens the store of a station; the fleet closes it. */
  readonly openStore: (configuration: StationConfiguration) => Store;
  /** Certificates and keys of a station; absent: none has any. */
  readonly provisioningOf?: (configuration: StationConfiguration) => Provisioning;
  /** Stations that are switched on in a second; absent: all at once. */
  readonly startRate?: number;
  readonly clock: Clock;
  readonly random: Random;
  /** Of the fleet itself. */
  readonly logger: Logger;
  /** Of its stations. */
  readonly stationLogger: Logger;
  /** Version of Kerbside. */
  readonly softwareVersion: string;
}

/** Many stations in one process. */
export interface Fleet {
  /**
   * Switches the stations on, one after the other at the start rate. A later one that cannot be is told in the log,
   * and the others go on.
   * @throws KerbsideError if even the first cannot be
   */
  start(): void;
  /** Calls `listener` whenever a CSMS has accepted a station, with how many have been so far. */
  onAccepted(listener: (stations: number) => void): void;
  summary(): FleetSummary;
  /** Switches all of them off in good order; nothing stored is lost. */
  stop(): Promise<void>;
}

interface Member {
  readonly identity: string;
  readonly station: Station;
  readonly store: Store;
  state: "waiting" | "on" | "failed";
}

/** How often the log tells how the stations stand, where that has changed. */
const TOLD_EVERY = Seconds(5);
/** Stations of less distance are switched on together. */
const SHORTEST_PAUSE = Milliseconds(10);

/**
 * Makes a {@link Fleet} with all its stations, which are off until {@link Fleet.start}.
 * @throws ConfigurationError if two stations have the same folder
 * @throws StartupError if a store cannot be opened; none is open then
 */
export function createFleet(parts: FleetParts): Fleet {
  const { configurations, startRate = Infinity, clock, logger } = parts;
  refuseSharedFolders(configurations);
  if (configurations.length > 1) prepareForManyStations();
  // Stores on disk take some milliseconds each.
  logger.info({ stations: configurations.length }, "the stations are made ready");
  const members = membersOf(parts);
  const accepted = new Set<Member>();
  const listeners = new Set<(stations: number) => void>();
  const timers = new Set<Timer>();
  let told = "";

  const summary = (): FleetSummary => summarize(members.map(kind));
  const tell = (): void => {
    const now = summary();
    const words = inWords(now);
    if (words !== told) logger.info(now, words);
    told = words;
  };
  const switchOn = (member: Member): void => {
    try {
      member.state = "on";
      member.station.start();
    } catch (error) {
      member.state = "failed";
      throw error;
    }
  };
  const switchOnOrTell = (member: Member): void => {
    try {
      switchOn(member);
    } catch (error) {
      logger.error({ err: error, station: member.identity }, "a station could not start");
    }
  };
  const spread = (waiting: readonly Member[]): void => {
    const from = clock.elapsed();
    let started = 0;
    const pause = Milliseconds(Math.max(1_000 / startRate, SHORTEST_PAUSE));
    const timer = clock.every("start of stations", pause, () => {
      const due = Math.floor(((clock.elapsed() - from) * startRate) / 1_000 + 1e-6);
      for (const member of waiting.slice(started, due)) switchOnOrTell(member);
      started = Math.max(started, due);
      if (started >= waiting.length) timer.cancel();
    });
    timers.add(timer);
  };

  for (const member of members) {
    member.station.onAccepted(() => {
      const before = accepted.size;
      accepted.add(member);
      if (accepted.size > before && accepted.size === members.length) tell();
      for (const listener of listeners) listener(accepted.size);
    });
  }

  return {
    start() {
      const [first, ...others] = members;
      // What is wrong with the first is wrong with the configuration that they share.
      if (first) switchOn(first);
      if (startRate === Infinity) others.forEach(switchOnOrTell);
      else if (others.length > 0) spread(others);
      timers.add(clock.every("summary of the fleet", TOLD_EVERY, tell));
    },
    onAccepted: (listener) => void listeners.add(listener),
    summary,
    async stop() {
      for (const timer of timers) timer.cancel();
      await Promise.all(members.map((member) => switchOff(member, logger)));
      logger.info({ stations: members.length }, "all stations have stopped");
    },
  };
}

function refuseSharedFolders(configurations: readonly StationConfiguration[]): void {
  const owners = new Map<string, string>();
  for (const { identity, storage } of configurations) {
    const folder = resolve(storage);
    const owner = owners.get(folder);
    if (owner !== undefined)
      throw new ConfigurationError(
        "storage",
        `must be another folder for each station; ${owner} and ${identity} have ${folder}`,
      );
    owners.set(folder, identity);
  }
}

function membersOf(parts: FleetParts): readonly Member[] {
  const { configurations, openStore, provisioningOf, clock, random, softwareVersion } = parts;
  const definitions = loadSharedDefinitions();
  const opened: Store[] = [];
  try {
    return configurations.map((configuration) => {
      const { identity } = configuration;
      const store = openStore(configuration);
      opened.push(store);
      const station = createStation({
        configuration,
        definitions,
        ...(provisioningOf && { provisioning: provisioningOf(configuration) }),
        store,
        clock,
        random,
        logger: parts.stationLogger.child({ station: identity }),
        softwareVersion,
        framesKept: 0,
      });
      return { identity, station, store, state: "waiting" };
    });
  } catch (error) {
    for (const store of opened) store.close();
    throw error;
  }
}

const kind = ({ state, station }: Member): StationKind =>
  state === "on" ? kindOf(station.standing()) : state;

async function switchOff({ identity, station, store }: Member, logger: Logger): Promise<void> {
  try {
    await station.stop().finally(() => store.close());
  } catch (error) {
    logger.error({ err: error, station: identity }, "a station did not stop cleanly");
  }
}
