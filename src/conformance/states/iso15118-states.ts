import type { Payload } from "../../protocol/index.js";
import { oneOf, present, satisfying, type Condition, type Pattern } from "../expectations/pattern.js";
import type { IdToken } from "../pics/pics.js";
import { energyFlows } from "./energy-transfer.js";
import type { Session } from "./session.js";
import type { StateContext } from "./state-context.js";

/** How a session over ISO 15118 is authorized, where it is not as usual. */
export interface Authorization15118Options {
  /** What the CSMS says of the idToken; Accepted unless told. */
  readonly idTokenInfo?: Payload;
  /** What it says of the contract; Accepted unless told. */
  readonly certificateStatus?: string;
  /** Further fields of the AuthorizeRequest. */
  readonly request?: Pattern;
}

/** Reusable state Authorized15118: by token (EIM) or by contract certificate (PnC). */
export async function authorized15118(
  { csms, tester, configured }: StateContext,
  session: Session,
  way: "EIM" | "PnC",
  options: Authorization15118Options = {},
): Promise<void> {
  const { idTokenInfo = { status: "Accepted" }, certificateStatus = "Accepted", request = {} } = options;
  csms.answers.next("GetCertificateStatus", { status: "Accepted", ocspResult: "" });
  csms.answers.next("Authorize", { idTokenInfo, ...(way === "PnC" && { certificateStatus }) });
  await tester.startV2gSession(session.place, way);
  if (way === "EIM") await tester.presentToken(configured.validIdToken, session.place.evseId);
  const { idToken } = await csms.expects("Authorize", {
    idToken: way === "EIM" ? { ...configured.validIdToken } : { type: "eMAID" },
    ...request,
  });
  if (idTokenInfo["status"] !== "Accepted" || certificateStatus !== "Accepted") return;
  session.authorized = "local";
  session.idToken = idToken as IdToken;
  session.owed.idToken = true;
}

/** What an EV's needs must hold: the parameters of the kind of current that it wants (K15.FR.06, K17.FR.06). */
export const CHARGING_NEEDS: Condition = oneOf(
  { requestedEnergyTransfer: "DC", dcChargingParameters: present },
  {
    requestedEnergyTransfer: oneOf("AC_single_phase", "AC_two_phase", "AC_three_phase"),
    acChargingParameters: present,
  },
);

/** A limit that the CSMS has set, in its unit, for so many seconds; without end where it does not say. */
export interface Bounds {
  readonly chargingRateUnit: "A" | "W";
  readonly limit: number;
  readonly duration?: number;
}

/** Limits have one digit after the point. */
const PRECISION = 0.05;

/** An EV's schedule that never goes above a limit as long as that lasts, and begins with the schedule (K15.FR.09). */
export function withinBounds({ chargingRateUnit, limit, duration = Infinity }: Bounds): Pattern {
  return {
    chargingRateUnit,
    chargingSchedulePeriod: satisfying(
      `periods from 0 on, none above ${limit} ${chargingRateUnit}`,
      (value) => {
        const periods = Array.isArray(value) ? (value as readonly Payload[]) : [];
        const begun = periods.filter((period) => Number(period["startPeriod"]) < duration);
        return (
          begun[0]?.["startPeriod"] === 0 &&
          begun.every((period) => Number(period["limit"]) < limit + PRECISION)
        );
      },
    ),
  };
}

/**
 * Takes a NotifyEVChargingSchedule, which a station only must send where the EV has told its own schedule; where it
 * comes it must be of that EVSE and within the bounds. Gives it.
 */
export async function mayTellEvSchedule(
  { csms }: Pick<StateContext, "csms">,
  evseId: number,
  bounds?: Bounds,
): Promise<Payload | null> {
  const told = await csms.mayExpect("NotifyEVChargingSchedule");
  if (told)
    csms.check("NotifyEVChargingSchedule", told, {
      evseId,
      ...(bounds && { chargingSchedule: withinBounds(bounds) }),
    });
  return told;
}

/** Reusable state RenegotiateChargingLimits (errata 6.2.119): first of a session, or by the EV's wish. */
export async function renegotiateChargingLimits(
  context: StateContext,
  session: Session,
  chargingRateUnit: "A" | "W",
): Promise<void> {
  const { csms, tester } = context;
  const { evseId } = session.place;
  const bounds = { chargingRateUnit, limit: chargingRateUnit === "W" ? 10_000 : 10, duration: 300 };
  csms.answers.next("NotifyEVChargingNeeds", { status: "Accepted" });
  csms.answers.next("NotifyEVChargingSchedule", { status: "Accepted" });
  // An EV that has yet to charge tells its needs by itself once it is authorized.
  if (session.transferring) await tester.renegotiate(evseId);
  await csms.expects("NotifyEVChargingNeeds", { evseId, chargingNeeds: CHARGING_NEEDS });
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
            duration: bounds.duration,
            chargingRateUnit,
            chargingSchedulePeriod: [{ startPeriod: 0, limit: bounds.limit }],
          },
        ],
      },
    },
    { status: "Accepted" },
  );
  await mayTellEvSchedule(context, evseId, bounds);
  if (!session.transferring) await energyFlows(context, session);
}
