import type { EventBus } from "../kernel/index.js";
import type { EvCommunication, EvCommunicationEvents } from "./ev-communication.js";

/**
 * What Kerbside asks of a charging station's hardware. A vendor's drivers implement this file; `virtual/`
 * implements it with simulated physics. Nothing here knows OCPP's messages; names are those of the field.
 */
export interface StationHardware {
  /** The EVSEs in ascending order of their ids, which start at 1 and have no gaps. */
  readonly evses: readonly EvseHardware[];
  /** What the driver may read. */
  readonly display: Display;
  /** The network interface towards the CSMS. */
  readonly network: Network;
  /** Facts as they happen. */
  readonly events: EventBus<HardwareEvents>;
  /**
   * Limits what several EVSEs offer, by their ids, all at the same instant: what one gives up is never free twice.
   * `null` takes a limit away; see {@link EvseHardware.setLimit}.
   */
  setLimits(limits: ReadonlyMap<number, SupplyLimit | null>): void;
  /** Parts in a fault now. */
  readonly faults: readonly ActiveFault[];
}

/** An energy outlet that charges one EV at a time. */
export interface EvseHardware {
  /** From 1. */
  readonly id: number;
  /** The connectors in ascending order of their ids, from 1; at most one is in use. */
  readonly connectors: readonly ConnectorHardware[];
  /** `null` where the bay has no sensor. */
  readonly parkingBay: { readonly occupied: boolean } | null;
  /** `false`: no energy is offered (the control pilot says so to the EV) and the contactor is open. */
  readonly offering: boolean;
  /** Contactor closed. */
  readonly powerPathClosed: boolean;
  /** What happens to energy now. */
  readonly energyTransfer: EnergyTransfer;
  /** The connector at which an EV is connected (both ends of the cable), or `null`. */
  readonly connectedConnector: ConnectorHardware | null;
  /** The EV as far as the station can see it; `null` where none is connected. */
  readonly ev: ConnectedEv | null;
  /** What the EVSE could deliver at most. */
  readonly rating: Rating;
  /** Offers energy to the connected EV, within {@link EvseHardware.setLimit}. Idempotent. */
  offerEnergy(): void;
  /** Stops offering and opens the contactor. Idempotent. */
  withdrawEnergy(): void;
  /**
   * Opens or closes the access locks of its connectors, which keep a driver from connecting an EV; what is
   * connected stays so. A connector without such a lock does nothing. Idempotent.
   */
  setAccess(open: boolean): void;
  /** Limits what is offered; `null` takes the limit away. A limit of 0 suspends the transfer (SuspendedEVSE). */
  setLimit(limit: SupplyLimit | null): void;
  /** The limit in force, or `null`. */
  readonly limit: SupplyLimit | null;
  /** Signs what the meter reads; `null` where the meter cannot. */
  readonly meterSigner: MeterSigner | null;
  /** Talks ISO 15118 with the EV; `null` where the EVSE cannot. */
  readonly evCommunication: EvCommunication | null;
  /** Reads the meter at this instant. The energy register never goes back, not even across power cycles. */
  readMeter(): MeterReading;
}

/** One outlet or plug of an EVSE. */
export interface ConnectorHardware {
  readonly evseId: number;
  /** From 1 within its EVSE. */
  readonly id: number;
  /** ConnectorEnumType of OCPP 2.0.1, e.g. `sType2`, `cCCS2`. */
  readonly type: string;
  /** `fixed`: the cable is attached to the station for good. */
  readonly cableKind: CableKind;
  /** How much of the cable is connected. With a fixed cable, never `none` or `evOnly`. */
  readonly cable: CableState;
  /** Whether the retention lock holds the plug. A fixed cable has no lock: always `false`. */
  readonly locked: boolean;
  /** Whether it has a retention lock. */
  readonly lockable: boolean;
  /** Rating of the plugged or fixed cable in amperes per phase; `null` while no cable is there. */
  readonly cableRating: number | null;
  readonly rating: Rating;
  /** Tries to lock; `false` where the lock fails or nothing is plugged. A connector without a lock answers `true`. */
  lock(): boolean;
  /** Tries to unlock; `false` where it fails. Also tried when no cable is there (F05.FR.06). */
  unlock(): boolean;
}

export type CableKind = "fixed" | "detachable";
/** Which ends of the cable are plugged. */
export type CableState = "none" | "stationOnly" | "evOnly" | "connected";

/**
 * - `none`: no EV, or no energy is offered
 * - `charging`: energy flows
 * - `suspendedEV`: energy is offered and the EV takes none
 * - `suspendedEVSE`: an EV is there and authorized, but the limit is 0 or the EVSE suspends
 */
export type EnergyTransfer = "none" | "charging" | "suspendedEV" | "suspendedEVSE";

/** What a part can deliver. */
export interface Rating {
  /** `true` for direct current. */
  readonly dc: boolean;
  /** 1 to 3; 0 for DC. */
  readonly phases: number;
  /** Amperes per phase (AC), or in total (DC). */
  readonly maxCurrent: number;
  /** Watts. */
  readonly maxPower: number;
  /** Nominal volts, phase to neutral (AC), or highest (DC). */
  readonly voltage: number;
}

