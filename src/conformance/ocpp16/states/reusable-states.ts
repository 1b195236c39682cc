import type { StationCall } from "../../csms/inbox.js";
import { authorized, presents, type AuthorizationOptions16 } from "./authorized.js";
import {
  charging,
  connectorOccupied,
  getConfiguration,
  startedRemotely,
  transactionStarted,
  type ChargingOptions,
} from "./charging.js";
import { expectsStatus, type StatusExpectation } from "./connector-status.js";
import { reserved, type ReservationOptions16 } from "./reserved.js";
import { forget, newSession, type Session16, type Status } from "./session.js";
import type { StateContext16 } from "./state-context.js";
import {
  boots,
  chargePointUnavailable,
  connectorFaulted,
  connectorUnavailable,
  expectsStatuses,
  type StatusOf,
} from "./station-states.js";
import { transactionStopped, unplugged, type StopExpectation } from "./stopped.js";

/** The reusable states of OCPP 1.6, for one connector and, where they are its own, the station. */
export interface ReusableStates16 {
  readonly session: Session16;
  /** Of the transaction that runs. */
  readonly transactionId: number;
  /** The same states for another connector. */
  at(connectorId: number): ReusableStates16;
  /** The value of a configuration key that the station must have. */
  getConfiguration(key: string): Promise<string>;
  /** An idTag is presented and accepted; the connector is Preparing. */
  authorized(options?: AuthorizationOptions16): Promise<void>;
  /** A remote start is accepted; the connector is Preparing. */
  startedRemotely(options?: ChargingOptions): Promise<void>;
  /** Plugged in first, started remotely. */
  charging(options?: ChargingOptions): Promise<void>;
  connectorOccupied(): Promise<void>;
  connectorUnavailable(): Promise<void>;
  connectorFaulted(): Promise<void>;
  chargePointUnavailable(): Promise<void>;
  /** Gives the id of the reservation. */
  reserved(options?: ReservationOptions16): Promise<number>;
  /** StartTransaction and Charging, in any order; gives StartTransaction. */
  transactionStarted(): Promise<StationCall>;
  /** StopTransaction and Finishing, in any order; gives StopTransaction. */
  transactionStopped(expected?: StopExpectation): Promise<StationCall>;
  /** The whole cable is taken away, and the connector is Available. */
  unplugged(): Promise<void>;
  /** The station boots, is accepted, and tells all statuses; gives its BootNotification. */
  boots(statusOf?: StatusOf): Promise<StationCall>;
  /** The station and all its connectors tell what they are. */
  expectsStatuses(statusOf?: StatusOf, after?: StationCall): Promise<void>;
  /** The connector tells that status, one of them; gives it. */
  expectsStatus(status: Status | readonly Status[], expectation?: StatusExpectation): Promise<Status>;
  /** Somebody holds an idTag before the reader of the connector. */
  presents(idTag: string): Promise<void>;
  /** The session is over; the next is another one. */
  forget(): void;
}

/** @throws RangeError where the station has no such connector */
export function createReusableStates16(
  context: StateContext16,
  connectorId: number,
  all = new Map<number, ReusableStates16>(),
): ReusableStates16 {
  const connector = context.connectors.find((one) => one.connectorId === connectorId);
  if (!connector) throw new RangeError(`the station has no connector ${connectorId}`);
  const session = newSession(connector);
  const states: ReusableStates16 = {
    session,
    get transactionId() {
      return session.transactionId ?? 0;
    },
    at: (other) => all.get(other) ?? createReusableStates16(context, other, all),
    getConfiguration: (key) => getConfiguration(context, key),
    authorized: (options) => authorized(context, session, options),
    startedRemotely: (options) => startedRemotely(context, session, options),
    charging: (options) => charging(context, session, options),
    connectorOccupied: () => connectorOccupied(context, session),
    connectorUnavailable: () => connectorUnavailable(context, session),
    connectorFaulted: () => connectorFaulted(context, session),
    chargePointUnavailable: () => chargePointUnavailable(context),
    reserved: (options) => reserved(context, session, options),
    transactionStarted: () => transactionStarted(context, session),
    transactionStopped: (expected) => transactionStopped(context, session, expected),
    unplugged: () => unplugged(context, session),
    boots: (statusOf) => boots(context, statusOf),
    expectsStatuses: (statusOf, after) => expectsStatuses(context, statusOf, after),
    expectsStatus: (status, expectation) => expectsStatus(context.csms, session, status, expectation),
    presents: (idTag) => presents(context, session, idTag),
    forget: () => forget(session),
  };
  all.set(connectorId, states);
  return states;
}
