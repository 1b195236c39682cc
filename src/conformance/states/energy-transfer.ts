import { Seconds } from "../../kernel/index.js";
import { oneOf } from "../expectations/pattern.js";
import { authorized } from "./authorization.js";
import { evConnectedPreSession } from "./pre-session.js";
import type { Session } from "./session.js";
import type { StateContext } from "./state-context.js";
import { expectsTransactionEvent } from "./transaction-events.js";

/** Reusable state EnergyTransferStarted. */
export async function energyTransferStarted(context: StateContext, session: Session): Promise<void> {
  if (session.authorized === "no") await authorized(context, session);
  if (!session.plugged) await evConnectedPreSession(context, session);
  await energyFlows(context, session);
}

/** Part 2 of EnergyTransferStarted: what the station tells until energy flows. */
export async function energyFlows(context: StateContext, session: Session): Promise<void> {
  const points = await context.txPoints();
  const { csms } = context;
  if (session.transaction !== "ongoing" && points.starts("DataSigned")) {
    await expectsTransactionEvent(csms, session, { triggerReason: "SignedDataReceived" });
  }
  if (session.transaction !== "ongoing" && points.starts("PowerPathClosed")) {
    await expectsTransactionEvent(csms, session, {
      triggerReason: oneOf("ChargingStateChanged", "Authorized", "CablePluggedIn"),
      transactionInfo: { chargingState: oneOf("SuspendedEVSE", "EVConnected", "Charging") },
    });
  }
  // A station may pass SuspendedEVSE or SuspendedEV on the way.
  for (let steps = 0; session.chargingState !== "Charging" && steps < 3; steps++) {
    if (session.transaction !== "ongoing" && !points.starts("EnergyTransfer")) break;
    await expectsTransactionEvent(csms, session, {
      triggerReason: "ChargingStateChanged",
      transactionInfo: { chargingState: oneOf("Charging", "SuspendedEVSE", "SuspendedEV") },
    });
  }
  csms.check("chargingState after the start of the energy transfer", session.chargingState, "Charging");
  session.transferring = true;
  session.suspended = false;
}

/** Reusable state EnergyTransferSuspended: the EV takes no more energy. */
export async function energyTransferSuspended(context: StateContext, session: Session): Promise<void> {
  if (!session.transferring) await energyTransferStarted(context, session);
  const { csms, tester, configured } = context;
  const points = await context.txPoints();
  await csms.waits(Seconds(configured.transactionDuration));
  await tester.suspendByEv(session.place.evseId);
  session.suspended = true;
  if (session.transaction !== "ongoing") return;
  const ends = points.stops("EnergyTransfer");
  await expectsTransactionEvent(csms, session, {
    triggerReason: "ChargingStateChanged",
    ends,
    transactionInfo: {
      chargingState: oneOf("EVConnected", "SuspendedEV"),
      ...(ends && { stoppedReason: "StoppedByEV" }),
    },
  });
}
