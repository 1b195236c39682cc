import type { StationCall } from "../../csms/inbox.js";
import { omitted } from "../../expectations/pattern.js";
import type { Payload } from "../../../protocol/index.js";
import { ValidationFailed } from "../../verdict.js";
import { expectsStatus } from "./connector-status.js";
import type { Session16 } from "./session.js";
import type { StateContext16 } from "./state-context.js";

/** How a session is brought to charge. */
export interface ChargingOptions {
  /** The valid one unless told. */
  readonly idTag?: string;
  readonly chargingProfile?: Payload;
  /** `false` where the station knows the idTag and does not ask about it, whatever is configured. */
  readonly asks?: boolean;
}

/** Reusable state GetConfiguration: the value of a key that the station must have. */
export async function getConfiguration({ csms }: Pick<StateContext16, "csms">, key: string): Promise<string> {
  const { configurationKey = [] } = await csms.request("GetConfiguration", { key: [key] });
  const [found] = configurationKey as readonly Payload[];
  csms.check(`configurationKey[0] for ${key}`, found, { key });
  if (typeof found?.["value"] !== "string") throw new ValidationFailed(`the value of ${key} is not told`);
  return found["value"];
}

/** Reusable state SetConnectorOccupied: the EV is plugged in; a Reserved connector says nothing of it. */
export async function connectorOccupied({ csms, tester }: StateContext16, session: Session16): Promise<void> {
  await tester.plugIn(session.connector.place);
  session.plugged = true;
  if (session.status === "Available") await expectsStatus(csms, session, "Preparing");
}

/** A remote start for the connector of the session is accepted, and the idTag authorized where that is configured. */
export async function startedRemotely(
  context: StateContext16,
  session: Session16,
  { idTag = context.idTags.valid, chargingProfile, asks = true }: ChargingOptions = {},
): Promise<void> {
  const { csms } = context;
  const authorizes = (await getConfiguration(context, "AuthorizeRemoteTxRequests")).toLowerCase() === "true";
  const { connectorId } = session.connector;
  await csms.ask(
    "RemoteStartTransaction",
    { connectorId, idTag, ...(chargingProfile && { chargingProfile }) },
    { status: "Accepted" },
  );
  const after = csms.latest;
  session.startsAfter = after;
  if (asks && authorizes) session.startsAfter = await csms.expectsCall("Authorize", { idTag }, { after });
  if (session.status !== "Preparing") await expectsStatus(csms, session, "Preparing", { after });
  session.idTag = idTag;
}

/** Reusable state Charging: plugged in first, started remotely. */
export async function charging(
  context: StateContext16,
  session: Session16,
  options?: ChargingOptions,
): Promise<void> {
  await connectorOccupied(context, session);
  await startedRemotely(context, session, options);
  await transactionStarted(context, session);
}

/** The transaction starts and energy flows: StartTransaction and Charging, in any order. */
export async function transactionStarted(
  { csms }: Pick<StateContext16, "csms">,
  session: Session16,
): Promise<StationCall> {
  const { connector, idTag, reservationId, startsAfter: after } = session;
  const start = await csms.expectsCall(
    "StartTransaction",
    {
      connectorId: connector.connectorId,
      ...(idTag !== undefined && { idTag }),
      reservationId: reservationId ?? omitted,
    },
    { after },
  );
  session.transactionId = transactionIdOf(start);
  session.reservationId = undefined;
  await expectsStatus(csms, session, "Charging");
  return start;
}

/** The number that the central system has given. */
export function transactionIdOf({ answer }: StationCall): number {
  if (answer?.kind !== "response") throw new ValidationFailed("StartTransaction was not answered");
  return Number(answer.payload["transactionId"]);
}
