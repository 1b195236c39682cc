import type { SecurityEvents } from "../blocks/a-security/index.js";
import type { Boot } from "../blocks/b-provisioning/index.js";
import type { TransactionsEngine } from "../blocks/e-transactions/index.js";
import type { Availability } from "../blocks/g-availability/index.js";
import type { Reservations } from "../blocks/h-reservation/index.js";
import type { SmartCharging } from "../blocks/k-smart-charging/index.js";
import type { FirmwareSlots } from "../blocks/l-firmware-management/index.js";
import type { Monitoring } from "../blocks/n-diagnostics/index.js";
import type { CsmsLink, TracedFrame } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";
import type { VirtualStation } from "../hardware/index.js";
import type { AdjustableClock, Logger, Random, Store } from "../kernel/index.js";
import type { StationConfiguration } from "./configuration/index.js";
import type { LogLines } from "./diagnostics.js";
import type { DriverInformation } from "./driver-information.js";
import type { Maintenance } from "./maintenance.js";
import type { Provisioning } from "./provisioning.js";
import type { Security } from "./security.js";
import type { SharedDefinitions } from "./shared-definitions.js";

/** Why a station restarts by itself. */
export type RestartReason = "RemoteReset" | "ScheduledReset" | "LocalReset" | "FirmwareUpdate";

/** What one life of a station is made from; hardware, store and clock outlive it. */
export interface LifeParts {
  readonly configuration: StationConfiguration;
  readonly definitions: SharedDefinitions;
  readonly provisioning: Provisioning;
  readonly logLines: LogLines;
  readonly hardware: VirtualStation;
  readonly slots: FirmwareSlots;
  readonly store: Store;
  readonly clock: AdjustableClock;
  readonly random: Random;
  readonly logger: Logger;
  /** Called with every frame; absent, none is traced. */
  readonly onFrame?: (frame: TracedFrame) => void;
  readonly nextFrameNumber: () => number;
  /** The CSMS accepted the station. */
  readonly onAccepted: () => void;
  /** Something a tester could see has changed. */
  readonly onChange: () => void;
  /** The station is to restart; called at most once. */
  readonly restart: (reason: RestartReason) => void;
}

/** A station between two boots. */
export interface Life {
  readonly link: CsmsLink;
  readonly boot: Boot;
  readonly deviceModel: DeviceModel;
  readonly availability: Availability;
  readonly transactions: TransactionsEngine;
  readonly smartCharging: SmartCharging;
  readonly reservations: Reservations;
  readonly maintenance: Maintenance;
  readonly securityEvents: SecurityEvents;
  readonly security: Pick<Security, "installed" | "own" | "log">;
  readonly monitoring: Pick<Monitoring, "monitors">;
  readonly display: Pick<DriverInformation["display"], "shown">;
  /** Connects anew where a variable that the hardware has changed asks for that. */
  applyChanges(): void;
  start(): void;
  /** The power is about to fail: transactions end; resolves when that is told, or cannot be told now. */
  powerFails(): Promise<void>;
  /** Closes the connection and lets go of everything. */
  end(): Promise<void>;
  /** The same without a word to the CSMS, as when the power fails. */
  cut(): Promise<void>;
}
