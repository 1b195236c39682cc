import type { Outbox } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import type { StationHardware } from "../../hardware/index.js";
import type { Clock, Logger, Random, Store } from "../../kernel/index.js";
import type { Authorization, IdToken } from "../c-authorization/index.js";
import type { Availability } from "../g-availability/index.js";
import type { MeterValues } from "../j-meter-values/index.js";
import type { TxPoints } from "./interface.js";

/** Who may charge where, as far as others have reserved it (H03). */
export interface ReservedEvses {
  /** Whether the driver may charge at that EVSE; the group, if any, is known. */
  admits(driver: Driver, evseId: number): boolean;
  /** Whether the driver may charge there if the group, which is not known yet, is the right one. */
  mayAdmit(driver: Driver, evseId: number): boolean;
  /** Whether the driver has a reservation that is good for that EVSE. */
  isReservedFor(driver: Driver, evseId: number): boolean;
  /** The driver begins there, or at an EVSE not yet chosen (`null`). Gives the id of the reservation that is used by it. */
  use(driver: Driver, evseId: number | null): number | undefined;
}

/** What one version of OCPP has otherwise than another. */
export interface TransactionConventions {
  /** Whether a transaction starts only where the cable could be locked; else it starts, and gets no energy. */
  readonly startsLocked: boolean;
  /** Whether the CSMS is asked about an idToken that can neither stop nor start anything where it is presented. */
  readonly asksInVain: boolean;
}

/** A driver who is authorized. */
export interface Driver {
  readonly idToken: IdToken;
  readonly groupIdToken?: IdToken;
}

/** The part of the display on which a driver is asked something. */
export interface Prompt {
  /** Shows a question, in lines, instead of an earlier one; none takes it away. */
  ask(question: readonly string[]): void;
}

/** What the Transactions engine asks of its surroundings. */
export interface TransactionAbilities {
  readonly hardware: Pick<StationHardware, "evses" | "events">;
  readonly prompt: Prompt;
  /** The driver can choose on the display (C16.FR.01). */
  readonly userInterface: boolean;
  readonly deviceModel: Pick<DeviceModel, "boolean" | "integer" | "find" | "watch">;
  readonly authorization: Authorization;
  readonly meterValues: MeterValues;
  readonly availability: Pick<Availability, "usable" | "transactionEnded">;
  readonly reservations: ReservedEvses;
  /** Told when the retention lock fails or works again (G05). */
  readonly lockResult: (evseId: number, connectorId: number, failed: boolean) => void;
  readonly outbox: Pick<Outbox, "enqueue" | "waiting">;
  readonly online: () => boolean;
  /** Whether sessions may begin before the CSMS has accepted the station (B02.FR.03). */
  readonly maySessionBegin: () => boolean;
  readonly points: () => TxPoints;
  readonly conventions: () => TransactionConventions;
  readonly clock: Clock;
  readonly store: Store;
  readonly random: Random;
  readonly logger: Logger;
}
