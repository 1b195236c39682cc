import { smartChargingHandlersOcpp16 } from "../../../src/blocks/k-smart-charging/index.js";
import { createSilentLogger } from "../../../src/kernel/index.js";
import { smartChargingBench } from "./bench.js";

const NUMBER = 41;

/** Connectors 1 and 2 belong to EVSE 1, connector 3 to EVSE 2; the transaction is at connector 1. */
function station() {
  const { engine, clock, arrives } = smartChargingBench();
  const transactionId = arrives(1);
  const handlers = smartChargingHandlersOcpp16({
    smartCharging: engine,
    numbers: {
      evseOf: (connector) => [0, 1, 1, 2][connector],
      transactionAt: (connector) => (connector === 1 ? transactionId : undefined),
      transactionOf: (number) => (number === NUMBER ? transactionId : undefined),
    },
    clock,
    logger: createSilentLogger(),
  });
  const serve = handlers["SetChargingProfile"] as unknown as (request: object) => { response: object };
  const set = (connectorId: number, changes: object) => {
    const csChargingProfiles = {
      chargingProfileId: connectorId,
      stackLevel: 0,
      chargingProfilePurpose: "TxProfile",
      chargingProfileKind: "Relative",
      chargingSchedule: { chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 8 }] },
      ...changes,
    };
    return serve({ connectorId, csChargingProfiles }).response;
  };
  return { set, engine };
}

test.each([
  [1, {}, "Accepted"],
  [1, { transactionId: NUMBER }, "Accepted"],
  [2, {}, "Rejected"],
  [2, { transactionId: NUMBER }, "Rejected"],
  [3, { transactionId: NUMBER }, "Rejected"],
])("3.13.1 a TxProfile at connector %j of an EVSE with two, with %j: %s", (connector, changes, status) => {
  const { set } = station();
  expect(set(connector, changes)).toEqual({ status });
});

test("a TxDefaultProfile of one connector is that of the EVSE, and replaces that of the other", () => {
  const { set, engine } = station();
  const ofAll = { chargingProfilePurpose: "TxDefaultProfile" };
  for (const connector of [1, 2, 3]) expect(set(connector, ofAll)).toEqual({ status: "Accepted" });
  expect(engine.select({}).map(({ profile, evseId }) => [profile.id, evseId])).toEqual([
    [2, 1],
    [3, 2],
  ]);
});
