import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFleet, loadFleet, type Fleet, type FleetParts } from "../../src/fleet/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
  openSqliteStore,
  Seconds,
  StartupError,
  StorageError,
  type Logger,
} from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";

const folder = mkdtempSync(join(tmpdir(), "kerbside-fleet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const configurationsOf = (url: string, storage = folder) =>
  loadFleet(
    {
      flags: Object.entries({ "csms.url": url, "csms.securityProfile": 0, storage }).map(([key, value]) => ({
        key,
        value,
        origin: "test",
      })),
    },
    { stations: 3, identityPattern: "CS-%d" },
  ).stations;

function fleetOn(url: string, clock: FleetParts["clock"], changes: Partial<FleetParts> = {}) {
  const said: string[] = [];
  const silent = createSilentLogger();
  const note = (details: object | string, message?: string): void =>
    void said.push(message ?? (details as string));
  const logger: Logger = { debug: note, info: note, warn: note, error: note, child: () => logger };
  const fleet = createFleet({
    configurations: configurationsOf(url),
    openStore: createMemoryStore,
    clock,
    random: createSeededRandom(7),
    logger,
    stationLogger: silent,
    softwareVersion: "test",
    ...changes,
  });
  return { fleet, said };
}

/** Ends what a test has begun, however it goes. */
async function withFleet(
  changes: Partial<FleetParts>,
  test: (stage: {
    fleet: Fleet;
    said: readonly string[];
    csms: Awaited<ReturnType<typeof fakeCsms>>;
  }) => Promise<void>,
): Promise<void> {
  const clock = createManualClock();
  await using csms = await fakeCsms({ clock });
  csms.ignores("StatusNotification", "NotifyEvent");
  const { fleet, said } = fleetOn(csms.url, clock, changes);
  try {
    await test({ fleet, said, csms });
  } finally {
    await fleet.stop();
  }
}

const identitiesAt = (csms: Awaited<ReturnType<typeof fakeCsms>>): readonly string[] =>
  csms.peer
    .stations()
    .filter(({ connected }) => connected)
    .map(({ identity }) => identity);

test("three stations boot one after the other, each by its identity, and all are told to be accepted", () =>
  withFleet({ startRate: 0.5 }, async ({ fleet, said, csms }) => {
    const counts: number[] = [];
    fleet.onAccepted((accepted) => counts.push(accepted));
    fleet.start();
    await csms.expects("BootNotification");
    await csms.waits(Seconds(1));
    expect(identitiesAt(csms)).toEqual(["CS-1"]);
    expect(fleet.summary()).toMatchObject({ stations: 3, accepted: 1, waiting: 2 });
    await csms.waits(Seconds(1));
    await csms.expects("BootNotification");
    expect(identitiesAt(csms)).toEqual(["CS-1", "CS-2"]);
    await csms.waits(Seconds(2));
    await csms.expects("BootNotification");
    expect(identitiesAt(csms)).toEqual(["CS-1", "CS-2", "CS-3"]);
    expect(counts).toEqual([1, 2, 3]);
    expect(said.slice(1)).toEqual(["of 3 stations 3 are accepted, 0 are refused"]);
  }));

test("one that the CSMS refuses is counted, and so is one without a connection", () =>
  withFleet({}, async ({ fleet, said, csms }) => {
    csms.answersNext("BootNotification", {
      status: "Rejected",
      interval: 3_600,
      currentTime: "2026-01-01T00:00:00.000Z",
    });
    fleet.start();
    for (let count = 0; count < 3; count++) await csms.expects("BootNotification");
    await csms.waits(Seconds(5));
    expect(said.slice(1)).toEqual(["of 3 stations 2 are accepted, 1 is refused"]);
    expect(fleet.summary()).toMatchObject({ accepted: 2, refused: 1, offline: 0 });
    await csms.goesOffline();
    expect(fleet.summary()).toMatchObject({ accepted: 0, refused: 0, offline: 3 });
    await csms.waits(Seconds(5));
    expect(said.at(-1)).toBe("of 3 stations 0 are accepted, 0 are refused, 3 are not connected");
  }));

test("stopping disconnects all, leaves no timer and gives the folders back", async () => {
  const clock = createManualClock();
  await using csms = await fakeCsms({ clock });
  csms.ignores("StatusNotification", "NotifyEvent");
  const storage = join(folder, "stopping");
  const configurations = configurationsOf(csms.url, storage);
  const openStore: FleetParts["openStore"] = (one) => openSqliteStore(one.storage);
  const { fleet, said } = fleetOn(csms.url, clock, { configurations, openStore, startRate: 1 });
  fleet.start();
  for (let count = 0; count < 2; count++) await csms.expects("BootNotification");
  const stopped = fleet.stop();
  await csms.disconnects();
  await stopped;
  expect(said.at(-1)).toBe("all stations have stopped");
  expect(clock.pending()).toEqual([]);
  for (const one of configurations) openStore(one).close();
});

test("where the storage of one station is in use none runs, and the other folders are given back", () => {
  const configurations = configurationsOf("ws://127.0.0.1:9/ocpp", join(folder, "locked"));
  const openStore: FleetParts["openStore"] = (one) => openSqliteStore(one.storage);
  const [first, second, third] = configurations;
  if (!first || !second || !third) throw new Error("three stations");
  const held = openStore(second);
  const make = () => fleetOn("ws://127.0.0.1:9/ocpp", createManualClock(), { configurations, openStore });
  expect(make).toThrow(StartupError);
  expect(make).toThrow(`storage ${second.storage} is in use`);
  openStore(first).close();
  held.close();
});

/** Stores in memory; that of one station can no longer be read once the test says so. */
function storesThatBreak(configurations: FleetParts["configurations"], which: number) {
  let broken = false;
  const openStore: FleetParts["openStore"] = (one) => {
    const store = createMemoryStore();
    if (one !== configurations[which]) return store;
    return {
      ...store,
      table: (kind) => {
        if (broken) throw new StorageError("the file is damaged");
        return store.table(kind);
      },
    };
  };
  return { openStore, break: () => void (broken = true) };
}

test("a later station that cannot start is told and counted, and the others go on", async () => {
  const clock = createManualClock();
  await using csms = await fakeCsms({ clock });
  csms.ignores("StatusNotification", "NotifyEvent");
  const configurations = configurationsOf(csms.url);
  const stores = storesThatBreak(configurations, 1);
  const { fleet, said } = fleetOn(csms.url, clock, { configurations, openStore: stores.openStore });
  stores.break();
  try {
    fleet.start();
    for (let count = 0; count < 2; count++) await csms.expects("BootNotification");
    await csms.waits(Seconds(5));
    expect(identitiesAt(csms)).toEqual(["CS-1", "CS-3"]);
    expect(said.slice(1)).toEqual([
      "a station could not start",
      "of 3 stations 2 are accepted, 0 are refused, 1 is unable to start",
    ]);
  } finally {
    await fleet.stop();
  }
});

test("where even the first cannot start the fleet does not", async () => {
  const configurations = configurationsOf("ws://127.0.0.1:9/ocpp");
  const stores = storesThatBreak(configurations, 0);
  const { fleet } = fleetOn("ws://127.0.0.1:9/ocpp", createManualClock(), {
    configurations,
    openStore: stores.openStore,
  });
  stores.break();
  expect(() => fleet.start()).toThrow("the file is damaged");
  expect(fleet.summary()).toMatchObject({ failed: 1, waiting: 2 });
  await fleet.stop();
});

test("two stations must not share a folder", () => {
  const [first, second] = configurationsOf("ws://127.0.0.1:9/ocpp");
  if (!first || !second) throw new Error("two stations");
  const configurations = [first, { ...second, storage: `${first.storage}/` }];
  expect(() => fleetOn("ws://127.0.0.1:9/ocpp", createManualClock(), { configurations })).toThrow(
    `storage: must be another folder for each station; CS-1 and CS-2 have ${first.storage}`,
  );
});
