import { certificateSignedHandlerOcpp16 } from "../blocks/a-security/index.js";
import {
  configurationViews,
  createBootPortOcpp16,
  createConfigurationOcpp16,
  resetHandlersOcpp16,
} from "../blocks/b-provisioning/index.js";
import { authorizationHandlersOcpp16 } from "../blocks/c-authorization/index.js";
import { localListHandlersOcpp16 } from "../blocks/d-local-authorization-list/index.js";
import {
  createRemoteControl,
  remoteControlHandlersOcpp16,
  type Triggers,
} from "../blocks/f-remote-control/index.js";
import { createAvailabilityOcpp16, numberConnectors } from "../blocks/g-availability/index.js";
import { reservationHandlersOcpp16 } from "../blocks/h-reservation/index.js";
import { sampleForTrigger, sendMeterValuesOcpp16 } from "../blocks/j-meter-values/index.js";
import {
  currentPlainFirmwareStatus,
  currentSignedFirmwareStatus,
  plainFirmwareHandlerOcpp16,
  signedFirmwareHandlerOcpp16,
} from "../blocks/l-firmware-management/index.js";
import { certificateHandlersOcpp16 } from "../blocks/m-certificate-management/index.js";
import {
  currentDiagnosticsStatus,
  currentLogStatusOcpp16,
  logHandlersOcpp16,
} from "../blocks/n-diagnostics/index.js";
import { smartChargingHandlersOcpp16 } from "../blocks/k-smart-charging/index.js";
import { dataTransferHandlers } from "../blocks/p-data-transfer/index.js";
import { certificateSignedOptions, reconfigured } from "./certificate-changes.js";
import type { Engines } from "./engines.js";
import type { VersionBinding } from "./version-binding.js";

