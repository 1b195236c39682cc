import { Seconds } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";
import { oneOf, omittedOr } from "../expectations/pattern.js";
import type { IdToken } from "../pics/pics.js";
import { expectsConnectorStatus } from "./connector-status.js";
import { energyTransferStarted } from "./energy-transfer.js";
import type { Session } from "./session.js";
import type { StateContext } from "./state-context.js";
import { expectsTransactionEvent } from "./transaction-events.js";

/** How a session is stopped, where it is not the configured way. */
export interface StopOptions {
  /** What the tester does instead of presenting the token or pressing stop. */
  readonly action?: () => Promise<void>;
  /** The token that is presented; the one that started unless told. */
  readonly idToken?: IdToken;
  /** The station asks the CSMS about the token first (another token than the one that started). */
  readonly asks?: boolean;
  /** What the CSMS says of it in AuthorizeResponse. */
  readonly idTokenInfo?: Payload;
  /** The reason that the end of the transaction must tell; Local (or none), or Remote, unless told. */
  readonly stoppedReason?: unknown;
}

/** Reusable state StopAuthorized, by token (A) or by RequestStopTransaction (B). */
export async function stopAuthorized(
  context: StateContext,
  session: Session,
  way?: "local" | "remote",
  options: StopOptions = {},
): Promise<void> {
  if (!session.transferring) await energyTransferStarted(context, session);
  const { csms, tester, configured } = context;
  const chosen = way ?? configured.stop;
  await csms.waits(Seconds(configured.transactionDuration));
  if (chosen === "remote") {
    await csms.ask(
      "RequestStopTransaction",
      { transactionId: String(session.transactionId) },
      { status: "Accepted" },
    );
  } else if (options.action) {
    await options.action();
  } else if (session.idToken === undefined) {
    await tester.pressStop(session.place.evseId);
  } else {
    const idToken = options.idToken ?? session.idToken;
    if (options.idTokenInfo) csms.answers.next("Authorize", { idTokenInfo: options.idTokenInfo });
    await tester.presentToken(idToken, session.place.evseId);
    if (options.asks === true) await csms.expects("Authorize", { idToken: { ...idToken } });
  }
  session.stopAuthorized = chosen;
  if (session.transaction === "ongoing") await tellsStop(context, session, chosen, options);
}

async function tellsStop(
  context: StateContext,
  session: Session,
  way: "local" | "remote",
  { idToken = session.idToken, stoppedReason }: StopOptions,
): Promise<void> {
  const points = await context.txPoints();
  const mustEnd = points.stops("Authorized", "PowerPathClosed", "EnergyTransfer");
  const reason = stoppedReason ?? stopReason(way);
  // By rule 2.1 (local) the reason is Local or absent; the event may come with the end of the transaction or before.
  const payload = await expectsTransactionEvent(context.csms, session, {
    triggerReason: way === "remote" ? "RemoteStop" : oneOf("StopAuthorized", "ChargingStateChanged"),
    ends: mustEnd ? "may" : false,
    ...(way === "local" && idToken && { more: { idToken: omittedOr({ ...idToken }) } }),
  });
  checkReason(context, payload, reason);
  if (!mustEnd || payload["eventType"] === "Ended") return;
  const end = await expectsTransactionEvent(context.csms, session, {
    triggerReason: "ChargingStateChanged",
    ends: true,
    transactionInfo: { chargingState: oneOf("EVConnected", "SuspendedEVSE") },
  });
  checkReason(context, end, reason);
}

/** The reason with which a transaction ends that was stopped so (general rules of 2.1). */
export const stopReason = (way: "local" | "remote"): unknown =>
  way === "remote" ? "Remote" : omittedOr("Local");

function checkReason({ csms }: StateContext, payload: Payload, stoppedReason: unknown): void {
  if (payload["eventType"] !== "Ended") return;
  csms.check("TransactionEvent", payload, { transactionInfo: { stoppedReason } });
}

/** Reusable state EVConnectedPostSession: energy has stopped and needs a new authorization to go on. */
export async function evConnectedPostSession(
  context: StateContext,
  session: Session,
  options: StopOptions = {},
): Promise<void> {
  if (session.stopAuthorized === false) await stopAuthorized(context, session, undefined, options);
  if (session.stopped) return;
  session.stopped = true;
  session.transferring = false;
  if (session.transaction !== "ongoing" || session.chargingState === "EVConnected") return;
  await expectsTransactionEvent(context.csms, session, {
    triggerReason: "ChargingStateChanged",
    transactionInfo: { chargingState: "EVConnected" },
  });
}

/** Reusable state EVDisconnected. */
export async function evDisconnected(
  context: StateContext,
  session: Session,
  options: StopOptions = {},
): Promise<void> {
  if (!session.stopped) await evConnectedPostSession(context, session, options);
  const { csms, tester } = context;
  const points = await context.txPoints();
  await tester.unplug(session.place);
  session.plugged = false;
  await expectsConnectorStatus(csms, session.place, "Available");
  if (session.transaction !== "ongoing") return;
  const payload = await expectsTransactionEvent(csms, session, {
    triggerReason: "EVCommunicationLost",
    ends: points.stops("EVConnected", "PowerPathClosed", "EnergyTransfer"),
    transactionInfo: { chargingState: "Idle" },
  });
  checkReason(context, payload, options.stoppedReason ?? stopReason(session.stopAuthorized || "local"));
}

/** Reusable state ParkingBayUnoccupied; nothing happens where the bay has no sensor. */
export async function parkingBayUnoccupied(
  context: StateContext,
  session: Session,
  options: StopOptions = {},
): Promise<void> {
  if (session.plugged) await evDisconnected(context, session, options);
  const { csms, tester, configured } = context;
  const { evseId } = session.place;
  if (!configured.parkingBayEvseIds.includes(evseId) || !session.bayOccupied) return;
  const points = await context.txPoints();
  await tester.setParkingBay(evseId, false);
  session.bayOccupied = false;
  if (session.transaction !== "ongoing" || !points.stops("ParkingBayOccupancy")) return;
  const payload = await expectsTransactionEvent(csms, session, { triggerReason: "EVDeparted", ends: true });
  checkReason(context, payload, options.stoppedReason ?? stopReason(session.stopAuthorized || "local"));
}
