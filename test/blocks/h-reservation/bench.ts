import type { IdToken } from "../../../src/blocks/c-authorization/index.js";
import { createAvailability, type AvailabilityEngine } from "../../../src/blocks/g-availability/index.js";
import {
  createReservations,
  type ReservationRequest,
  type Reservations,
} from "../../../src/blocks/h-reservation/index.js";
import type { DeviceModel } from "../../../src/device-model/index.js";
import { createVirtualStation, type VirtualStation } from "../../../src/hardware/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
  createStationClock,
  Milliseconds,
  Minutes,
  type AdjustableClock,
  type ManualClock,
  type Store,
} from "../../../src/kernel/index.js";
import { availabilityVariables } from "../../support/availability-doubles.js";
import { createFakeDeviceModel } from "../../support/fake-device-model.js";

export const alice: IdToken = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
export const bob: IdToken = { idToken: "04A2B3C4D5E681", type: "ISO14443" };
export const carol: IdToken = { idToken: "04A2B3C4D5E682", type: "ISO14443" };
export const fleet: IdToken = { idToken: "FLEET-A", type: "Central" };

export interface Bench {
  readonly clock: ManualClock;
  /** The station's own. */
  readonly stationClock: AdjustableClock;
  readonly hardware: VirtualStation;
  readonly availability: AvailabilityEngine;
  readonly deviceModel: DeviceModel;
  readonly reservations: Reservations;
  /** EVSEs at which somebody is authorized. */
  readonly authorized: Set<number>;
  /** What the CSMS was told of ends, as `Expired 1`, and forgets it. */
  told(): string[];
  /** The statuses of all EVSEs. */
  statuses(): string[];
  /** Reserves for alice and ten minutes unless told; answers, and then acts. */
  reserve(reservationId: number, request?: Partial<ReservationRequest>): string;
  cancel(reservationId: number): string;
  /** Somebody is authorized, or no more. */
  session(evseId: number, begins: boolean): void;
  plug(evseId: number, connectorId?: number): void;
  unplug(evseId: number, connectorId?: number): void;
  /** What follows from an answer has followed. */
  settle(): Promise<void>;
  /** The same station after a power cut that lasted that long. */
  afterPowerCut(minutes?: number): Promise<Bench>;
}

interface World {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly stationClock: AdjustableClock;
  readonly hardware: VirtualStation;
}

function newWorld(types: readonly (readonly string[])[]): World {
  const store = createMemoryStore();
  const clock = createManualClock();
  const layout = {
    evses: types.map((connectors, index) => ({
      id: index + 1,
      parkingBaySensor: false,
      connectors: connectors.map((type, at) => ({
        ...{ id: at + 1, type, cable: "detachable" as const, phases: 3, maxCurrent: 32, dc: false },
      })),
    })),
  };
  const parts = { layout, clock, store, random: createSeededRandom(1), logger: createSilentLogger() };
  return { store, clock, stationClock: createStationClock(clock), hardware: createVirtualStation(parts) };
}

/** The Reservation engine with real availability on virtual hardware: the types of each EVSE's connectors. */
export function bench(
  types: readonly (readonly string[])[] = [["sType2"], ["sType2"]],
  variables: Readonly<Record<string, string>> = {},
  world = newWorld(types),
): Bench {
  const { store, clock, stationClock, hardware } = world;
  const logger = createSilentLogger();
  const deviceModel = createFakeDeviceModel({
    ...availabilityVariables(hardware),
    "ReservationCtrlr.Available": "true",
    "ReservationCtrlr.Enabled": "true",
    "ReservationCtrlr.NonEvseSpecific": "true",
    ...variables,
  });
  const authorized = new Set<number>();
  const updates: string[] = [];
  const transactions = { inProgress: () => false };
  const availability = createAvailability({ hardware, deviceModel, transactions, store, logger });
  const reservations = createReservations({
    hardware,
    availability,
    authorized: (evseId) => authorized.has(evseId),
    deviceModel,
    tell: (status, id) => void updates.push(`${status} ${id}`),
    clock: stationClock,
    store,
    logger,
  });
  reservations.resume();
  return {
    ...{ clock, stationClock, hardware, availability, deviceModel, reservations, authorized },
    told: () => updates.splice(0),
    statuses: () => hardware.evses.map(({ id }) => availability.evseStatus(id)),
    reserve(reservationId, request = {}) {
      const { status, afterwards } = reservations.reserve({
        reservationId,
        target: {},
        idToken: alice,
        expiresAt: stationClock.now() + Minutes(10),
        ...request,
      });
      afterwards?.();
      return status;
    },
    cancel(reservationId) {
      const { status, afterwards } = reservations.cancel(reservationId);
      afterwards?.();
      return status;
    },
    session(evseId, begins) {
      if (begins) authorized.add(evseId);
      else authorized.delete(evseId);
      reservations.sessionsChanged();
    },
    plug: (evseId, connectorId = 1) => void hardware.actions.plugIn({ evseId, connectorId, side: "both" }),
    unplug: (evseId, connectorId = 1) => void hardware.actions.plugOut({ evseId, connectorId, side: "both" }),
    settle: () => clock.advance(Milliseconds(0)),
    async afterPowerCut(minutes = 0) {
      reservations.dispose();
      availability.dispose();
      await clock.advance(Minutes(minutes));
      return bench(types, variables, world);
    },
  };
}
