import { createAuthorization, createAuthorizePort } from "../blocks/c-authorization/index.js";
import { createBoot, createHeartbeat, createReset } from "../blocks/b-provisioning/index.js";
import {
  createTransactionCodec,
  createTransactions,
  TRANSACTION_EVENT,
  type TransactionsEngine,
} from "../blocks/e-transactions/index.js";
import { createLocalAuthorizationList } from "../blocks/d-local-authorization-list/index.js";
import { createAvailability, numberConnectors } from "../blocks/g-availability/index.js";
import { createReservations, createReservationStatusOutbox } from "../blocks/h-reservation/index.js";
import { createClockAlignedSampler, createMeterValues } from "../blocks/j-meter-values/index.js";
import { createMonitoring, createMonitoringOutbox, type Monitoring } from "../blocks/n-diagnostics/index.js";
import { createEventIds } from "../csms-link/index.js";
import type { Certificate } from "../pki/index.js";
import { loadValidators } from "../protocol/index.js";
import { bindOcpp16 } from "./bind-ocpp16.js";
import { bindOcpp2 } from "./bind-ocpp2.js";
import { createDriverInformation } from "./driver-information.js";
import { createCertificatesForEvs } from "./certificates-for-evs.js";
import { createComponentFacts } from "./component-facts.js";
import type { Engines } from "./engines.js";
import { followEvents } from "./life-events.js";
import type { Life, LifeParts } from "./life-interface.js";
import { createModelOfStation } from "./model-of-station.js";
import { createMaintenance } from "./maintenance.js";
import { showHardware } from "./hardware-variables.js";
import { csmsNetwork } from "./csms-network.js";
import { linkSettings } from "./link-settings.js";
import { createSecurity } from "./security.js";
import { SeenTransactions } from "./seen-transactions.js";
import { guardSigning } from "./signing-guards.js";
import { createOutboxWatch } from "./outbox-watch.js";
import { txPoints } from "./start-stop-points.js";
import { createSmartChargingOfLife } from "./smart-charging.js";
import type { VersionBinding } from "./version-binding.js";

