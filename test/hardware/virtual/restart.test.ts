import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import {
  createMemoryStore,
  Milliseconds,
  Minutes,
  openSqliteStore,
  Seconds,
} from "../../../src/kernel/index.js";
import { bench, dcCable, fixedCable, layoutOf, socket } from "./bench.js";

const place = (evseId: number, side: "ev" | "station" | "both") => ({ evseId, connectorId: 1, side });

test("the physical world is as it was after the process was killed", async () => {
  const before = bench();
  const { hardware, clock, store } = before;
  hardware.actions.plugIn({
    ...place(1, "both"),
    ev: { stateOfCharge: 50, maxCurrent: 20, departureTime: "2026-01-01T08:00:00Z" },
  });
  before.connector(1).lock();
  before.evse(1).offerEnergy();
  before.evse(1).setLimit({ amps: 10 });
  hardware.actions.plugIn({ ...place(2, "station"), halfway: true });
  hardware.actions.setParkingBay(1, true);
  hardware.actions.setFault({ kind: "TamperDetected" }, true);
  hardware.actions.setNetwork(false);
  await clock.advance(Minutes(5));
  const reading = before.evse(1).readMeter();

  const after = bench(undefined, { store, clock });
  expect(after.connector(1)).toMatchObject({ cable: "connected", locked: true });
  expect(after.connector(2).cable).toBe("stationOnly");
  expect(after.connector(2).lock()).toBe(false);
  expect(after.hardware.evDetails(1)).toEqual(hardware.evDetails(1));
  expect(after.evse(1)).toMatchObject({
    offering: false,
    limit: null,
    energyTransfer: "none",
    powerPathClosed: false,
  });
  expect(after.evse(1).parkingBay).toEqual({ occupied: true });
  expect(after.hardware.faults).toEqual([{ kind: "TamperDetected" }]);
  expect(after.hardware.network.online).toBe(false);
  expect(after.evse(1).readMeter().energyWh).toBe(reading.energyWh);
  expect(after.heard).toEqual([]);
});

test("a power cycle opens the contactor, keeps cable, lock and register, and tells nobody", async () => {
  const { hardware, clock, charge, connector, evse, heard } = bench();
  charge(1);
  connector(1).lock();
  hardware.actions.suspend(1, "EVSE");
  hardware.actions.resume(1, "EVSE");
  hardware.display.show(["Charging"]);
  await clock.advance(Milliseconds(2_500));
  const told = heard.length;
  hardware.powerCycle();
  expect(evse(1)).toMatchObject({ offering: false, powerPathClosed: false, energyTransfer: "none" });
  expect(evse(1).readMeter().energyWh).toBeGreaterThan(0);
  expect(connector(1)).toMatchObject({ cable: "connected", locked: true });
  expect(hardware.display.lines).toEqual([]);
  expect(heard.length).toBe(told);
  expect(clock.pending()).toEqual([]);
});

test("a station that was built differently before keeps its registers and forgets what no longer fits", async () => {
  const before = bench(layoutOf([[socket()]]));
  before.charge(1);
  await before.clock.advance(Minutes(1));
  const { energyWh } = before.evse(1).readMeter();
  before.hardware.stop();
  const after = bench(layoutOf([[fixedCable()], [dcCable()]]), { store: before.store });
  expect(after.connector(1).cable).toBe("stationOnly");
  expect(after.hardware.evDetails(1)).toBeNull();
  expect(after.evse(1).readMeter().energyWh).toBe(energyWh);
});

test("what could not be stored is not shown", async () => {
  let full = false;
  const memory = createMemoryStore();
  const store = {
    ...memory,
    transaction: <R>(work: () => R): R => {
      if (full) throw new Error("disk full");
      return memory.transaction(work);
    },
  };
  const { clock, charge, evse } = bench(undefined, { store });
  charge(1);
  await clock.advance(Seconds(5));
  const shown = evse(1).readMeter().energyWh;
  full = true;
  await clock.advance(Seconds(5));
  expect(evse(1).readMeter().energyWh).toBe(shown);
  full = false;
  await clock.advance(Seconds(1));
  expect(evse(1).readMeter().energyWh).toBeGreaterThan(shown + 10);
});

const deed = fc.oneof(
  fc.record({
    act: fc.constant("plug" as const),
    evseId: fc.constantFrom(1, 2),
    side: fc.constantFrom("ev", "station", "both" as const),
  }),
  fc.record({
    act: fc.constant("pull" as const),
    evseId: fc.constantFrom(1, 2),
    side: fc.constantFrom("ev", "station", "both" as const),
  }),
  fc.record({
    act: fc.constantFrom(
      "offer",
      "withdraw",
      "suspend",
      "resume",
      "lock",
      "unlock",
      "cycle",
      "kill",
      "limit",
    ),
    evseId: fc.constantFrom(1, 2),
  }),
  fc.record({
    act: fc.constant("wait" as const),
    evseId: fc.constant(1),
    ms: fc.integer({ min: 1, max: 4_000 }),
  }),
);

test("no register ever goes back, whatever happens and however often the process is killed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 60 }), async (deeds) => {
      const layout = layoutOf([[socket()], [dcCable()]], 40);
      let now = bench(layout);
      const shown = [0, 0];
      now.charge(1);
      for (const done of deeds) {
        const { evseId } = done;
        const { actions } = now.hardware;
        if (done.act === "plug" && "side" in done)
          actions.plugIn({ evseId, connectorId: 1, side: done.side as "ev" });
        if (done.act === "pull" && "side" in done)
          actions.plugOut({ evseId, connectorId: 1, side: done.side as "ev" });
        if (done.act === "offer") now.evse(evseId).offerEnergy();
        if (done.act === "withdraw") now.evse(evseId).withdrawEnergy();
        if (done.act === "suspend") actions.suspend(evseId, "EV");
        if (done.act === "resume") actions.resume(evseId, "EV");
        if (done.act === "lock") now.connector(evseId).lock();
        if (done.act === "unlock") now.connector(evseId).unlock();
        if (done.act === "limit") now.evse(evseId).setLimit({ amps: 7 });
        if (done.act === "cycle") now.hardware.powerCycle();
        if (done.act === "kill") {
          // The dead process' timers would go on in this one; only its store may be seen by the next.
          now = bench(layout, { store: now.store });
        }
        if ("ms" in done) await now.clock.advance(Milliseconds(done.ms));
        now.hardware.evses.forEach((evse, index) => {
          const { energyWh } = evse.readMeter();
          expect(energyWh).toBeGreaterThanOrEqual(shown[index] ?? 0);
          shown[index] = energyWh;
        });
      }
    }),
    { numRuns: 50 },
  );
});

test("the world survives in a real store", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hardware-"));
  try {
    let store = openSqliteStore(folder);
    const before = bench(undefined, { store });
    before.charge(1);
    await before.clock.advance(Seconds(10));
    const { energyWh } = before.evse(1).readMeter();
    before.hardware.stop();
    store.close();
    store = openSqliteStore(folder);
    const after = bench(undefined, { store });
    expect(after.connector(1).cable).toBe("connected");
    expect(after.evse(1).readMeter().energyWh).toBe(energyWh);
    store.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
