import type { Boot, Heartbeat, Reset } from "../blocks/b-provisioning/index.js";
import type { Authorization } from "../blocks/c-authorization/index.js";
import type { LocalAuthorizationList } from "../blocks/d-local-authorization-list/index.js";
import type { TransactionIds16, Transactions } from "../blocks/e-transactions/index.js";
import type { SmartCharging } from "../blocks/k-smart-charging/index.js";
import type { Availability } from "../blocks/g-availability/index.js";
import type { Reservations } from "../blocks/h-reservation/index.js";
import type { TariffAndCost } from "../blocks/i-tariff-and-cost/index.js";
import type { MeterValues } from "../blocks/j-meter-values/index.js";
import type { DisplayMessages } from "../blocks/o-display-message/index.js";
import type { Monitoring } from "../blocks/n-diagnostics/index.js";
import type { CsmsLink } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";
import type { VirtualStation } from "../hardware/index.js";
import type { Clock, Logger } from "../kernel/index.js";
import type { StationConfiguration } from "./configuration/index.js";
import type { CertificatesForEvs } from "./certificates-for-evs.js";
import type { Maintenance } from "./maintenance.js";
import type { Security } from "./security.js";
import type { SharedDefinitions } from "./shared-definitions.js";

/** The engines of one life, as the bindings of the OCPP versions need them. */
export interface Engines {
  readonly configuration: StationConfiguration;
  readonly definitions: SharedDefinitions;
  readonly hardware: VirtualStation;
  readonly link: CsmsLink;
  readonly deviceModel: DeviceModel;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly boot: Boot;
  readonly heartbeat: Heartbeat;
  readonly reset: Reset;
  readonly availability: Availability;
  readonly authorization: Authorization;
  readonly localList: LocalAuthorizationList;
  readonly reservations: Reservations;
  readonly transactions: Transactions;
  readonly meterValues: MeterValues;
  readonly ids16: TransactionIds16;
  readonly smartCharging: SmartCharging;
  readonly security: Security;
  /** `null` where no EVSE can talk ISO 15118. */
  readonly certificatesForEvs: CertificatesForEvs | null;
  readonly maintenance: Maintenance;
  readonly tariffAndCost: TariffAndCost;
  readonly displayMessages: DisplayMessages;
  readonly monitoring: Monitoring;
  /** Numbers the events of NotifyEvent. */
  readonly nextEventId: () => number;
  /** The CSMS has accepted the station. */
  readonly accepted: () => boolean;
}
