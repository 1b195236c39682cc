import type { IdToken, Place } from "../pics/pics.js";

/** The station refuses an action, or it cannot be done there now. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** A limit of an external system such as an energy management system. */
export interface ChargingLimit {
  /** Watts in total, or amperes per phase. */
  readonly unit: "A" | "W";
  /** From 0. */
  readonly limit: number;
}

/**
 * What a person does at the station: the "Manual Action" rows of Part 6. An action that this way of driving a
 * station does not have throws Inconclusive; one that the station refuses throws {@link Refused}.
 */
export interface Tester {
  /** Connects the EV and the EVSE with a whole cable; the EV is ready for energy unless told. */
  plugIn(place: Place, evReady?: boolean): Promise<void>;
  /** Plugs the cable not far enough to be locked (TC_G_20). */
  plugInHalfway(place: Place): Promise<void>;
  /** Disconnects the EV and the EVSE and takes a detachable cable away. */
  unplug(place: Place): Promise<void>;
  /** Pulls the EV's end of the cable, also while energy flows. */
  pullEvSide(place: Place): Promise<void>;
  /** Plugs the EV's end of the cable in again. */
  plugInEvSide(place: Place): Promise<void>;
  /** Takes the cable away from the station after the EV's end was pulled. */
  pullStationSide(place: Place): Promise<void>;
  presentToken(token: IdToken, evseId: number): Promise<void>;
  /** Presses the start button (C02). */
  pressStart(evseId: number): Promise<void>;
  /** Presses the stop button. */
  pressStop(evseId: number): Promise<void>;
  /** Chooses on the display which transactions a master pass ends: of one EVSE, or all (C16). */
  chooseToStop(evseId?: number): Promise<void>;
  /** The EV stops taking energy. */
  suspendByEv(evseId: number): Promise<void>;
  /** The EV takes energy again. */
  resumeByEv(evseId: number): Promise<void>;
  /** The EV is ready for energy, or not. */
  setEvReady(evseId: number, ready: boolean): Promise<void>;
  setParkingBay(evseId: number, occupied: boolean): Promise<void>;
  /** Takes the power away for that many seconds. */
  powerCycle(offSeconds: number): Promise<void>;
  /** The EV begins an ISO 15118 session, authorized by its contract certificate (PnC) or by other means (EIM). */
  startV2gSession(place: Place, identification: "PnC" | "EIM"): Promise<void>;
  /** The EV ends its session: SessionStopReq with Terminate. */
  stopV2gSession(evseId: number): Promise<void>;
  /** The EV asks for a contract certificate, and begins a session for that. */
  requestEvCertificate(evseId: number, action: "Install" | "Update"): Promise<void>;
  /** The EV asks for other charging limits. */
  renegotiate(evseId: number): Promise<void>;
  /** An external system limits an EVSE, or the station (0). */
  setChargingLimit(evseId: number, limit: ChargingLimit): Promise<void>;
  /** The external system takes its limit back. */
  releaseChargingLimit(evseId: number): Promise<void>;
  setConnectorFault(place: Place, active: boolean): Promise<void>;
  setUnlockFailure(place: Place, active: boolean): Promise<void>;
  /** What can be read on the display now. */
  readDisplay(): Promise<readonly string[]>;
}
