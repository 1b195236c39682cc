import { Minutes, toTimestamp } from "../../kernel/index.js";
import type { IdToken } from "../pics/pics.js";
import { expectsConnectorStatus } from "./connector-status.js";
import type { Session } from "./session.js";
import type { StateContext } from "./state-context.js";

/** Who a reservation is for, and under which number. */
export interface ReservationOptions {
  readonly idToken?: IdToken;
  readonly id?: number;
}

/** How long a reservation lasts where a case does not say. */
const LASTS = Minutes(60);

/** Reusable state Reserved. */
export async function reserved(
  { csms, configured }: StateContext,
  { place }: Session,
  { idToken = configured.validIdToken, id = 1 }: ReservationOptions = {},
): Promise<void> {
  await csms.ask(
    "ReserveNow",
    {
      id,
      expiryDateTime: toTimestamp(csms.now() + LASTS),
      idToken: { ...idToken },
      evseId: place.evseId,
    },
    { status: "Accepted" },
  );
  await expectsConnectorStatus(csms, place, "Reserved");
}
