import { certificateSignedHandlerOcpp2 } from "../blocks/a-security/index.js";
import {
  createBootPortOcpp2,
  createVariablesOcpp2,
  networkProfileHandlersOcpp2,
  resetHandlersOcpp2,
} from "../blocks/b-provisioning/index.js";
import { authorizationHandlersOcpp2 } from "../blocks/c-authorization/index.js";
import { localListHandlersOcpp2 } from "../blocks/d-local-authorization-list/index.js";
import { transactionHandlersOcpp2 } from "../blocks/e-transactions/index.js";
import { createRemoteControl, remoteControlHandlersOcpp2 } from "../blocks/f-remote-control/index.js";
import { createAvailabilityOcpp2 } from "../blocks/g-availability/index.js";
import { reservationHandlersOcpp2 } from "../blocks/h-reservation/index.js";
import { costHandlersOcpp2 } from "../blocks/i-tariff-and-cost/index.js";
import { sendMeterValuesOcpp2 } from "../blocks/j-meter-values/index.js";
import { smartChargingHandlersOcpp2 } from "../blocks/k-smart-charging/index.js";
import { certificateHandlersOcpp2 } from "../blocks/m-certificate-management/index.js";
import {
  customerInformationHandlersOcpp2,
  logHandlersOcpp2,
  monitoringHandlersOcpp2,
} from "../blocks/n-diagnostics/index.js";
import { firmwareHandlersOcpp2 } from "../blocks/l-firmware-management/index.js";
import { displayMessageHandlersOcpp2 } from "../blocks/o-display-message/index.js";
import { dataTransferHandlers } from "../blocks/p-data-transfer/index.js";
import { Lazy } from "../kernel/index.js";
import { certificateSignedOptions, reconfigured } from "./certificate-changes.js";
import { customerRecords } from "./customer-records.js";
import type { Engines } from "./engines.js";
import { triggersOcpp2 } from "./triggers-ocpp2.js";
import type { VersionBinding } from "./version-binding.js";

/** Lets a station speak OCPP 2.0.1 and 2.1: every block's handlers, and what it tells by itself. */
export function bindOcpp2(engines: Engines): VersionBinding {
  const { configuration, link, deviceModel, clock, logger } = engines;
  const { localList, transactions, security, maintenance, certificatesForEvs } = engines;
  const availability = createAvailabilityOcpp2(engines);
  const handlers = new Lazy(() => ({
    ...createVariablesOcpp2({ deviceModel, link, clock, logger, answered: () => security.apply() }),
    ...resetHandlersOcpp2(engines.reset),
    ...authorizationHandlersOcpp2(engines.authorization),
    ...(localList.available && localListHandlersOcpp2(localList)),
    ...transactionHandlersOcpp2(transactions),
    ...remoteControlHandlersOcpp2({
      remoteControl: createRemoteControl(engines),
      transactions,
      triggers: triggersOcpp2(engines, availability),
    }),
    ...availability.handlers,
    ...reservationHandlersOcpp2(engines.reservations),
    ...smartChargingHandlersOcpp2(engines),
    ...customerInformationHandlersOcpp2({
      records: customerRecords(engines),
      link,
      clock,
      logger,
    }),
    ...networkProfileHandlersOcpp2(security.profiles, (slot) =>
      reconfigured(security, `network connection profile ${slot} was set`),
    ),
    ...certificateSignedHandlerOcpp2(certificateSignedOptions(engines)),
    ...certificateHandlersOcpp2({
      certificates: security.installed,
      v2gChain: () => security.own.v2gChain(),
      isOwn: (hashData) => security.own.isOwn(hashData),
      changed(what) {
        reconfigured(security, what);
        certificatesForEvs?.look();
      },
    }),
    ...logHandlersOcpp2(maintenance.logs()),
    ...monitoringHandlersOcpp2(engines),
    ...firmwareHandlersOcpp2(maintenance.firmware()),
    ...costHandlersOcpp2(engines.tariffAndCost, logger),
    ...dataTransferHandlers({}),
  }));
  for (const version of configuration.ocppVersions) {
    if (version === "ocpp1.6") continue;
    link.serveOnDemand(version, () => ({
      ...handlers.value,
      ...displayMessageHandlersOcpp2({ messages: engines.displayMessages, link, logger }, version),
    }));
  }

  const bootPort = createBootPortOcpp2(link, configuration);
  return {
    bootNotification: (reason) => bootPort.bootNotification(reason),
    reportAll: () => availability.reportAll(),
    reconnected: (offlineFor, threshold) => availability.reconnected(offlineFor, threshold),
    // The events of transactions tell of their ends.
    statusesTold: () => Promise.resolve(),
    lockResult: (evseId, connectorId, failed) => availability.lockResult(evseId, connectorId, failed),
    sendMeterValue: (evseId, value) => void sendMeterValuesOcpp2({ link, logger }, { evseId, value }),
    localListConflict: () => undefined,
    dispose: () => availability.dispose(),
  };
}
