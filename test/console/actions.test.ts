import type { ConnectorState, EvseState } from "../../src/console/api/types.js";
import { actionsAt } from "../../src/console/station/actions.js";

const connector = (changes: Partial<ConnectorState> = {}): ConnectorState => ({
  ...{ evseId: 1, connectorId: 1, type: "sType2", availability: "Available", operationalStatus: "Operative" },
  ...{ cable: "none", cableKind: "detachable", cableRatingA: null, locked: false },
  rating: { dc: false, phases: 3, maxCurrent: 32, maxPower: 22_080 },
  ...changes,
});
const evse = (changes: Partial<EvseState> = {}): EvseState =>
  ({
    ...{ evseId: 1, connectors: [connector()], parkingBayOccupied: null, suspendedBy: [], authorized: null },
    ...{ transaction: null, v2g: null },
    ...changes,
  }) as unknown as EvseState;
const labels = (changes: Partial<EvseState>) => actionsAt(evse(changes)).map(({ label }) => label);

test.each([
  [
    "nothing is plugged",
    {},
    ["Plug in", "Plug station end", "Plug EV end", "Plug in halfway", "Press start"],
  ],
  [
    "a loose cable",
    { connectors: [connector({ cable: "stationOnly" })] },
    ["Plug EV end", "Pull station end", "Press start"],
  ],
  [
    "a fixed cable",
    { connectors: [connector({ cable: "stationOnly", cableKind: "fixed" })] },
    ["Plug in", "Press start"],
  ],
  [
    "the EV's end only",
    { connectors: [connector({ cable: "evOnly" })] },
    ["Plug station end", "Pull EV end", "Press start"],
  ],
  [
    "an EV that the EVSE suspends",
    {
      connectors: [connector({ cable: "connected" })],
      suspendedBy: ["EVSE"],
      authorized: "AA",
      parkingBayOccupied: true,
    },
    ["Unplug", "Pull EV end", "Swipe same card", "Suspend EV", "Resume EVSE", "Drive out"],
  ],
] as const)("what can be done with %s", (_, changes, expected) => {
  expect(labels(changes as Partial<EvseState>)).toEqual(expected);
});

test("an EV can talk ISO 15118 where the EVSE does, and ends a session that it has", () => {
  const connectors = [connector({ cable: "connected" })];
  const talking = (phase: string | null) =>
    actionsAt(evse({ connectors, v2g: { phase, identification: null } })).filter(
      ({ group }) => group === "v2g",
    );
  expect(talking(null).map(({ label }) => label)).toEqual([
    "Begin session (PnC)",
    "Begin session (EIM)",
    "Install contract",
    "Update contract",
  ]);
  expect(talking("charging")[0]).toMatchObject({
    label: "End session",
    path: "/iso15118/session",
    body: { evseId: 1, connectorId: 1, action: "stop" },
  });
  expect(labels({ connectors })).not.toContain("Begin session (PnC)");
});

test("actions name their connector where there are several", () => {
  const both = [connector(), connector({ connectorId: 2 })];
  expect(labels({ connectors: both })).toContain("Plug in 2");
});

test("buttons keep their keys as long as they do the same", () => {
  const keys = actionsAt(evse()).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
