import { join } from "node:path";
import {
  createFirmwareStatusOutbox,
  createFirmwareUpdate,
  createInterruption,
  hasUnfinishedUpdate,
  type FirmwareSlots,
  type FirmwareUpdate,
} from "../blocks/l-firmware-management/index.js";
import type { Transactions } from "../blocks/e-transactions/index.js";
import type { Availability } from "../blocks/g-availability/index.js";
import {
  createLogStatusOutbox,
  createLogUpload,
  hasUnfinishedUpload,
  type LogUpload,
} from "../blocks/n-diagnostics/index.js";
import type { DeviceModel } from "../device-model/index.js";
import { createFileTransfer } from "../file-transfer/index.js";
import type { StationHardware } from "../hardware/index.js";
import { Lazy, type Clock, type Logger, type Store } from "../kernel/index.js";
import type { StationConfiguration } from "./configuration/index.js";
import { diagnosticsSource, securityLogSource, type LogLines } from "./diagnostics.js";
import type { Security } from "./security.js";

/** What moves files: firmware in, logs out; each made when it is first needed. */
export interface Maintenance {
  firmware(): FirmwareUpdate;
  logs(): LogUpload;
  /** Goes on with what a restart has interrupted. */
  resume(): void;
  dispose(): void;
}

/** What {@link createMaintenance} asks of its surroundings. */
export interface MaintenanceAbilities {
  readonly configuration: StationConfiguration;
  readonly slots: FirmwareSlots;
  readonly hardware: Pick<StationHardware, "evses">;
  readonly transactions: Pick<Transactions, "ongoing" | "events">;
  readonly availability: Pick<Availability, "suspendUse" | "evseStatus" | "events">;
  readonly deviceModel: DeviceModel;
  readonly security: Security;
  readonly logLines: LogLines;
  /** Resolves when the queued messages are delivered or their time is up. */
  readonly settled: () => Promise<void>;
  /** Restarts the station with new firmware. */
  readonly reboot: () => void;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Folder of the station's files below its storage. */
export const filesFolder = ({ storage }: Pick<StationConfiguration, "storage">): string =>
  join(storage, "files");

/** Wires firmware updates and log uploads for one life of a station. */
export function createMaintenance(abilities: MaintenanceAbilities): Maintenance {
  const { configuration, slots, hardware, transactions, availability, deviceModel, security } = abilities;
  const { store, clock, logger, logLines } = abilities;
  const { link, installed } = security;
  const transfer = new Lazy(() => createFileTransfer(clock));
  const folder = filesFolder(configuration);
  const pems = (
    uses: readonly ("CSMSRootCertificate" | "ManufacturerRootCertificate")[],
  ): readonly string[] => uses.flatMap((use) => installed.roots(use)).map(({ pem }) => pem);

  const tellLogStatus = createLogStatusOutbox(link, logger);
  const tellFirmwareStatus = createFirmwareStatusOutbox(link, logger);

  const logs = new Lazy(() =>
    createLogUpload({
      identity: configuration.identity,
      sources: {
        DiagnosticsLog: diagnosticsSource({ configuration, deviceModel, clock, logLines }),
        SecurityLog: securityLogSource(security.log),
      },
      transfer: transfer.value,
      trusted: () => pems(["CSMSRootCertificate"]), // N01.FR.15
      folder,
      tell: tellLogStatus,
      store,
      clock,
      logger,
    }),
  );
  const firmware = new Lazy(() =>
    createFirmwareUpdate({
      station: configuration,
      habits: configuration.firmware,
      slots,
      interruption: createInterruption({
        evseIds: hardware.evses.map(({ id }) => id),
        sessions: {
          ongoing: () => transactions.ongoing().length > 0,
          onEnded: (listener) => transactions.events.on("ended", listener),
        },
        availability,
      }),
      manufacturerRoots: () => installed.roots("ManufacturerRootCertificate"),
      transfer: transfer.value,
      trusted: () => pems(["CSMSRootCertificate", "ManufacturerRootCertificate"]),
      folder,
      deviceModel,
      tell: tellFirmwareStatus,
      securityEvents: security.events,
      settled: abilities.settled,
      reboot: abilities.reboot,
      swapped({ version, sha256 }) {
        deviceModel.update("ChargingStation.FirmwareVersion", version);
        deviceModel.update("ChargingStation.FirmwareSha256", sha256);
        // The new firmware negotiates its version of OCPP anew.
        link.reconnect("new firmware runs");
      },
      store,
      clock,
      logger,
    }),
  );
  return {
    firmware: () => firmware.value,
    logs: () => logs.value,
    resume() {
      if (hasUnfinishedUpdate(store)) firmware.value.resume();
      if (hasUnfinishedUpload(store)) logs.value.resume();
    },
    dispose() {
      firmware.made?.dispose();
      logs.made?.dispose();
    },
  };
}