/** Below this many amperes per phase a control pilot cannot tell an EV to charge (IEC 61851-1). */
export const LEAST_AC_CURRENT = 6;

/** Limit of what an EVSE offers; where current and power are given, the lower one holds. */
export interface SupplyLimit {
  /** Amperes per phase (AC) or in total (DC), from 0. */
  readonly amps: number;
  /** Watts in total, from 0; absent: as many as the current brings. */
  readonly watts?: number;
  /** Phases that may be used, 1 to 3; absent: all there are. */
  readonly phases?: number;
}

/** The EV as the station sees it. */
export interface ConnectedEv {
  /** Asks for energy (control pilot state C). */
  readonly ready: boolean;
  /** Phases it uses, 1 to 3; 0 for DC. */
  readonly phases: number;
  /** Per cent; `null` where the EV does not tell (AC without ISO 15118). */
  readonly stateOfCharge: number | null;
  readonly iso15118: boolean;
}

/** One reading of an EVSE's meter. Arrays have one element per phase (one for DC). */
export interface MeterReading {
  /** Milliseconds since 1970, of the station's clock. */
  readonly at: number;
  /** Lifetime import register in Wh, with three decimals; never goes back. */
  readonly energyWh: number;
  /** Active power in W. */
  readonly powerW: number;
  /** Amperes. */
  readonly currentA: readonly number[];
  /** Volts, phase to neutral; of the DC output for DC. */
  readonly voltageV: readonly number[];
  /** Hertz; `null` for DC. */
  readonly frequencyHz: number | null;
  /** Amperes offered to the EV now; 0 while none. */
  readonly offeredA: number;
  /** Watts offered to the EV now. */
  readonly offeredW: number;
  /** Degrees Celsius inside the EVSE. */
  readonly temperatureC: number;
  /** Per cent, where known. */
  readonly stateOfCharge: number | null;
}

/** Why a reading is signed: at the begin or end of a transaction, or in between. */
export type SigningOccasion = "begin" | "during" | "end";

/** A reading with its signature, as the meter gives it. */
export interface SignedReading {
  /** The format, e.g. `OCMF`, which names the algorithm too. */
  readonly encoding: string;
  /** Base64. */
  readonly data: string;
}

/** The part of a meter that signs. */
export interface MeterSigner {
  /** The key to verify with: base64 of `oca:base16:asn1:` and the key as printed on the meter. */
  publicKey(): string;
  sign(reading: MeterReading, occasion: SigningOccasion): SignedReading;
}

/** The screen. */
export interface Display {
  /** What it shows now, first line first. */
  readonly lines: readonly string[];
  /** Replaces what is shown. */
  show(lines: readonly string[]): void;
}

/** The station's way to its CSMS. */
export interface Network {
  /** `false` while the cable is pulled: nothing can be sent or received. */
  readonly online: boolean;
}

/** A token as the reader or keypad gives it. */
export interface PresentedToken {
  readonly idToken: string;
  /** IdTokenEnumType of OCPP 2.0.1, e.g. `ISO14443`, `KeyCode`. */
  readonly type: string;
}

/** Kinds of fault that hardware can report. */
export const FAULT_KINDS = [
  "Faulted",
  "ConnectorLockFailure",
  "UnlockFailure",
  "LocalListRefused",
  "GroundFailure",
  "OverCurrent",
  "PowerMeterFailure",
  "MeterSilent",
  "ContactorWelded",
  "ReaderFailure",
  "TamperDetected",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault in force. Without `evseId` it is the whole station's, without `connectorId` the whole EVSE's. */
export interface ActiveFault {
  readonly kind: FaultKind;
  readonly evseId?: number;
  readonly connectorId?: number;
}

/** Facts that hardware reports. */
export interface HardwareEvents extends EvCommunicationEvents {
  /** An end of a cable was plugged or pulled. */
  cableChanged: { evseId: number; connectorId: number; cable: CableState; before: CableState };
  /** Energy began or ceased to flow, or who suspends changed. */
  energyTransferChanged: { evseId: number; energyTransfer: EnergyTransfer; before: EnergyTransfer };
  /** The number of phases that carry current changed while charging. */
  phasesChanged: { evseId: number; phases: number };
  /** The EV began or ceased to ask for energy that is offered, whether or not it can have it. */
  evReadyChanged: { evseId: number; ready: boolean };
  parkingBayChanged: { evseId: number; occupied: boolean };
  /** A token at the reader; `evseId` where the EVSE has a reader of its own. */
  tokenPresented: { token: PresentedToken; evseId?: number };
  /** The start button (C02). */
  startPressed: { evseId: number };
  /** The stop button; without `evseId`: of the station, stops all. */
  stopPressed: { evseId?: number; emergency: boolean };
  faultChanged: ActiveFault & { active: boolean };
  lockChanged: { evseId: number; connectorId: number; locked: boolean };
  networkChanged: { online: boolean };
}
