import type { DeviceModel } from "../device-model/index.js";
import type { ActiveFault, EvseHardware, FaultKind, StationHardware } from "../hardware/index.js";
import type { Unsubscribe } from "../kernel/index.js";
import { createHardwareReader } from "./hardware-readings.js";

type Model = Pick<DeviceModel, "has" | "update" | "compute" | "readHardware" | "announce" | "find" | "watch">;

/** Components that trip or fail with a fault of the hardware, and the variable that tells. */
const SHOWN_FAULTS: Readonly<Partial<Record<FaultKind, readonly [component: string, variable: string]>>> = {
  ReaderFailure: ["TokenReader", "Problem"],
  TamperDetected: ["CaseAccessSensor", "Active"],
  PowerMeterFailure: ["FiscalMetering", "Problem"],
  MeterSilent: ["FiscalMetering", "Problem"],
  ContactorWelded: ["PowerContactor", "Problem"],
  GroundFailure: ["GroundIsolationProtection", "Tripped"],
  OverCurrent: ["OverCurrentProtection", "Tripped"],
};

/** Readings of an EVSE that change at once where energy begins or ceases to flow. */
const POWER_READINGS = ["Power", "ACCurrent[L1]", "ACCurrent[L2]", "ACCurrent[L3]", "DCCurrent", "DCVoltage"];

const PNC_ENABLED = "ISO15118Ctrlr.PnCEnabled";

/** What an EV tells when a session over ISO 15118 begins, and takes with it. */
const EV_READINGS = ["Available", "ProtocolAgreed", "ProtocolSupportedByEV[1]", "VehicleID"];

/**
 * Lets the device model show what the hardware is and does: values that change all the time are read on demand,
 * the others follow the hardware's events. EVs are offered to show a contract as ISO15118Ctrlr.PnCEnabled says.
 */
export function showHardware(
  hardware: Pick<StationHardware, "evses" | "events" | "faults">,
  deviceModel: Model,
): { dispose(): void } {
  const show = (path: string, value: boolean): void => {
    if (deviceModel.has(path)) deviceModel.update(path, value);
  };
  const announce = (path: string): void => {
    if (deviceModel.has(path)) deviceModel.announce(path);
  };
  const showFault = ({ kind, evseId }: ActiveFault, active: boolean): void => {
    const [component, variable] = SHOWN_FAULTS[kind] ?? [];
    if (component === undefined || variable === undefined) return;
    show(`${component}.${variable}`, active);
    for (const { id } of hardware.evses)
      if (evseId === undefined || evseId === id) show(`${component}@${id}.${variable}`, active);
  };
  const announceTransfer = ({ id }: EvseHardware): void => {
    for (const reading of POWER_READINGS) announce(`EVSE@${id}.${reading}`);
    announce(`CPPWMController@${id}.State`);
    announce("ChargingStation.Power");
  };

  const announceEv = ({ evseId }: { readonly evseId: number }): void => {
    for (const reading of EV_READINGS) announce(`ConnectedEV@${evseId}.${reading}`);
  };

  const offerContracts = (): void => {
    const offered = deviceModel.find(PNC_ENABLED)?.toLowerCase() === "true";
    for (const { evCommunication } of hardware.evses) evCommunication?.offerContract(offered);
  };

  deviceModel.readHardware(createHardwareReader(hardware));
  for (const evse of hardware.evses) {
    const publicKey = `FiscalMetering@${evse.id}.PublicKey`;
    if (deviceModel.has(publicKey)) deviceModel.compute(publicKey, () => evse.meterSigner?.publicKey() ?? "");
    show(`BayOccupancySensor@${evse.id}.Active`, evse.parkingBay?.occupied === true);
    show(`PowerContactor@${evse.id}.Active`, evse.powerPathClosed);
    for (const { id, locked } of evse.connectors) {
      show(`ConnectorPlugRetentionLock@${evse.id}.${id}.Active`, locked);
    }
  }
  offerContracts();
  for (const fault of hardware.faults) showFault(fault, true);

  const forget: Unsubscribe[] = [
    ...(deviceModel.has(PNC_ENABLED) ? [deviceModel.watch(PNC_ENABLED, offerContracts)] : []),
    hardware.events.on("parkingBayChanged", ({ evseId, occupied }) =>
      show(`BayOccupancySensor@${evseId}.Active`, occupied),
    ),
    hardware.events.on("energyTransferChanged", ({ evseId }) => {
      const evse = hardware.evses.find(({ id }) => id === evseId);
      show(`PowerContactor@${evseId}.Active`, evse?.powerPathClosed === true);
      if (evse) announceTransfer(evse);
    }),
    hardware.events.on("cableChanged", ({ evseId }) => announce(`CPPWMController@${evseId}.State`)),
    hardware.events.on("v2gSessionStarted", announceEv),
    hardware.events.on("v2gSessionEnded", announceEv),
    hardware.events.on("lockChanged", ({ evseId, connectorId, locked }) =>
      show(`ConnectorPlugRetentionLock@${evseId}.${connectorId}.Active`, locked),
    ),
    hardware.events.on("faultChanged", ({ active, ...fault }) => {
      showFault(fault, active);
      for (const { id } of hardware.evses) announce(`CPPWMController@${id}.State`);
    }),
  ];
  return {
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
    },
  };
}
