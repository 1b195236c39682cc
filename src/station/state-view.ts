import type { Availability } from "../blocks/g-availability/index.js";
import type { LimitView, SmartCharging } from "../blocks/k-smart-charging/index.js";
import type { Transactions } from "../blocks/e-transactions/index.js";
import type { Reservations } from "../blocks/h-reservation/index.js";
import { toTimestamp } from "../kernel/index.js";
import type { EvseHardware, VirtualStation } from "../hardware/index.js";
import type { ConnectorState, EvseState } from "./surface.js";

/** What the view is made from. */
export interface ViewSources {
  readonly hardware: VirtualStation;
  readonly availability: Pick<Availability, "status" | "evseStatus" | "operationalStatus">;
  readonly transactions: Pick<Transactions, "onEvse" | "authorizedAt">;
  readonly smartCharging: Pick<SmartCharging, "limitAt">;
  readonly reservations: Pick<Reservations, "keptAt">;
}

/** A connector as a tester sees it. */
export function connectorView(
  evse: EvseHardware,
  connectorId: number,
  { availability }: ViewSources,
): ConnectorState | undefined {
  const connector = evse.connectors.find(({ id }) => id === connectorId);
  return (
    connector && {
      evseId: evse.id,
      connectorId,
      type: connector.type,
      availability: availability.status(evse.id, connectorId),
      operationalStatus: availability.operationalStatus({ evseId: evse.id, connectorId }),
      cable: connector.cable,
      cableKind: connector.cableKind,
      cableRatingA: connector.cableRating,
      rating: connector.rating,
      locked: connector.locked,
    }
  );
}

/** An EVSE as a tester sees it. */
export function evseView(evse: EvseHardware, sources: ViewSources): EvseState {
  const { hardware, availability, transactions, smartCharging, reservations } = sources;
  const meter = evse.readMeter();
  const transaction = transactions.onEvse(evse.id);
  const reservation = reservations.keptAt(evse.id);
  return {
    evseId: evse.id,
    availability: availability.evseStatus(evse.id),
    operationalStatus: availability.operationalStatus({ evseId: evse.id }),
    parkingBayOccupied: evse.parkingBay?.occupied ?? null,
    connectors: evse.connectors.flatMap(({ id }) => connectorView(evse, id, sources) ?? []),
    powerPathClosed: evse.powerPathClosed,
    energyTransfer: evse.energyTransfer,
    limit: limitState(smartCharging.limitAt(evse.id)),
    meter: {
      energyWh: meter.energyWh,
      powerW: Math.round(meter.powerW * 10) / 10,
      currentA: meter.currentA.map((amps) => Math.round(amps * 100) / 100),
      voltageV: meter.voltageV.map((volts) => Math.round(volts * 10) / 10),
      offeredA: Math.round(meter.offeredA * 100) / 100,
    },
    suspendedBy: hardware.suspendedBy(evse.id),
    authorized: transactions.authorizedAt(evse.id)?.idToken ?? null,
    ev: hardware.evDetails(evse.id),
    v2g: evse.evCommunication && {
      phase: evse.evCommunication.session?.phase ?? null,
      identification: evse.evCommunication.session?.identification ?? null,
    },
    transaction: transaction && {
      transactionId: transaction.transactionId,
      chargingState: transaction.chargingState,
      seqNo: transaction.seqNo,
      idToken: transaction.idToken?.idToken ?? null,
      startedAt: transaction.startedAt,
      energyWh: transaction.energyWh,
    },
    reservation: reservation && {
      id: reservation.reservationId,
      idToken: reservation.idToken.idToken,
      expiresAt: toTimestamp(reservation.expiresAt),
    },
  };
}

/** The limit in force and whose it is. */
function limitState(limit: LimitView | null): EvseState["limit"] {
  if (!limit) return null;
  const { amps, watts, phases, purpose, profileId, source } = limit;
  return {
    amps: Math.round(amps * 1_000) / 1_000,
    watts: Math.round(watts),
    ...(phases !== undefined && { phases }),
    source: `${source}, ${purpose} ${profileId}`,
  };
}
