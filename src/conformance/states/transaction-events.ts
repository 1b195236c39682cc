import type { Payload } from "../../protocol/index.js";
import type { Expectation } from "../csms/hearing.js";
import type { TestCsms } from "../csms/test-csms.js";
import { present, type Pattern } from "../expectations/pattern.js";
import type { Session } from "./session.js";

/** A TransactionEvent that a session must send now. */
export interface ExpectedEvent {
  readonly triggerReason: unknown;
  readonly transactionInfo?: Pattern;
  /** `true`: it must end the transaction; `"may"`: it may. */
  readonly ends?: boolean | "may";
  /** Further fields. */
  readonly more?: Pattern;
}

/**
 * Expects the next TransactionEvent of a session, with what the general rules of 2.1 ask of it: the first one
 * of a transaction is Started; the first one after the cable was plugged names EVSE and connector, after a
 * token was presented the token, after a remote start RemoteStart (whatever else was asked for) and the
 * remoteStartId.
 */
export async function expectsTransactionEvent(
  csms: TestCsms,
  session: Session,
  { triggerReason, transactionInfo = {}, ends = false, more = {} }: ExpectedEvent,
  expectation: Expectation = {},
): Promise<Payload> {
  const { owed, place, transaction } = session;
  const pattern: Pattern = {
    ...eventType(transaction === "none", ends),
    triggerReason: owed.remoteStart ? "RemoteStart" : triggerReason,
    ...(owed.idToken && session.idToken && { idToken: { ...session.idToken } }),
    ...(owed.connector && { evse: { id: place.evseId, connectorId: place.connectorId } }),
    ...more,
    transactionInfo: {
      transactionId: session.transactionId ?? present,
      ...(owed.remoteStart && { remoteStartId: session.remoteStartId }),
      ...transactionInfo,
    },
  };
  const where = (payload: Payload): boolean => belongsTo(payload, session);
  const payload = await csms.expects("TransactionEvent", pattern, { where, ...expectation });
  note(session, payload);
  return payload;
}

function eventType(first: boolean, ends: boolean | "may"): Pattern {
  if (first) return { eventType: "Started" };
  if (ends === "may") return {};
  return { eventType: ends ? "Ended" : "Updated" };
}

/** Whether an event is of the session's transaction, or may be its first. */
export function belongsTo(payload: Payload, { transactionId, place }: Session): boolean {
  const info = payload["transactionInfo"] as { readonly transactionId?: string } | undefined;
  if (transactionId !== undefined) return info?.transactionId === transactionId;
  const evse = payload["evse"] as { readonly id?: number } | undefined;
  return evse?.id === undefined || evse.id === place.evseId;
}

/** Takes over what an event says of its session. */
export function note(session: Session, payload: Payload): void {
  const info = payload["transactionInfo"] as {
    readonly transactionId?: string;
    readonly chargingState?: string;
  };
  session.transactionId = info.transactionId;
  session.chargingState = info.chargingState ?? session.chargingState;
  session.transaction = payload["eventType"] === "Ended" ? "ended" : "ongoing";
  Object.assign(session.owed, { remoteStart: false, idToken: false, connector: false });
}
