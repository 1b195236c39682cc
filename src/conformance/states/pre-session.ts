import { Seconds } from "../../kernel/index.js";
import { oneOf } from "../expectations/pattern.js";
import { expectsConnectorStatus } from "./connector-status.js";
import type { Session } from "./session.js";
import type { StateContext } from "./state-context.js";
import { expectsTransactionEvent } from "./transaction-events.js";

/** Reusable state ParkingBayOccupied; nothing happens where the bay has no sensor. */
export async function parkingBayOccupied(context: StateContext, session: Session): Promise<void> {
  const { csms, tester, configured } = context;
  const { evseId } = session.place;
  if (session.bayOccupied || !configured.parkingBayEvseIds.includes(evseId)) return;
  const points = await context.txPoints();
  await tester.setParkingBay(evseId, true);
  session.bayOccupied = true;
  if (points.starts("ParkingBayOccupancy")) {
    await expectsTransactionEvent(csms, session, { triggerReason: "EVDetected" });
  }
}

/** Reusable state EVConnectedPreSession. */
export async function evConnectedPreSession(
  context: StateContext,
  session: Session,
  evReady = true,
): Promise<void> {
  await parkingBayOccupied(context, session);
  const points = await context.txPoints();
  await context.tester.plugIn(session.place, evReady);
  session.plugged = true;
  session.owed.connector = true;
  await tellsOccupied(context, session);
  const startsByPlug =
    points.starts("EVConnected") || (points.starts("PowerPathClosed") && session.authorized !== "no");
  if (session.transaction === "ongoing" || startsByPlug) {
    await expectsTransactionEvent(context.csms, session, {
      triggerReason: oneOf("CablePluggedIn", "ChargingStateChanged", "RemoteStart"),
      transactionInfo:
        session.authorized === "no"
          ? {}
          : { chargingState: oneOf("EVConnected", "SuspendedEVSE", "SuspendedEV", "Charging") },
    });
  }
}

/** A connector that is Reserved stays so until its driver is there (G01.FR.09). */
async function tellsOccupied({ csms }: StateContext, { place, reserved }: Session): Promise<void> {
  if (reserved) await csms.expectsNone("StatusNotification", Seconds(1), { ...place });
  else await expectsConnectorStatus(csms, place, "Occupied");
}
