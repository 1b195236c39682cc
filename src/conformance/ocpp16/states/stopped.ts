import type { Expectation } from "../../csms/hearing.js";
import type { StationCall } from "../../csms/inbox.js";
import { omittedOr, type Pattern } from "../../expectations/pattern.js";
import { expectsStatus } from "./connector-status.js";
import type { Session16, Status } from "./session.js";
import type { StateContext16 } from "./state-context.js";

/** How a transaction ends. */
export interface StopExpectation extends Expectation {
  /** Local unless told, which may be omitted. */
  readonly reason?: unknown;
  /** Further fields of StopTransaction. */
  readonly stop?: Pattern;
  /** What the connector is then, one of them; `null` where it tells nothing. Finishing unless told. */
  readonly status?: Status | readonly Status[] | null;
}

/** The transaction of the session ends: StopTransaction and the status, in any order. */
export async function transactionStopped(
  { csms }: Pick<StateContext16, "csms">,
  session: Session16,
  { reason = "Local", stop = {}, status = "Finishing", ...expectation }: StopExpectation = {},
): Promise<StationCall> {
  const call = await csms.expectsCall(
    "StopTransaction",
    {
      transactionId: session.transactionId,
      reason: reason === "Local" ? omittedOr("Local") : reason,
      ...stop,
    },
    expectation,
  );
  if (status !== null) await expectsStatus(csms, session, status, expectation);
  session.transactionId = undefined;
  session.idTag = undefined;
  return call;
}

/** The whole cable is taken away, and the connector is Available. */
export async function unplugged({ csms, tester }: StateContext16, session: Session16): Promise<void> {
  await tester.unplug(session.connector.place);
  session.plugged = false;
  if (session.status !== "Available") await expectsStatus(csms, session, "Available");
}
