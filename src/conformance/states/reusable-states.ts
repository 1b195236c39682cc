import type { Payload } from "../../protocol/index.js";
import type { Return } from "../csms/test-csms.js";
import type { Place } from "../pics/pics.js";
import type { Condition, Pattern } from "../expectations/pattern.js";
import { getInstalledCertificates } from "./certificate-states.js";
import { rebootBeforeFirmwareActivation, rebootBeforeFirmwareInstallation } from "./firmware-states.js";
import {
  authorized15118,
  renegotiateChargingLimits,
  type Authorization15118Options,
} from "./iso15118-states.js";
import { reserved, type ReservationOptions } from "./reservation-states.js";
import { authorized, tellsAuthorization, type AuthorizationOptions } from "./authorization.js";
import { energyTransferStarted, energyTransferSuspended } from "./energy-transfer.js";
import { evConnectedPreSession, parkingBayOccupied } from "./pre-session.js";
import { forget, newSession, type Session } from "./session.js";
import type { StateContext } from "./state-context.js";
import { booted, booting, boots, unavailable } from "./station-states.js";
import {
  evConnectedPostSession,
  evDisconnected,
  parkingBayUnoccupied,
  stopAuthorized,
  type StopOptions,
} from "./stop.js";
import { expectsTransactionEvent, note, type ExpectedEvent } from "./transaction-events.js";

/** The reusable states of Part 6, chapter 2.18, for one connector and, where they are its own, the station. */
export interface ReusableStates {
  readonly session: Session;
  /** The id of the transaction, once an event has told it. */
  readonly transactionId: string;
  /** The same states for another connector. */
  at(place: Place): ReusableStates;
  parkingBayOccupied(): Promise<void>;
  /** The EV is ready for energy unless told. */
  evConnectedPreSession(evReady?: boolean): Promise<void>;
  authorized(way?: "local" | "remote", options?: AuthorizationOptions): Promise<void>;
  energyTransferStarted(): Promise<void>;
  energyTransferSuspended(): Promise<void>;
  stopAuthorized(way?: "local" | "remote", options?: StopOptions): Promise<void>;
  evConnectedPostSession(options?: StopOptions): Promise<void>;
  evDisconnected(options?: StopOptions): Promise<void>;
  parkingBayUnoccupied(options?: StopOptions): Promise<void>;
  /** Offline: EV into the bay, token, cable; then the CSMS can be reached again. */
  startOfflineTransaction(): Promise<Return>;
  booting(): Promise<void>;
  /** Resets or power-cycles the station and waits until it is booted; gives its BootNotification. */
  booted(by?: "reset" | "power"): Promise<Payload>;
  /** Waits until the station is booted, with those connector states. */
  boots(statusOf?: (place: Place) => unknown): Promise<Payload>;
  /** The whole station, an EVSE or a connector becomes unavailable. */
  unavailable(evse?: { readonly id: number; readonly connectorId?: number }): Promise<void>;
  /** The EVSE is reserved, for the configured token unless told. */
  reserved(options?: ReservationOptions): Promise<void>;
  authorized15118(way: "EIM" | "PnC", options?: Authorization15118Options): Promise<void>;
  /** The event about the authorization, where the transaction runs already or starts by it. */
  authorizationTold(): Promise<void>;
  renegotiateChargingLimits(chargingRateUnit: "A" | "W"): Promise<void>;
  getInstalledCertificates(certificateType: string, hashData: Pattern | Condition): Promise<void>;
  /** `speaks`: whether the bootloader speaks OCPP. */
  rebootBeforeFirmwareInstallation(speaks: boolean): Promise<void>;
  rebootBeforeFirmwareActivation(): Promise<Payload>;
  /** The next TransactionEvent of this session must be so, besides the general rules. */
  event(expected: ExpectedEvent): Promise<Payload>;
  /** The session began without this state's doing: its events so far, in any order. The cable is plugged, energy flows. */
  takesOver(events: readonly Payload[]): void;
  /** The session is over; the next is another one. */
  forget(): void;
}

/**
 * @param place where a case charges unless told
 * @param places all connectors of the station
 */
export function createReusableStates(
  context: StateContext,
  place: Place,
  places: readonly Place[],
  sessions = new Map<string, ReusableStates>(),
): ReusableStates {
  const session = newSession(place);
  const keyOf = ({ evseId, connectorId }: Place): string => `${evseId}/${connectorId}`;
  const { csms, tester, configured } = context;
  const states: ReusableStates = {
    session,
    get transactionId() {
      return session.transactionId ?? "";
    },
    at: (other) => sessions.get(keyOf(other)) ?? createReusableStates(context, other, places, sessions),
    parkingBayOccupied: () => parkingBayOccupied(context, session),
    evConnectedPreSession: (evReady) => evConnectedPreSession(context, session, evReady),
    authorized: (way, options) => authorized(context, session, way, options),
    energyTransferStarted: () => energyTransferStarted(context, session),
    energyTransferSuspended: () => energyTransferSuspended(context, session),
    stopAuthorized: (way, options) => stopAuthorized(context, session, way, options),
    evConnectedPostSession: (options) => evConnectedPostSession(context, session, options),
    evDisconnected: (options) => evDisconnected(context, session, options),
    parkingBayUnoccupied: (options) => parkingBayUnoccupied(context, session, options),
    async startOfflineTransaction() {
      await csms.closesConnection();
      if (configured.parkingBayEvseIds.includes(place.evseId)) await tester.setParkingBay(place.evseId, true);
      if (configured.startButton) await tester.pressStart(place.evseId);
      else await tester.presentToken(configured.validIdToken, place.evseId);
      await tester.plugIn(place);
      return csms.acceptsReconnection();
    },
    booting: () => booting(context),
    booted: (by) => booted(context, places, by),
    boots: (statusOf) => boots(context, places, statusOf),
    unavailable: (evse) =>
      unavailable(
        context,
        evse,
        places.filter(
          (one) =>
            evse === undefined ||
            (one.evseId === evse.id && (evse.connectorId ?? one.connectorId) === one.connectorId),
        ),
      ),
    reserved: (options) => reserved(context, session, options),
    authorized15118: (way, options) => authorized15118(context, session, way, options),
    authorizationTold: () => tellsAuthorization(context, session),
    renegotiateChargingLimits: (unit) => renegotiateChargingLimits(context, session, unit),
    getInstalledCertificates: (type, hashData) => getInstalledCertificates(context, type, hashData),
    rebootBeforeFirmwareInstallation: (speaks) => rebootBeforeFirmwareInstallation(context, places, speaks),
    rebootBeforeFirmwareActivation: () => rebootBeforeFirmwareActivation(context, places),
    event: (expected) => expectsTransactionEvent(csms, session, expected),
    takesOver(events) {
      const bySeqNo = [...events].sort((a, b) => Number(a["seqNo"]) - Number(b["seqNo"]));
      for (const event of bySeqNo) note(session, event);
      const hasBay = configured.parkingBayEvseIds.includes(place.evseId);
      Object.assign(session, { plugged: true, bayOccupied: hasBay, authorized: "local", transferring: true });
      session.idToken = configured.startButton ? undefined : configured.validIdToken;
    },
    forget: () => forget(session),
  };
  sessions.set(keyOf(place), states);
  return states;
}
