import type { EnergyTransferMode, EvCertificateRequest, V2gIdentification } from "./ev-communication.js";
import type { FaultKind, PresentedToken } from "./interface.js";
import type { NetworkConditions } from "./network-conditions.js";

/** Why a manual action did nothing. `unknown`: no such EVSE or connector; `impossible`: physically not now. */
export interface Refusal {
  readonly refused: "unknown" | "impossible";
  /** A sentence a tester can act on. */
  readonly because: string;
}

/** `null`: done. */
export type ActionOutcome = Refusal | null;

/** What is known of a virtual EV; whatever is left out keeps what it was. */
export interface EvChange {
  readonly ready?: boolean;
  /** Per cent, 0 to 100. */
  readonly stateOfCharge?: number;
  readonly batteryCapacityWh?: number;
  /** Amperes per phase. */
  readonly maxCurrent?: number;
  /** Watts. */
  readonly maxPower?: number;
  readonly phases?: number;
  /** RFC 3339. */
  readonly departureTime?: string;
  readonly macAddress?: string;
  readonly iso15118?: boolean;
}

/** What a virtual EV is to tell of its needs; whatever is left out follows from the EV, or stays as told before. */
export interface NeedsChange {
  readonly requestedEnergyTransfer?: EnergyTransferMode;
  /** RFC 3339. */
  readonly departureTime?: string;
  readonly energyAmountWh?: number;
  /** Amperes per phase; of AC only. */
  readonly evMinCurrent?: number;
  /** Amperes per phase (AC) or in total (DC). */
  readonly evMaxCurrent?: number;
  /** Volts. */
  readonly evMaxVoltage?: number;
  /** Watts; of DC only. */
  readonly evMaxPower?: number;
  /** Per cent; of DC only. */
  readonly stateOfCharge?: number;
  /** How many periods of a schedule it can take, from 1. */
  readonly scheduleTuples?: number;
}

/** How an EV begins a session over ISO 15118. */
export interface V2gSessionOrder {
  readonly evseId: number;
  readonly connectorId: number;
  readonly identification: V2gIdentification;
  /** The contract that it shows; absent: that of its certificate. */
  readonly emaid?: string;
  /** PEM, the contract certificate first; absent: the one that the EV carries. */
  readonly contractChain?: string;
  readonly needs?: NeedsChange;
}

/**
 * Everything a person can do at a station. The station API and the OCTT's own calls are two faces of this;
 * neither holds logic of its own. A refused action changes nothing.
 */
export interface ManualActions {
  /** Plugs one end of the cable or both; with a fixed cable, `station` and `both` stand for the EV's end. */
  plugIn(at: {
    evseId: number;
    connectorId: number;
    side: "ev" | "station" | "both";
    /** Not far enough to be locked: locking will fail. */
    halfway?: boolean;
    ev?: EvChange;
  }): ActionOutcome;
  /** Pulls one end; refused while it is locked (station's end) or not plugged. `both` pulls the EV's end first. */
  plugOut(at: { evseId: number; connectorId: number; side: "ev" | "station" | "both" }): ActionOutcome;
  presentToken(token: PresentedToken, evseId?: number): ActionOutcome;
  pressStart(evseId: number): ActionOutcome;
  pressStop(options: { evseId?: number; emergency: boolean }): ActionOutcome;
  suspend(evseId: number, by: "EV" | "EVSE"): ActionOutcome;
  resume(evseId: number, by: "EV" | "EVSE"): ActionOutcome;
  changeEv(evseId: number, change: EvChange): ActionOutcome;
  setParkingBay(evseId: number, occupied: boolean): ActionOutcome;
  setFault(fault: { kind: FaultKind; evseId?: number; connectorId?: number }, active: boolean): ActionOutcome;
  setNetwork(online: boolean): ActionOutcome;
  /** The EV begins a session, or goes on with one in which it has asked for a certificate. */
  startV2gSession(order: V2gSessionOrder): ActionOutcome;
  /** The EV ends its session for good. */
  stopV2gSession(evseId: number): ActionOutcome;
  /** The EV asks for a contract certificate, and begins a session for it where there is none. */
  requestEvCertificate(
    evseId: number,
    request: Pick<EvCertificateRequest, "action"> & Partial<EvCertificateRequest>,
  ): ActionOutcome;
  /** The EV tells other needs while it charges (K17). */
  renegotiate(evseId: number, needs: NeedsChange): ActionOutcome;
  /** Makes the way to the CSMS bad from now on; `null` makes it good again. */
  setNetworkConditions(conditions: NetworkConditions | null): ActionOutcome;
}