/** Lets a station speak OCPP 1.6: every block's handlers, and what it tells by itself. */
export function bindOcpp16(engines: Engines): VersionBinding {
  const { configuration, definitions, link, hardware, deviceModel, logger, boot, heartbeat } = engines;
  const { localList, transactions, meterValues, ids16, security, maintenance, smartCharging } = engines;
  const { unsigned: unsignedFirmware } = configuration.firmware;
  const numbers = numberConnectors(hardware);
  const evseOf = (connectorNumber: number): number | undefined => numbers.placeOf(connectorNumber)?.evseId;
  const transactionOf = (transactionNumber: number): string | undefined => ids16.localIdOf(transactionNumber);
  const evseIds = hardware.evses.map(({ id }) => id);
  const transactionAt = (connectorNumber: number): string | undefined => {
    const evseId = evseOf(connectorNumber);
    const running = evseId === undefined ? null : transactions.onEvse(evseId);
    const isHere = running && numbers.numberOf(running.evseId ?? 0, running.connectorId) === connectorNumber;
    return isHere ? running.transactionId : undefined;
  };
  const transactionNumberAt = (evseId: number): number | undefined => {
    const running = transactions.idOnEvse(evseId);
    return running === null ? undefined : ids16.numberOf(running);
  };
  const availability = createAvailabilityOcpp16({
    ...engines,
    numbers,
    session(evseId) {
      const running = transactions.onEvse(evseId);
      const energyTransfer = hardware.evses.find(({ id }) => id === evseId)?.energyTransfer ?? "none";
      // No energy is offered to an idTag that was refused after the start: that is the station's doing (3.5.4).
      const isHeld = energyTransfer === "none" && running?.chargingState === "SuspendedEVSE";
      return {
        authorized: transactions.authorizedAt(evseId) !== null,
        transaction: running !== null,
        energyTransfer: isHeld ? "suspendedEVSE" : energyTransfer,
      };
    },
  });

  const instructed = (action: string, payload: object): void => {
    link.call(action, payload, { instructed: true }).catch(() => undefined);
  };
  /** What both kinds of trigger mean in the same way. */
  const commonTriggers: Triggers = {
    // Unlike in later versions also once it is accepted.
    BootNotification: () => () => boot.trigger(),
    Heartbeat: () => () => heartbeat.send(true),
    StatusNotification: (place) => () => {
      if (place) availability.statusNotification(numbers.numberOf(place.id, place.connectorId ?? null));
      else availability.reportAll();
    },
    MeterValues: (place) => {
      const samples = sampleForTrigger(meterValues, "txUpdated", evseIds, place?.id);
      if (samples.length === 0) return null;
      return () => {
        for (const { evseId, value } of samples) {
          const connectorId = numbers.numberOf(evseId, null);
          const transactionId = transactionNumberAt(evseId);
          const sample = { connectorId, value, ...(transactionId !== undefined && { transactionId }) };
          void sendMeterValuesOcpp16({ link, logger }, sample, { instructed: true });
        }
      };
    },
  };

  const triggers: Triggers = {
    ...commonTriggers,
    DiagnosticsStatusNotification: () => () =>
      instructed("DiagnosticsStatusNotification", currentDiagnosticsStatus(maintenance.logs())),
    ...(unsignedFirmware && {
      FirmwareStatusNotification: () => () =>
        instructed("FirmwareStatusNotification", currentPlainFirmwareStatus(maintenance.firmware())),
    }),
  };
  const extendedTriggers: Triggers = {
    ...commonTriggers,
    LogStatusNotification: () => () =>
      instructed("LogStatusNotification", currentLogStatusOcpp16(maintenance.logs())),
    FirmwareStatusNotification: () => () =>
      instructed("SignedFirmwareStatusNotification", currentSignedFirmwareStatus(maintenance.firmware())),
    SignChargePointCertificate: () => () => security.signing.request("ChargingStationCertificate"),
  };

  link.serveOnDemand("ocpp1.6", () => ({
    ...createConfigurationOcpp16({
      deviceModel,
      keys: definitions.ocpp16Keys,
      views: configurationViews(deviceModel, security.profiles),
      numberOfConnectors: numbers.count,
      featureProfiles: [
        "Core",
        "FirmwareManagement",
        ...(localList.available ? ["LocalAuthListManagement"] : []),
        "RemoteTrigger",
        ...(engines.reservations.available ? ["Reservation"] : []),
        ...(smartCharging.available ? ["SmartCharging"] : []),
      ],
      answered: () => security.apply(),
    }),
    ...resetHandlersOcpp16(engines.reset),
    ...authorizationHandlersOcpp16(engines.authorization),
    ...(localList.available && localListHandlersOcpp16(localList)),
    ...remoteControlHandlersOcpp16({
      remoteControl: createRemoteControl(engines),
      place: (number) => numbers.placeOf(number),
      transactionOf,
      triggers,
      extendedTriggers,
      clock: engines.clock,
    }),
    ...availability.handlers,
    ...reservationHandlersOcpp16(engines.reservations, evseOf),
    ...(smartCharging.available &&
      smartChargingHandlersOcpp16({
        ...engines,
        numbers: {
          evseOf: (number) => (number === 0 ? 0 : evseOf(number)),
          transactionAt,
          transactionOf,
        },
      })),
    ...certificateSignedHandlerOcpp16(certificateSignedOptions(engines)),
    ...certificateHandlersOcpp16({
      certificates: security.installed,
      isOwn: (hashData) => security.own.isOwn(hashData),
      isInUse: (hashData) => security.isRootInUse(hashData),
      changed: (what) => reconfigured(security, what),
      invalidRoot: (because) => security.events.raise("InvalidCsmsCertificate", because),
    }),
    ...logHandlersOcpp16(maintenance.logs()),
    ...signedFirmwareHandlerOcpp16(maintenance.firmware()),
    ...(unsignedFirmware && plainFirmwareHandlerOcpp16(maintenance.firmware())),
    ...dataTransferHandlers({}),
  }));

  const refresh = ({ evseId }: { evseId: number | null }): void => {
    if (evseId !== null) availability.refresh(evseId);
  };
  const forget = [
    transactions.events.on("started", refresh),
    transactions.events.on("updated", refresh),
    transactions.events.on("driverAccepted", ({ evseId }) => {
      if (evseId !== null) availability.driverAccepted(evseId);
    }),
    transactions.events.on("authorizationChanged", refresh),
    transactions.events.on("ended", ({ evseId }) => {
      if (evseId !== null) availability.transactionEnded(evseId);
    }),
    hardware.events.on("energyTransferChanged", refresh),
    hardware.events.on("faultChanged", () => evseIds.forEach((evseId) => availability.refresh(evseId))),
  ];

  const bootPort = createBootPortOcpp16(link, configuration);
  return {
    bootNotification: (reason) => bootPort.bootNotification(reason),
    reportAll: () => availability.reportAll(),
    reconnected: () => availability.reconnected(),
    statusesTold: () => availability.statusesTold(),
    lockResult: (evseId, connectorId, failed) => availability.lockResult(evseId, connectorId, failed),
    localListConflict: () => availability.localListConflict(),
    sendMeterValue(evseId, value) {
      const connectorId = evseId === 0 ? 0 : numbers.numberOf(evseId, null);
      void sendMeterValuesOcpp16({ link, logger }, { connectorId, value });
    },
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
      availability.dispose();
    },
  };
}
