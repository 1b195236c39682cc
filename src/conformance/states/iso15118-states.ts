import { oneOf, present } from "../expectations/pattern.js";
import type { Session } from "./session.js";
import type { StateContext } from "./state-context.js";

/** Reusable state Authorized15118: by token (EIM) or by contract certificate (PnC). */
export async function authorized15118(
  { csms, tester, configured }: StateContext,
  session: Session,
  way: "EIM" | "PnC",
): Promise<void> {
  csms.answers.next("GetCertificateStatus", { status: "Accepted", ocspResult: "" });
  csms.answers.next("Authorize", {
    idTokenInfo: { status: "Accepted" },
    ...(way === "PnC" && { certificateStatus: "Accepted" }),
  });
  await tester.startV2gSession(session.place, way);
  if (way === "EIM") await tester.presentToken(configured.validIdToken, session.place.evseId);
  await csms.expects("Authorize", {
    idToken: way === "EIM" ? { ...configured.validIdToken } : { type: "eMAID" },
  });
  session.authorized = "local";
}

/** Reusable state RenegotiateChargingLimits. */
export async function renegotiateChargingLimits(
  { csms, tester }: StateContext,
  session: Session,
  chargingRateUnit: "A" | "W",
): Promise<void> {
  const { evseId } = session.place;
  csms.answers.next("NotifyEVChargingNeeds", { status: "Accepted" });
  csms.answers.next("NotifyEVChargingSchedule", { status: "Accepted" });
  await tester.renegotiate(evseId);
  await csms.expects("NotifyEVChargingNeeds", {
    evseId,
    chargingNeeds: oneOf(
      { requestedEnergyTransfer: "DC", dcChargingParameters: present },
      { acChargingParameters: present },
    ),
  });
  await csms.ask(
    "SetChargingProfile",
    {
      evseId,
      chargingProfile: {
        id: 1,
        stackLevel: 0,
        chargingProfilePurpose: "TxProfile",
        chargingProfileKind: "Relative",
        transactionId: session.transactionId ?? "",
        chargingSchedule: [
          {
            id: 1,
            duration: 300,
            chargingRateUnit,
            chargingSchedulePeriod: [{ startPeriod: 0, limit: chargingRateUnit === "W" ? 10_000 : 10 }],
          },
        ],
      },
    },
    { status: "Accepted" },
  );
  await csms.mayExpect("NotifyEVChargingSchedule", { evseId });
}
