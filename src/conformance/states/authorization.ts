import type { Payload } from "../../protocol/index.js";
import { oneOf, type Pattern } from "../expectations/pattern.js";
import type { IdToken } from "../pics/pics.js";
import { parkingBayOccupied } from "./pre-session.js";
import type { Session } from "./session.js";
import type { StateContext } from "./state-context.js";
import { expectsTransactionEvent } from "./transaction-events.js";

/** How a session is authorized, where it is not the configured way. */
export interface AuthorizationOptions {
  /** The configured valid token unless told. */
  readonly idToken?: IdToken;
  /** What the CSMS says of the token in AuthorizeResponse; Accepted unless told. */
  readonly idTokenInfo?: Payload;
  /** What it says of it in TransactionEventResponse; Accepted unless told. */
  readonly eventIdTokenInfo?: Payload;
  /** Whether the station asks for the token: `no` where it is cached or the station is told not to. */
  readonly asks?: "yes" | "no" | "maybe";
  /** Further fields of RequestStartTransaction. */
  readonly request?: Pattern;
}

const ACCEPTED: Payload = { status: "Accepted" };

/** Reusable state Authorized, by token or start button (A) or by RequestStartTransaction (B). */
export async function authorized(
  context: StateContext,
  session: Session,
  way: "local" | "remote" = context.configured.start,
  options: AuthorizationOptions = {},
): Promise<void> {
  if (!session.plugged) await parkingBayOccupied(context, session);
  const { idTokenInfo = ACCEPTED, eventIdTokenInfo = ACCEPTED } = options;
  const idToken = options.idToken ?? context.configured.validIdToken;
  const { csms } = context;
  csms.answers.always("Authorize", { idTokenInfo });
  csms.answers.always("TransactionEvent", (request) => {
    const given = request["idToken"] as { readonly type?: string } | undefined;
    return given && given.type !== "NoAuthorization" ? { idTokenInfo: eventIdTokenInfo } : {};
  });
  const accepted = idTokenInfo["status"] === "Accepted";
  if (way === "local") await presents(context, session, idToken, options, accepted);
  else await startsRemotely(context, session, idToken, options, accepted);
  if (accepted) await tellsAuthorization(context, session, way);
  else await csms.passesAMoment();
}

/** Main A: a token is presented, or the start button pressed. */
async function presents(
  { csms, tester, configured }: StateContext,
  session: Session,
  idToken: IdToken,
  { asks = "yes" }: AuthorizationOptions,
  accepted: boolean,
): Promise<void> {
  const { evseId } = session.place;
  if (configured.startButton) {
    await tester.pressStart(evseId);
    session.authorized = "local";
    return;
  }
  await tester.presentToken(idToken, evseId);
  if (asks === "yes") await csms.expects("Authorize", { idToken: { ...idToken } });
  if (asks === "maybe") await csms.mayExpect("Authorize", { idToken: { ...idToken } });
  if (!accepted) return;
  session.authorized = "local";
  session.idToken = idToken;
  session.owed.idToken = true;
}

/** Main B: RequestStartTransaction. */
async function startsRemotely(
  { csms, variables }: StateContext,
  session: Session,
  idToken: IdToken,
  { asks = "yes", request = {} }: AuthorizationOptions,
  accepted: boolean,
): Promise<void> {
  const remoteStartId = 1 + (csms.calls.length % 10_000);
  // An id that the CSMS has made up is not asked about (C05.FR.01).
  const authorizes =
    asks === "yes" &&
    idToken.type !== "Central" &&
    (await variables.get("AuthCtrlr.AuthorizeRemoteStart")) === "true";
  await csms.ask(
    "RequestStartTransaction",
    { idToken: { ...idToken }, evseId: session.place.evseId, remoteStartId, ...request },
    {
      status: "Accepted",
      ...(session.transaction === "ongoing" && { transactionId: session.transactionId }),
    },
  );
  if (authorizes) await csms.expects("Authorize", { idToken: { ...idToken } });
  else if (asks === "maybe") await csms.mayExpect("Authorize", { idToken: { ...idToken } });
  if (!accepted) return;
  session.authorized = "remote";
  session.idToken = idToken;
  session.remoteStartId = remoteStartId;
  Object.assign(session.owed, { idToken: true, remoteStart: true });
}

/** Steps 3 and 7: the event about the authorization, where the transaction runs or starts by it. */
export async function tellsAuthorization(
  context: StateContext,
  session: Session,
  way: "local" | "remote" = "local",
): Promise<void> {
  const points = await context.txPoints();
  const startsByToken = points.starts("Authorized") || (points.starts("PowerPathClosed") && session.plugged);
  if (session.transaction !== "ongoing" && !startsByToken) {
    await context.csms.passesAMoment();
    return;
  }
  // Part 6 draws the start at PowerPathClosed in EnergyTransferStarted; it is one and the same event (E02.FR.01).
  const byPowerPath = session.transaction !== "ongoing" && !points.starts("Authorized");
  await expectsTransactionEvent(context.csms, session, {
    triggerReason: byPowerPath
      ? oneOf("Authorized", "ChargingStateChanged", "CablePluggedIn")
      : way === "local"
        ? "Authorized"
        : "RemoteStart",
  });
}
