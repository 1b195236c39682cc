import { sampleForTrigger, sendMeterValuesOcpp2 } from "../blocks/j-meter-values/index.js";
import type { Triggers } from "../blocks/f-remote-control/index.js";
import type { AvailabilityOcpp2 } from "../blocks/g-availability/index.js";
import { currentFirmwareStatus } from "../blocks/l-firmware-management/index.js";
import { currentLogStatus } from "../blocks/n-diagnostics/index.js";
import { triggersForEvs } from "./certificate-changes.js";
import type { Engines } from "./engines.js";

/** What a CSMS can trigger in OCPP 2.0.1 and 2.1 (F06). */
export function triggersOcpp2(
  engines: Engines,
  availability: Pick<AvailabilityOcpp2, "statusNotification">,
): Triggers {
  const { link, hardware, logger, boot, heartbeat, transactions, meterValues, security, maintenance } =
    engines;
  const evseIds = hardware.evses.map(({ id }) => id);
  const instructed = (action: string, payload: object): void => {
    link.call(action, payload, { instructed: true }).catch(() => undefined);
  };

  return {
    BootNotification: () => (boot.mayBeTriggered ? () => boot.trigger() : null), // F06.FR.17
    Heartbeat: () => () => heartbeat.send(true),
    StatusNotification: (place) => {
      const { id, connectorId } = place ?? {};
      const exists = hardware.evses.some(
        (evse) => evse.id === id && evse.connectors.some((connector) => connector.id === connectorId),
      );
      if (id === undefined || connectorId === undefined || !exists) return null; // F06.FR.12
      return () => availability.statusNotification(id, connectorId);
    },
    MeterValues: (place) => {
      const samples = sampleForTrigger(meterValues, "aligned", evseIds, place?.id);
      if (samples.length === 0) return null;
      return () => {
        for (const sample of samples) {
          void sendMeterValuesOcpp2({ link, logger }, sample, { instructed: true }); // F06.FR.06
        }
      };
    },
    TransactionEvent: (place) => {
      const any = place ? transactions.onEvse(place.id) !== null : transactions.ongoing().length > 0;
      return any ? () => void transactions.report(place?.id) : null; // F06.FR.07
    },
    LogStatusNotification: () => () =>
      instructed("LogStatusNotification", currentLogStatus(maintenance.logs())),
    FirmwareStatusNotification: () => () =>
      instructed("FirmwareStatusNotification", currentFirmwareStatus(maintenance.firmware())),
    SignChargingStationCertificate: () => () => security.signing.request("ChargingStationCertificate"),
    ...(engines.certificatesForEvs && triggersForEvs(engines)),
  };
}
