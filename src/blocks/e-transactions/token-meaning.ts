import { sameGroup, sameIdToken, type IdToken, type IdTokenInfo } from "../c-authorization/index.js";
import type { Driver, ReservedEvses } from "./abilities.js";
import type { AuthorizationRecord } from "./authorization-record.js";

/** What must be known of a session to say what a presented token means for it. */
export interface SessionView {
  /** `null`: a driver who is authorized and has not chosen an EVSE yet. */
  readonly evseId: number | null;
  readonly authorization: AuthorizationRecord | null;
  /** Whose cable a finished session keeps locked. */
  readonly lockOwner: AuthorizationRecord | null;
  readonly evConnected: boolean;
  readonly parkingBayOccupied: boolean;
  /** A session may begin here. */
  readonly usable: boolean;
  /** A transaction runs that had a driver and has none now, and who it was (C01.FR.23). */
  readonly formerDriver: IdToken | null;
}

/** What to do with a token before anybody is asked. */
export type TokenMeaning<S> =
  | { readonly kind: "stop"; readonly session: S }
  | { readonly kind: "unlock"; readonly session: S }
  | { readonly kind: "ask" };

const inScope = (session: SessionView, evseId: number | undefined): boolean =>
  evseId === undefined || session.evseId === null || session.evseId === evseId;

/** Whether a token may act for an authorization: the same, or one of its group (C01.FR.03, C09.FR.03). */
function actsFor(token: IdToken, info: IdTokenInfo | null, record: AuthorizationRecord): boolean {
  if (sameIdToken(token, record.idToken)) return true;
  return info !== null && sameGroup(info, groupOf(record));
}

function groupOf({ groupIdToken }: AuthorizationRecord): IdTokenInfo {
  return { status: "Accepted", ...(groupIdToken && { groupIdToken }) };
}

/**
 * What a presented token means by what the station knows itself (C01.FR.03, C09.FR.07, E07.FR.01).
 * @param evseId whose reader, or `undefined` for the station's one reader
 * @param locally what list or cache say of a token that is valid now
 */
export function meaningOf<S extends SessionView>(
  token: IdToken,
  sessions: readonly S[],
  evseId: number | undefined,
  locally: IdTokenInfo | null,
): TokenMeaning<S> {
  const candidates = sessions.filter((session) => inScope(session, evseId));
  const authorized = candidates.find((s) => s.authorization && actsFor(token, locally, s.authorization));
  if (authorized) return { kind: "stop", session: authorized };
  const owner = candidates.find((s) => s.lockOwner && actsFor(token, locally, s.lockOwner));
  if (owner) return { kind: "unlock", session: owner };
  return { kind: "ask" };
}

/**
 * Whether a token can do nothing, whatever a CSMS may say of it: everywhere others charge of whom no group is
 * known, or somebody else alone has reserved.
 */
export function isInVain(
  driver: Driver,
  sessions: readonly SessionView[],
  evseId: number | undefined,
  { mayAdmit }: Pick<ReservedEvses, "mayAdmit">,
): boolean {
  return sessions
    .filter((session) => inScope(session, evseId))
    .every((session) =>
      session.authorization
        ? session.authorization.groupIdToken === undefined
        : session.evseId !== null && !mayAdmit(driver, session.evseId),
    );
}

/** The session that an accepted token of the same group stops (C09.FR.03), if any. */
export function groupMember<S extends SessionView>(
  info: IdTokenInfo,
  sessions: readonly S[],
  evseId: number | undefined,
): S | undefined {
  return sessions.find(
    (s) => inScope(s, evseId) && s.authorization !== null && sameGroup(info, groupOf(s.authorization)),
  );
}

/**
 * Where a newly authorized driver charges: at the reader's EVSE; at the station's one reader where the driver has
 * reserved, where an EV waits, then where a parking bay is taken, then at the only EVSE that is free. `"later"`:
 * whichever EVSE the EV will be plugged into. `null`: nowhere.
 */
export function sessionFor<S extends SessionView>(
  driver: Driver,
  sessions: readonly S[],
  evseId: number | undefined,
  reservations: Pick<ReservedEvses, "admits" | "isReservedFor">,
): S | "later" | null {
  const open = sessions.filter(
    (s) =>
      s.evseId !== null &&
      s.usable &&
      s.authorization === null &&
      (evseId === undefined || s.evseId === evseId) &&
      (s.formerDriver === null || sameIdToken(s.formerDriver, driver.idToken)) && // C01.FR.23
      reservations.admits(driver, s.evseId), // H03
  );
  if (evseId !== undefined) return open[0] ?? null;
  const reserved = open.filter((s) => s.evseId !== null && reservations.isReservedFor(driver, s.evseId));
  const free = reserved.length > 0 ? reserved : open;
  const waiting = free.find((s) => s.evConnected) ?? free.find((s) => s.parkingBayOccupied);
  if (waiting) return waiting;
  if (free.length === 0) return null;
  return free.length === 1 && free[0] ? free[0] : "later";
}
