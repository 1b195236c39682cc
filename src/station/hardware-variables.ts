import type { DeviceModel } from "../device-model/index.js";
import type { StationHardware } from "../hardware/index.js";
import type { Unsubscribe } from "../kernel/index.js";

type Model = Pick<DeviceModel, "has" | "update" | "compute">;

/**
 * Lets the device model show what the hardware is and does: values that change all the time are read on demand,
 * the others follow the hardware's events.
 */
export function showHardware(
  hardware: Pick<StationHardware, "evses" | "events">,
  deviceModel: Model,
): { dispose(): void } {
  const show = (path: string, value: boolean): void => {
    if (deviceModel.has(path)) deviceModel.update(path, value);
  };
  const readOnDemand = (path: string, read: () => number): void => {
    if (deviceModel.has(path)) deviceModel.compute(path, () => String(read()));
  };

  for (const evse of hardware.evses) {
    readOnDemand(`EVSE@${evse.id}.Power`, () => Math.round(evse.readMeter().powerW));
    readOnDemand(`FiscalMetering@${evse.id}.EnergyImportRegister`, () => evse.readMeter().energyWh);
    const publicKey = `FiscalMetering@${evse.id}.PublicKey`;
    if (deviceModel.has(publicKey)) deviceModel.compute(publicKey, () => evse.meterSigner?.publicKey() ?? "");
    show(`BayOccupancySensor@${evse.id}.Active`, evse.parkingBay?.occupied === true);
    show(`PowerContactor@${evse.id}.Active`, evse.powerPathClosed);
    for (const { id, locked } of evse.connectors) {
      show(`ConnectorPlugRetentionLock@${evse.id}.${id}.Active`, locked);
    }
  }

  const forget: Unsubscribe[] = [
    hardware.events.on("parkingBayChanged", ({ evseId, occupied }) =>
      show(`BayOccupancySensor@${evseId}.Active`, occupied),
    ),
    hardware.events.on("energyTransferChanged", ({ evseId }) => {
      const evse = hardware.evses.find(({ id }) => id === evseId);
      show(`PowerContactor@${evseId}.Active`, evse?.powerPathClosed === true);
    }),
    hardware.events.on("lockChanged", ({ evseId, connectorId, locked }) =>
      show(`ConnectorPlugRetentionLock@${evseId}.${connectorId}.Active`, locked),
    ),
    hardware.events.on("faultChanged", ({ kind, evseId, active }) => {
      if (kind === "ReaderFailure") show("TokenReader.Problem", active);
      if (kind !== "PowerMeterFailure") return;
      for (const { id } of hardware.evses) {
        if (evseId === undefined || evseId === id) show(`FiscalMetering@${id}.Problem`, active);
      }
    }),
  ];
  return {
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
    },
  };
}
