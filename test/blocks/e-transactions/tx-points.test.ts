import { TX_POINTS } from "../../../src/blocks/e-transactions/index.js";
import {
  startsTransaction,
  stopsTransaction,
  type SessionFacts,
} from "../../../src/blocks/e-transactions/tx-points.js";

const nothing: SessionFacts = {
  parkingBayOccupied: false,
  evConnected: false,
  authorized: false,
  dataSigned: false,
  energyTransfer: false,
};
const becomes = {
  ParkingBayOccupancy: [nothing, { ...nothing, parkingBayOccupied: true }],
  EVConnected: [nothing, { ...nothing, evConnected: true }],
  Authorized: [nothing, { ...nothing, authorized: true }],
  DataSigned: [nothing, { ...nothing, dataSigned: true }],
  PowerPathClosed: [
    { ...nothing, evConnected: true },
    { ...nothing, evConnected: true, authorized: true },
  ],
  EnergyTransfer: [nothing, { ...nothing, energyTransfer: true }],
} as const;

test.each(TX_POINTS)(
  "E01.FR.01 to E01.FR.06 %s starts a transaction when it becomes true, and only then",
  (point) => {
    const [before, after] = becomes[point];
    expect(startsTransaction([point], before, after)).toBe(true);
    expect(startsTransaction([point], after, after)).toBe(false);
    expect(startsTransaction([point], after, before)).toBe(false);
    expect(startsTransaction([], before, after)).toBe(false);
  },
);

test.each(TX_POINTS)("E06 %s stops a transaction when it is no longer true", (point) => {
  const [before, after] = becomes[point];
  expect(stopsTransaction([point], after, before)).toBe(point !== "DataSigned"); // errata to E06.FR.05
  expect(stopsTransaction([point], before, after)).toBe(false);
});

test("E06.FR.06 PowerPathClosed stops at the end of either, authorization or connection", () => {
  const both = { ...nothing, evConnected: true, authorized: true };
  expect(stopsTransaction(["PowerPathClosed"], both, { ...both, evConnected: false })).toBe(true);
  expect(stopsTransaction(["PowerPathClosed"], both, { ...both, authorized: false })).toBe(true);
});
