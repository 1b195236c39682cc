import fc from "fast-check";
import { Seconds } from "../../src/kernel/index.js";
import { shareCurrent } from "../../src/hardware/index.js";
import { bench, layoutOf, socket } from "./virtual/bench.js";

const request = fc
  .tuple(fc.constantFrom(0, 6), fc.double({ min: 0, max: 80, noNaN: true }))
  .map(([least, more]) => ({ least, wanted: least + more }));

test("the sum never exceeds the feed, and nobody gets more than asked or less than usable", () => {
  fc.assert(
    fc.property(
      fc.array(request, { maxLength: 12 }),
      fc.double({ min: 0, max: 200, noNaN: true }),
      (requests, feed) => {
        const shares = shareCurrent(requests, feed);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(feed + 1e-9);
        requests.forEach(({ least, wanted }, index) => {
          const share = shares[index] ?? NaN;
          expect(share).toBeLessThanOrEqual(wanted);
          expect(share === 0 || share >= least).toBe(true);
        });
      },
    ),
  );
});

test("what one does not want goes to the rest, and the rest get the same", () => {
  const want = (wanted: number) => ({ least: 6, wanted });
  expect(shareCurrent([want(32), want(8), want(32)], 40)).toEqual([16, 8, 16]);
  expect(shareCurrent([want(32), want(32)], 100)).toEqual([32, 32]);
  expect(shareCurrent([want(32), want(32), want(32)], 16)).toEqual([8, 8, 0]);
  expect(shareCurrent([], 16)).toEqual([]);
});

test("an EV that comes takes from the others at once, and one that waits goes on when another leaves", async () => {
  const { clock, evse, charge, hardware } = bench(layoutOf([[socket()], [socket()], [socket()]], 16));
  const amps = (id: number): number => evse(id).readMeter().currentA[0] ?? NaN;
  charge(1);
  await clock.advance(Seconds(10));
  expect(amps(1)).toBeCloseTo(16, 2);
  charge(2);
  expect(amps(1) + amps(2)).toBeLessThanOrEqual(16);
  await clock.advance(Seconds(10));
  expect([amps(1), amps(2)]).toEqual([8, 8]);
  charge(3);
  expect(evse(3).energyTransfer).toBe("suspendedEVSE");
  hardware.actions.plugOut({ evseId: 1, connectorId: 1, side: "ev" });
  expect(evse(3).energyTransfer).toBe("charging");
});

test("the feed is never exceeded while EVs come and go", async () => {
  const step = fc.record({
    evseId: fc.integer({ min: 1, max: 4 }),
    act: fc.constantFrom("come", "go", "suspend", "limit", "wait"),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.integer({ min: 5, max: 70 }),
      async (steps, feed) => {
        const { clock, evse, hardware } = bench(
          layoutOf([[socket()], [socket()], [socket()], [socket()]], feed),
        );
        for (const { evseId, act } of steps) {
          if (act === "come") {
            hardware.actions.plugIn({ evseId, connectorId: 1, side: "both", ev: { maxCurrent: 32 } });
            evse(evseId).offerEnergy();
          }
          if (act === "go") hardware.actions.plugOut({ evseId, connectorId: 1, side: "both" });
          if (act === "suspend") hardware.actions.suspend(evseId, "EV");
          if (act === "limit") evse(evseId).setLimit({ amps: 10 });
          if (act === "wait") await clock.advance(Seconds(2));
          const sum = hardware.evses.reduce(
            (total, { id }) => total + (evse(id).readMeter().currentA[0] ?? 0),
            0,
          );
          expect(sum).toBeLessThanOrEqual(feed + 1e-6);
        }
        hardware.stop();
      },
    ),
    { numRuns: 40 },
  );
});
