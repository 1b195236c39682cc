import { Seconds } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";
import { oneOf } from "../expectations/pattern.js";
import type { Place } from "../pics/pics.js";
import { expectsConnectorStatus } from "./connector-status.js";
import type { StateContext } from "./state-context.js";

/** Types of the security event that tells of a start (A04). */
const STARTED = oneOf("StartupOfTheDevice", "ResetOrReboot");

/** Reusable state Booting: the station restarts, and its connection is not yet set up. */
export async function booting({ csms }: StateContext): Promise<void> {
  csms.answers.always("BootNotification", null);
  await csms.ask("Reset", { type: "Immediate" }, { status: "Accepted" });
}

/** Resets the station, or takes its power away, and waits until it is booted (reusable state Booted). */
export async function booted(
  context: StateContext,
  places: readonly Place[],
  by: "reset" | "power" = "reset",
): Promise<Payload> {
  const { csms, tester } = context;
  if (by === "power") await tester.powerCycle(1);
  else await csms.ask("Reset", { type: "Immediate" }, { status: "Accepted" });
  return await boots(context, places);
}

/** Steps 3 to 8 of Booted: the station boots and tells all that it must. Gives its BootNotification. */
export async function boots(
  context: StateContext,
  places: readonly Place[],
  statusOf: (place: Place) => unknown = () => "Available",
): Promise<Payload> {
  const { csms, configured } = context;
  const within = Seconds(configured.bootPatience);
  const boot = await csms.expectsCall("BootNotification", {}, { within });
  for (const place of places) await expectsConnectorStatus(csms, place, statusOf(place), { after: boot });
  await csms.expects("SecurityEventNotification", { type: STARTED }, { after: boot });
  return boot.payload;
}

/** Reusable state Unavailable, of the station, an EVSE or a connector. */
export async function unavailable(
  { csms }: StateContext,
  evse: { readonly id: number; readonly connectorId?: number } | undefined,
  places: readonly Place[],
): Promise<void> {
  await csms.ask(
    "ChangeAvailability",
    { operationalStatus: "Inoperative", ...(evse && { evse: { ...evse } }) },
    { status: "Accepted" },
  );
  for (const place of places) await expectsConnectorStatus(csms, place, "Unavailable");
}
