import { expectsStatus } from "./connector-status.js";
import type { Session16 } from "./session.js";
import type { StateContext16 } from "./state-context.js";

/** How a session is authorized. */
export interface AuthorizationOptions16 {
  /** The valid one unless told. */
  readonly idTag?: string;
  /** Whether the station asks about the idTag; not where it knows it. Asks unless told. */
  readonly asks?: boolean;
}

/** Somebody holds an idTag before the reader of the connector. */
export async function presents(
  { tester, configured }: Pick<StateContext16, "tester" | "configured">,
  { connector }: Pick<Session16, "connector">,
  idTag: string,
): Promise<void> {
  const { type } = configured.validIdToken;
  await tester.presentToken({ idToken: idTag, type }, connector.place.evseId);
}

/** Reusable state Authorized: an idTag is presented and accepted; the connector is Preparing, if it was not yet. */
export async function authorized(
  context: StateContext16,
  session: Session16,
  { idTag = context.idTags.valid, asks = true }: AuthorizationOptions16 = {},
): Promise<void> {
  const { csms } = context;
  await presents(context, session, idTag);
  if (asks) session.startsAfter = await csms.expectsCall("Authorize", { idTag });
  if (session.status !== "Preparing") await expectsStatus(csms, session, "Preparing");
  session.idTag = idTag;
}