/** Builds and wires the blocks of a station for one life. It does nothing before {@link Life.start}. */
export function createLife(parts: LifeParts): Life {
  const { configuration, definitions, hardware, slots, store, clock, random, logger } = parts;
  const evseIds = hardware.evses.map(({ id }) => id);

  const deviceModel = createModelOfStation(configuration, definitions, { slots, store, clock, logger });
  const shown = showHardware(hardware, deviceModel);
  guardSigning(hardware, deviceModel);

  const security = createSecurity({
    configuration,
    provisioning: parts.provisioning,
    deviceModel,
    settings: linkSettings(deviceModel),
    clock,
    store,
    random,
    logger,
    network: csmsNetwork(hardware, clock),
    validators: loadValidators,
    nextFrameNumber: parts.nextFrameNumber,
  });
  const { link } = security;

  const clockWasSet = (by: number): void => {
    clockAligned.clockSet();
    smartCharging.engine.clockSet();
    reservations.clockSet();
    monitoring.clockSet();
    security.clockSet(by);
    certificatesForEvs?.look();
    drivers.display.refresh();
  };
  const accepted = (): boolean => boot.registration === "Accepted";

  const seenTransactions = new SeenTransactions(() => transactions);
  const availability = createAvailability({
    hardware,
    deviceModel,
    transactions: seenTransactions,
    store,
    logger,
  });
  const localList = createLocalAuthorizationList({ deviceModel, hardware, store, logger });
  const contractRoots = (): readonly Certificate[] =>
    (["MORootCertificate", "V2GRootCertificate"] as const).flatMap((use) => security.installed.roots(use));
  const authorization = createAuthorization({
    deviceModel,
    port: createAuthorizePort(link),
    localList,
    contractRoots,
    judged(idToken, outcome) {
      drivers.judged(idToken, outcome);
      certificatesForEvs?.judged(idToken, outcome);
    },
    online: () => link.online,
    clock,
    store,
    logger,
  });
  const reservations = createReservations({
    hardware,
    availability,
    authorized: (evseId) => transactions.authorizedAt(evseId) !== null,
    deviceModel,
    tell: createReservationStatusOutbox(link, logger),
    clock,
    store,
    logger,
  });
  const meterValues = createMeterValues({
    ...{ deviceModel, hardware, clock, logger },
    endedWithUpdated: () => link.version === "ocpp1.6",
  });
  const online = (): boolean => link.online && accepted();
  const certificatesForEvs = createCertificatesForEvs({
    ...{ hardware, deviceModel, link, security, contractRoots, online, store, clock, logger },
  });
  const drivers = createDriverInformation({
    hardware,
    deviceModel,
    availability,
    online,
    store,
    clock,
    transactions: () => transactions,
    endsWithoutDriver: () =>
      txPoints(deviceModel, link).stop.every((point) => point === "ParkingBayOccupancy"),
    onChange: () => parts.onChange(),
  });
  const smartCharging = createSmartChargingOfLife({
    hardware,
    link,
    deviceModel,
    clock,
    store,
    logger,
    transactions: () => transactions,
    limitsChanged: parts.onChange,
  });
  const transactions: TransactionsEngine = createTransactions({
    hardware,
    prompt: drivers.display.prompt,
    userInterface: configuration.userInterface,
    deviceModel,
    authorization,
    meterValues,
    availability,
    reservations: {
      admits: (driver, evseId) => reservations.admission(driver, evseId) === "admitted",
      mayAdmit: (driver, evseId) => reservations.admission(driver, evseId) !== "refused",
      isReservedFor: (driver, evseId) => reservations.isReservedFor(driver, evseId),
      use: (driver, evseId) => reservations.use(driver, evseId),
    },
    lockResult: (evseId, connectorId, failed) => binding().lockResult(evseId, connectorId, failed),
    outbox: link.outbox,
    online,
    asksOnlyWhereItMatters: () => link.version === "ocpp1.6",
    maySessionBegin: () => accepted() || deviceModel.boolean("TxCtrlr.TxBeforeAcceptedEnabled"),
    points: () => txPoints(deviceModel, link),
    startsOnlyLocked: () => link.version === "ocpp1.6",
    clock,
    store,
    random,
    logger,
  });
  smartCharging.follow(transactions);
  const outboxWatch = createOutboxWatch({ clock, link, deviceModel });
  const boot = createBoot({
    port: { bootNotification: (reason) => binding().bootNotification(reason) },
    clock,
    store,
    deviceModel,
    random,
    logger,
  });
  const heartbeat = createHeartbeat({ link, deviceModel, clock, logger, onClockSet: clockWasSet });
  const clockAligned = createClockAlignedSampler({
    meterValues,
    presence: seenTransactions,
    deviceModel,
    evseIds,
    clock,
    send: (evseId, value) => binding().sendMeterValue(evseId, value),
    logger,
  });
  const reset = createReset({
    transactions: seenTransactions,
    availability,
    reservationPending: () => reservations.pending,
    hardware,
    deviceModel,
    async settled() {
      await outboxWatch.settled();
      await binding().statusesTold();
    },
    restart: (reason) => {
      boot.setNextReason(reason);
      parts.restart(reason);
    },
    clock,
    logger,
  });

  const maintenance = createMaintenance({
    configuration,
    slots,
    hardware,
    transactions,
    availability,
    deviceModel,
    security,
    logLines: parts.logLines,
    settled: () => outboxWatch.settled(),
    reboot() {
      boot.setNextReason("FirmwareUpdate");
      parts.restart("FirmwareUpdate");
    },
    store,
    clock,
    logger,
  });

  const nextEventId = createEventIds(store);
  const componentFacts = createComponentFacts({ transactions, hardware, clock });
  const monitoring: Monitoring = createMonitoring({
    definitions: definitions.monitors,
    facts: componentFacts,
    online,
    tell: createMonitoringOutbox({ link, online, deviceModel, clock, logger }),
    evses: hardware.evses,
    deviceModel,
    nextEventId,
    store,
    clock,
    logger,
  });

  const numbers = numberConnectors(hardware);
  const codec = createTransactionCodec({
    transactions,
    authorization: {
      learn(idToken, info) {
        authorization.learn(idToken, info);
        if (localList.contradicts(idToken, info)) binding().localListConflict();
      },
    },
    answered: (answer) => drivers.answered(answer),
    connectorNumber: (evseId, connectorId) => numbers.numberOf(evseId, connectorId),
    store,
    logger,
  });
  const engines: Engines = {
    configuration: {
      ...configuration,
      firmwareVersion: slots.running()?.version ?? configuration.firmwareVersion,
    },
    maintenance,
    definitions,
    hardware,
    link,
    deviceModel,
    clock,
    logger,
    boot,
    heartbeat,
    reset,
    availability,
    authorization,
    localList,
    reservations,
    transactions,
    meterValues,
    accepted,
    security,
    certificatesForEvs,
    ids16: codec.ids16,
    smartCharging: smartCharging.engine,
    tariffAndCost: drivers.tariffAndCost,
    displayMessages: drivers.displayMessages,
    monitoring,
    nextEventId,
  };
  const ocpp2 = configuration.ocppVersions.some((version) => version !== "ocpp1.6")
    ? bindOcpp2(engines)
    : null;
  const ocpp16 = configuration.ocppVersions.includes("ocpp1.6") ? bindOcpp16(engines) : null;
  const binding = (): VersionBinding => {
    const chosen = link.version === "ocpp1.6" ? ocpp16 : ocpp2;
    if (!chosen) throw new Error(`no binding for ${link.version}`);
    return chosen;
  };
  link.outbox.register(TRANSACTION_EVENT, codec);
  link.setTrafficRules(boot.trafficRules);

  const forget = followEvents({
    link,
    boot,
    heartbeat,
    security,
    hardware,
    availability,
    transactions,
    reservations,
    monitoring,
    drivers,
    deviceModel,
    binding,
    accepted,
    clockWasSet,
    onFrame: parts.onFrame,
    onAccepted: parts.onAccepted,
    onChange: parts.onChange,
    certificatesForEvs,
  });

  const letGo = (): void => {
    for (const unsubscribe of forget) unsubscribe();
    monitoring.dispose();
    componentFacts.dispose();
    clockAligned.stop();
    heartbeat.stop();
    boot.dispose();
    reset.dispose();
    smartCharging.dispose();
    drivers.dispose();
    transactions.dispose();
    reservations.dispose();
    availability.dispose();
    ocpp2?.dispose();
    ocpp16?.dispose();
    shown.dispose();
    outboxWatch.dispose();
    maintenance.dispose();
    certificatesForEvs?.dispose();
    security.dispose();
  };
  return {
    link,
    boot,
    deviceModel,
    availability,
    transactions,
    smartCharging: smartCharging.engine,
    reservations,
    maintenance,
    securityEvents: security.events,
    security,
    monitoring,
    display: drivers.display,
    applyChanges: () => security.apply(),
    start() {
      transactions.recover();
      smartCharging.engine.start();
      reservations.resume();
      drivers.start();
      security.events.raise(boot.reason === "PowerUp" ? "StartupOfTheDevice" : "ResetOrReboot");
      clockAligned.start();
      security.signing.watchExpiry();
      maintenance.resume();
      monitoring.start();
      link.start();
    },
    powerFails() {
      transactions.endForPowerLoss();
      return outboxWatch.settled();
    },
    async end() {
      letGo();
      await link.stop();
    },
    async cut() {
      letGo();
      link.drop();
      await link.stop();
    },
  };
}
