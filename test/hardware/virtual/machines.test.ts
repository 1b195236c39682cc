import {
  moveCable,
  untouched,
  type CableEnds,
  type ConnectorEvent,
} from "../../../src/hardware/virtual/connector.machine.js";
import { movePowerPath, type PowerPathEvent } from "../../../src/hardware/virtual/power-path.machine.js";
import type { EnergyTransfer } from "../../../src/hardware/index.js";

const station = (stationEnd: CableEnds["stationEnd"]): CableEnds => ({ stationEnd, evEnd: "open" });

test.each<[CableEnds, ConnectorEvent, CableEnds | null]>([
  [untouched("detachable"), "plugStation", station("unlocked")],
  [untouched("detachable"), "plugStationHalfway", station("halfway")],
  [untouched("detachable"), "lock", null],
  [untouched("detachable"), "pullStation", null],
  [untouched("detachable"), "pullEv", null],
  [untouched("detachable"), "plugEv", { stationEnd: "open", evEnd: "plugged" }],
  [station("halfway"), "lock", null],
  [station("halfway"), "plugStation", station("unlocked")],
  [station("halfway"), "pullStation", station("open")],
  [station("unlocked"), "lock", station("locked")],
  [station("unlocked"), "plugStation", null],
  [station("locked"), "pullStation", null],
  [station("locked"), "unlock", station("unlocked")],
  [untouched("fixed"), "plugStation", null],
  [untouched("fixed"), "pullStation", null],
  [untouched("fixed"), "lock", null],
  [untouched("fixed"), "plugEv", { stationEnd: "attached", evEnd: "plugged" }],
])("a connector %j, %s: %j", (ends, event, next) => {
  expect(moveCable(ends, event)).toEqual(next);
});

test.each<[EnergyTransfer, PowerPathEvent, EnergyTransfer]>([
  ["none", "nothingOffered", "none"],
  ["none", "currentFlows", "charging"],
  ["none", "evTakesNone", "suspendedEV"],
  ["none", "evseGivesNone", "suspendedEVSE"],
  ["charging", "evTakesNone", "suspendedEV"],
  ["charging", "evseGivesNone", "suspendedEVSE"],
  ["charging", "nothingOffered", "none"],
  ["suspendedEV", "currentFlows", "charging"],
  ["suspendedEVSE", "evTakesNone", "suspendedEV"],
  ["suspendedEVSE", "nothingOffered", "none"],
])("a power path %s, %s: %s", (transfer, event, next) => {
  expect(movePowerPath(transfer, event)).toBe(next);
});
