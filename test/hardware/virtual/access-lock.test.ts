import {
  createManualClock,
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
} from "../../../src/kernel/index.js";
import { createVirtualStation } from "../../../src/hardware/index.js";

const place = { evseId: 1, connectorId: 1, side: "both" } as const;

function station(accessLock: boolean) {
  return createVirtualStation({
    layout: {
      evses: [
        {
          id: 1,
          parkingBaySensor: false,
          connectors: [
            { id: 1, type: "cType2", cable: "fixed", phases: 3, maxCurrent: 16, dc: false, accessLock },
          ],
        },
      ],
    },
    clock: createManualClock(),
    store: createMemoryStore(),
    random: createSeededRandom(1),
    logger: createSilentLogger(),
  });
}

test("an access lock refuses the EV until it is opened, and lets it go when it is closed again", () => {
  const { actions, evses } = station(true);
  expect(actions.plugIn(place)).toMatchObject({ because: expect.stringContaining("locked until") });
  evses[0]?.setAccess(true);
  expect(actions.plugIn(place)).toBeNull();
  evses[0]?.setAccess(false);
  expect(actions.plugOut(place)).toBeNull();
  expect(actions.plugIn(place)).toMatchObject({ refused: "impossible" });
});

test("a connector without access lock can always be used", () => {
  expect(station(false).actions.plugIn(place)).toBeNull();
});

test("an access lock is closed when the power comes back", () => {
  const virtual = station(true);
  virtual.evses[0]?.setAccess(true);
  virtual.powerCycle();
  expect(virtual.actions.plugIn(place)).toMatchObject({ refused: "impossible" });
});
