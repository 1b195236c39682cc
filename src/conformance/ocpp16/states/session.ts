import type { StationCall } from "../../csms/inbox.js";
import type { Connector } from "../connector.js";

/** ChargePointStatus */
export type Status =
  | "Available"
  | "Preparing"
  | "Charging"
  | "SuspendedEV"
  | "SuspendedEVSE"
  | "Finishing"
  | "Reserved"
  | "Unavailable"
  | "Faulted";

/** What the suite knows of the charging session at one connector. */
export interface Session16 {
  readonly connector: Connector;
  /** As it was told, or is to be assumed, at last. */
  status: Status;
  plugged: boolean;
  /** Who was authorized. */
  idTag: string | undefined;
  /** What must come before StartTransaction: the authorization, or what has led to it. */
  startsAfter: StationCall | undefined;
  /** Of the transaction that runs, as the central system has numbered it. */
  transactionId: number | undefined;
  /** The reservation that the next transaction uses. */
  reservationId: number | undefined;
}

/** A session that has not begun, at an available connector. */
export const newSession = (connector: Connector): Session16 => ({
  connector,
  status: "Available",
  plugged: false,
  idTag: undefined,
  startsAfter: undefined,
  transactionId: undefined,
  reservationId: undefined,
});

/** Nothing of the session is left. */
export function forget(session: Session16): void {
  Object.assign(session, newSession(session.connector));
}
