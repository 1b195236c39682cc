import type { IdToken, Place } from "../pics/pics.js";

/** What the suite knows of the charging session at one connector: the "State is …" of Part 6. */
export interface Session {
  readonly place: Place;
  bayOccupied: boolean;
  /** The EVSE is Reserved, and its driver is not there yet. */
  reserved: boolean;
  plugged: boolean;
  authorized: "no" | "local" | "remote";
  /** The token that authorized; `undefined` for the start button. */
  idToken: IdToken | undefined;
  transferring: boolean;
  suspended: boolean;
  stopAuthorized: false | "local" | "remote";
  /** Energy has stopped for good, the cable is still there. */
  stopped: boolean;
  transaction: "none" | "ongoing" | "ended";
  transactionId: string | undefined;
  /** As the latest event said. */
  chargingState: string | undefined;
  remoteStartId: number | undefined;
  /** What the next event must carry by the general rules of 2.1. */
  readonly owed: { remoteStart: boolean; idToken: boolean; connector: boolean };
}

/** A session that has not begun. */
export const newSession = (place: Place): Session => ({
  place,
  bayOccupied: false,
  reserved: false,
  plugged: false,
  authorized: "no",
  idToken: undefined,
  transferring: false,
  suspended: false,
  stopAuthorized: false,
  stopped: false,
  transaction: "none",
  transactionId: undefined,
  chargingState: undefined,
  remoteStartId: undefined,
  owed: { remoteStart: false, idToken: false, connector: false },
});

/** Makes a session as it was before it began. */
export function forget(session: Session): void {
  Object.assign(session, newSession(session.place));
}
