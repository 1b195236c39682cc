import { Minutes, toTimestamp, type Duration } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";
import type { IdToken } from "../pics/pics.js";
import { expectsConnectorStatus } from "./connector-status.js";
import type { Session } from "./session.js";
import type { StateContext } from "./state-context.js";

/** Who a reservation is for, under which number, and for how long. */
export interface ReservationOptions {
  /** The configured valid token unless told. */
  readonly idToken?: IdToken;
  readonly groupId?: string;
  /** 1 unless told. */
  readonly id?: number;
  /** An hour unless told. */
  readonly lasts?: Duration;
}

/** A ReserveNow that names neither EVSE nor connector type. */
export function reserveNow(
  { csms, configured }: Pick<StateContext, "csms" | "configured">,
  { idToken = configured.validIdToken, groupId, id = 1, lasts = Minutes(60) }: ReservationOptions = {},
): Payload {
  return {
    id,
    expiryDateTime: toTimestamp(csms.now() + lasts),
    idToken: { ...idToken },
    ...(groupId !== undefined && { groupIdToken: { idToken: groupId, type: "Central" } }),
  };
}

/** Reusable state Reserved. */
export async function reserved(
  context: StateContext,
  session: Session,
  options: ReservationOptions = {},
): Promise<void> {
  const { csms, configured } = context;
  const { evseId } = session.place;
  await csms.ask("ReserveNow", { ...reserveNow(context, options), evseId }, { status: "Accepted" });
  for (const place of configured.places.filter((one) => one.evseId === evseId))
    await expectsConnectorStatus(csms, place, "Reserved");
  session.reserved = true;
}
