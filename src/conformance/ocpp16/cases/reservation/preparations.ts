import { toTimestamp } from "../../../../kernel/index.js";
import type { Payload } from "../../../../protocol/index.js";
import type { CaseTools16 } from "../../case-tools.js";

const AN_HOUR = 3_600_000;

/** All connectors but the one under test are out of service. */
export async function othersUnavailable({ state, connectors, connectorId }: CaseTools16): Promise<void> {
  for (const other of connectors)
    if (other.connectorId !== connectorId) await state.at(other.connectorId).connectorUnavailable();
}

/** What is to be reserved, and what the station must say. */
export interface Order {
  /** 0: any; the connector under test unless told. */
  readonly connectorId?: number;
  readonly parentIdTag?: string;
  readonly status?: string;
}

/** ReserveNow for an hour and the valid idTag, which is answered so; gives the id of the reservation. */
export async function reserves(
  { csms, idTags, ...tools }: CaseTools16,
  { connectorId = tools.connectorId, parentIdTag, status = "Accepted" }: Order = {},
): Promise<number> {
  const reservationId = 1 + csms.calls.length;
  const request: Payload = {
    connectorId,
    idTag: idTags.valid,
    reservationId,
    expiryDate: toTimestamp(csms.now() + AN_HOUR),
    ...(parentIdTag !== undefined && { parentIdTag }),
  };
  await csms.ask("ReserveNow", request, { status });
  return reservationId;
}

/**
 * Reusable state Charging for whoever has reserved the connector, by a remote start. That the station asks about the
 * idTag is optional: it knows it by the reservation.
 */
export async function holderCharges({ csms, state, idTags, connectorId }: CaseTools16): Promise<void> {
  await state.getConfiguration("AuthorizeRemoteTxRequests");
  await state.connectorOccupied();
  await csms.ask("RemoteStartTransaction", { connectorId, idTag: idTags.valid }, { status: "Accepted" });
  const after = csms.latest;
  await state.expectsStatus("Preparing", { after });
  // No way leads from Reserved to Charging but through Preparing (4.9).
  state.session.startsAfter = csms.heard.findLast(({ payload }) => payload["status"] === "Preparing");
  await csms.mayExpect("Authorize", { idTag: idTags.valid }, { after });
  state.session.idTag = idTags.valid;
  await state.transactionStarted();
}
