import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { containing, type Pattern } from "../../expectations/pattern.js";
import type { IdToken, Place } from "../../pics/pics.js";
import type { AuthorizationOptions } from "../../states/authorization.js";
import { reserveNow, type ReservationOptions } from "../../states/reservation-states.js";
import { inGroup } from "../c-authorization/preparations.js";

/** "ReservationEnabled is true (if implemented)." */
export async function acceptsReservations({ variables }: CaseTools): Promise<void> {
  await variables.setIfImplemented("ReservationCtrlr.Enabled", true);
}

/** ReserveNow with that answer; further fields say what is reserved. */
export async function reserves(
  tools: CaseTools,
  target: Pattern,
  status: string,
  options: ReservationOptions = {},
): Promise<Payload> {
  return tools.csms.ask("ReserveNow", { ...reserveNow(tools, options), ...target }, { status });
}

/** A start button cannot tell who presses it: who has reserved is named by the CSMS then. */
export const wayOf = ({ configured }: CaseTools): "local" | "remote" =>
  configured.startButton ? "remote" : configured.start;

/** The connectors of the EVSE that the case is about. */
export const connectorsOfEvse = ({ places, place }: CaseTools): readonly Place[] =>
  places.filter(({ evseId }) => evseId === place.evseId);

/** The station tells that all connectors of the EVSE are so now. */
export async function becomes(
  tools: CaseTools,
  status: "Available" | "Reserved" | "Unavailable",
): Promise<void> {
  for (const one of connectorsOfEvse(tools)) await tools.expectsConnectorStatus(status, one);
  tools.state.session.reserved = status === "Reserved";
}

/** The ids of all EVSEs. */
export const evseIdsOf = ({ places }: CaseTools): readonly number[] => [
  ...new Set(places.map(({ evseId }) => evseId)),
];

/** A driver comes, whom nothing keeps from charging. */
export async function charges(
  tools: CaseTools,
  idToken: IdToken,
  options: AuthorizationOptions = {},
): Promise<void> {
  await tools.state.authorized(wayOf(tools), { idToken, ...options });
  await tools.state.energyTransferStarted();
}

/**
 * The driver of a reservation comes: the EVSE is no longer Reserved (H03.FR.10), energy flows, and the
 * transaction tells which reservation it has used (H01.FR.15).
 */
export async function usesReservation(
  tools: CaseTools,
  idToken: IdToken,
  // Who has reserved need not be asked about (H03, S1); nor is it wrong.
  options: AuthorizationOptions = { asks: "maybe" },
): Promise<void> {
  const { csms, state } = tools;
  const wasReserved = state.session.reserved;
  await state.authorized(wayOf(tools), { idToken, ...options });
  if (wasReserved) await becomes(tools, "Available");
  await state.energyTransferStarted();
  const told = csms.heard.map(({ payload }) => payload["reservationId"]);
  csms.check("the reservationIds of TransactionEvents", told, containing(1));
}

/** Somebody of the group comes instead of who has reserved. */
export async function usesReservationByGroup(tools: CaseTools): Promise<void> {
  const { configured } = tools;
  const idTokenInfo = inGroup(tools);
  const { groupIdToken } = idTokenInfo;
  await usesReservation(tools, configured.secondIdToken, {
    idTokenInfo,
    eventIdTokenInfo: idTokenInfo,
    ...(wayOf(tools) === "remote" && { request: { groupIdToken } }),
  });
}
