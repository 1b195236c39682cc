import {
  connectorStatus,
  evseStatusOf,
  isFaulted,
  isPlugged,
  stationStatusOf,
} from "../../../src/blocks/g-availability/connector-status.js";
import type { ConnectorStatus } from "../../../src/blocks/g-availability/index.js";

const BOTH = [false, true];

describe("G01.FR.01 every combination of facts has one status", () => {
  const rows: [string, ConnectorStatus][] = [
    // faulted, out of use, reserved, plugged
    ["----", "Available"],
    ["---p", "Occupied"],
    ["--r-", "Reserved"],
    ["--rp", "Reserved"],
    ["-o--", "Unavailable"],
    ["-o-p", "Unavailable"],
    ["-or-", "Unavailable"],
    ["-orp", "Unavailable"],
    ...BOTH.flatMap((o) =>
      BOTH.flatMap((r) =>
        BOTH.map((p): [string, ConnectorStatus] => [
          `f${o ? "o" : "-"}${r ? "r" : "-"}${p ? "p" : "-"}`,
          "Faulted",
        ]),
      ),
    ),
  ];
  test.each(rows)("%s is %s", (facts, status) => {
    expect(
      connectorStatus({
        faulted: facts.includes("f"),
        outOfUse: facts.includes("o"),
        reserved: facts.includes("r"),
        plugged: facts.includes("p"),
      }),
    ).toBe(status);
  });
});

test.each([
  ["detachable", "none", false],
  ["detachable", "evOnly", false],
  ["detachable", "stationOnly", true],
  ["detachable", "connected", true],
  ["fixed", "stationOnly", false],
  ["fixed", "connected", true],
] as const)("G01.FR.03 a %s cable that is %s plugs the connector: %s", (cableKind, cable, plugged) => {
  expect(isPlugged({ cableKind, cable })).toBe(plugged);
});

test.each<[readonly ConnectorStatus[], ConnectorStatus, ConnectorStatus]>([
  [["Available", "Occupied"], "Occupied", "Available"],
  [["Available", "Faulted"], "Available", "Available"],
  [["Occupied", "Unavailable"], "Occupied", "Occupied"],
  [["Reserved", "Unavailable"], "Reserved", "Reserved"],
  [["Unavailable", "Faulted"], "Unavailable", "Unavailable"],
  [["Faulted", "Faulted"], "Faulted", "Faulted"],
  [[], "Unavailable", "Unavailable"],
])("%p make an EVSE %s and a station %s", (parts, evse, station) => {
  expect(evseStatusOf(parts)).toBe(evse);
  expect(stationStatusOf(parts)).toBe(station);
});

test.each([
  [{ kind: "Faulted" }, true],
  [{ kind: "GroundFailure", evseId: 1 }, true],
  [{ kind: "OverCurrent", evseId: 1, connectorId: 2 }, true],
  [{ kind: "Faulted", evseId: 1, connectorId: 1 }, false],
  [{ kind: "Faulted", evseId: 2 }, false],
  [{ kind: "ConnectorLockFailure", evseId: 1, connectorId: 2 }, false],
  [{ kind: "ReaderFailure" }, false],
] as const)("a fault %j makes connector 1/2 unusable: %s", (fault, faulted) => {
  expect(isFaulted([fault], 1, 2)).toBe(faulted);
});
