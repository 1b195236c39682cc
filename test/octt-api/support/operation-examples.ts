/** A good request of every operation that acts, and what it does to the station. */
export interface OperationExample {
  readonly operationId: string;
  readonly body: unknown;
  readonly does: readonly unknown[];
}

export const OPERATION_EXAMPLES: readonly OperationExample[] = [
  {
    operationId: "plugin",
    body: { evseId: 1, connectorId: 1 },
    does: ["plugIn", { evseId: 1, connectorId: 1, side: "both", halfway: false }],
  },
  {
    operationId: "plugout",
    body: { evseId: 1, connectorId: 1 },
    does: ["plugOut", { evseId: 1, connectorId: 1, side: "both" }],
  },
  {
    operationId: "authorize",
    body: { idToken: "04A2B3C4D5E680", type: "ISO14443", evseId: 2 },
    does: ["presentToken", { idToken: "04A2B3C4D5E680", type: "ISO14443" }, 2],
  },
  { operationId: "deauthorize", body: { evseId: 1 }, does: ["deauthorize", 1] },
  { operationId: "start", body: { evseId: 1 }, does: ["pressStart", 1] },
  { operationId: "stop", body: {}, does: ["pressStop", { emergency: false }] },
  { operationId: "suspend", body: { evseId: 1, by: "EV" }, does: ["suspend", 1, "EV"] },
  { operationId: "resume", body: { evseId: 2, by: "EVSE" }, does: ["resume", 2, "EVSE"] },
  {
    operationId: "ev",
    body: { evseId: 1, ev: { stateOfCharge: 80 } },
    does: ["changeEv", 1, { stateOfCharge: 80 }],
  },
  { operationId: "parkingBay", body: { evseId: 1, occupied: true }, does: ["setParkingBay", 1, true] },
  { operationId: "reboot", body: { powerOffSeconds: 2 }, does: ["reboot", { powerOffSeconds: 2 }] },
  { operationId: "network", body: { online: false }, does: ["setNetwork", false] },
  {
    operationId: "fault",
    body: { evseId: 1, kind: "GroundFailure", active: true },
    does: ["setFault", { evseId: 1, kind: "GroundFailure" }, true],
  },
  {
    operationId: "setChargingLimit",
    body: { source: "EMS", unit: "A", limit: 10, gridCritical: true, durationSeconds: 60 },
    does: [
      "setExternalLimit",
      { evseId: 0, source: "EMS", unit: "A", limit: 10, gridCritical: true, durationSeconds: 60 },
    ],
  },
  {
    operationId: "variable",
    body: {
      component: { name: "EVSE", evse: { id: 1 } },
      variable: { name: "Power", instance: "Total" },
      value: "7400",
    },
    does: ["setVariable", { name: "EVSE", evse: { id: 1 } }, { name: "Power", instance: "Total" }, "7400"],
  },
  {
    operationId: "iso15118Certificate",
    body: { evseId: 1, action: "Install", iso15118SchemaVersion: "urn:iso:15118:2:2013:MsgDef" },
    does: ["requestEvCertificate", 1, { action: "Install", schemaVersion: "urn:iso:15118:2:2013:MsgDef" }],
  },
  {
    operationId: "iso15118Session",
    body: { evseId: 1, action: "start", emaid: "DEKBSC00000001", chargingNeeds: { evMaxCurrent: 16 } },
    does: [
      "startV2gSession",
      {
        evseId: 1,
        connectorId: 1,
        identification: "PnC",
        emaid: "DEKBSC00000001",
        needs: { evMaxCurrent: 16 },
      },
    ],
  },
  {
    operationId: "iso15118Renegotiate",
    body: { evseId: 1, chargingNeeds: { energyAmountWh: 5000 } },
    does: ["renegotiate", 1, { energyAmountWh: 5000 }],
  },
];
