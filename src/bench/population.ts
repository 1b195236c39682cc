import { WebSocket } from "ws";
import { createFleet, loadFleet } from "../fleet/index.js";
import {
  createMemoryStore,
  createSilentLogger,
  createSystemClock,
  createSystemRandom,
  type Clock,
} from "../kernel/index.js";

/** What a population of stations cost its process. */
export interface PopulationCost {
  /** Milliseconds from process start until the last station was accepted. */
  readonly acceptedAfterMs: number;
  /** Resident megabytes, after they have come to rest. */
  readonly rssMb: number;
  /** Seconds of CPU, user and system. */
  readonly cpuSeconds: number;
}

function cost(): PopulationCost {
  const { user, system } = process.cpuUsage();
  return {
    acceptedAfterMs: Math.round(performance.now()),
    rssMb: Math.round(process.memoryUsage().rss / 1e5) / 10,
    cpuSeconds: Math.round((user + system) / 1e4) / 100,
  };
}

const rest = (clock: Clock): Promise<void> =>
  new Promise((resolve) => clock.setTimeout(() => resolve(), 500));

/** Boots `count` stations of Kerbside in this process; resolves when all are accepted. */
export async function bootStations(count: number, url: string): Promise<PopulationCost> {
  const clock = createSystemClock();
  const logger = createSilentLogger();
  const { stations: configurations } = loadFleet(
    {
      flags: [
        { key: "csms.url", value: url, origin: "bench" },
        { key: "csms.securityProfile", value: 0, origin: "bench" },
      ],
    },
    { stations: count, identityPattern: "CS-%d" },
  );
  const fleet = createFleet({
    configurations,
    openStore: createMemoryStore,
    clock,
    random: createSystemRandom(),
    logger,
    stationLogger: logger,
    softwareVersion: "bench",
  });
  await new Promise<void>((resolve) => {
    fleet.onAccepted((accepted) => accepted === count && resolve());
    fleet.start();
  });
  const acceptedAfterMs = Math.round(performance.now());
  await rest(clock);
  return { ...cost(), acceptedAfterMs };
}

/** The floor: `count` WebSockets that send a BootNotification and keep no state. */
export async function bootRawClients(count: number, url: string): Promise<PopulationCost> {
  const clock = createSystemClock();
  const boot = { reason: "PowerUp", chargingStation: { model: "Raw", vendorName: "Bench" } };
  await Promise.all(
    Array.from(
      { length: count },
      (_, index) =>
        new Promise<void>((resolve, reject) => {
          const socket = new WebSocket(`${url}/RAW-${index}`, ["ocpp2.0.1"], { perMessageDeflate: false });
          socket.on("open", () => socket.send(JSON.stringify([2, `${index}`, "BootNotification", boot])));
          socket.on("message", () => resolve());
          socket.on("error", reject);
        }),
    ),
  );
  const acceptedAfterMs = Math.round(performance.now());
  await rest(clock);
  return { ...cost(), acceptedAfterMs };
}
