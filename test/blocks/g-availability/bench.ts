import { createAvailability, type AvailabilityEngine } from "../../../src/blocks/g-availability/index.js";
import type { DeviceModel } from "../../../src/device-model/index.js";
import type { CableKind, VirtualStation } from "../../../src/hardware/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSilentLogger,
  type ManualClock,
  type Store,
} from "../../../src/kernel/index.js";
import {
  availabilityVariables,
  fakeLink,
  station,
  type FakeLink,
} from "../../support/availability-doubles.js";
import { createFakeDeviceModel } from "../../support/fake-device-model.js";

export interface AvailabilityBench {
  readonly clock: ManualClock;
  readonly hardware: VirtualStation;
  readonly availability: AvailabilityEngine;
  readonly deviceModel: DeviceModel;
  readonly link: FakeLink;
  /** EVSEs with a transaction. */
  readonly transactions: Set<number>;
  /** The status changes told so far, as `1/2 Occupied`, and forgets them. */
  changes(): string[];
  endTransaction(evseId: number): void;
  plug(evseId: number, connectorId?: number, side?: "both" | "station" | "ev"): void;
  unplug(evseId: number, connectorId?: number, side?: "both" | "station" | "ev"): void;
  /** The same station after a power cut. */
  afterPowerCut(): AvailabilityBench;
}

interface World {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly hardware: VirtualStation;
}

/** The Availability engine on virtual hardware; `connectors` counts those of each EVSE. */
export function bench(
  connectors: readonly number[] = [1, 1],
  { cable = "detachable" }: { cable?: CableKind } = {},
  world?: World,
): AvailabilityBench {
  const store = world?.store ?? createMemoryStore();
  const clock = world?.clock ?? createManualClock();
  const hardware = world?.hardware ?? station(connectors, { clock, store, cable });
  const deviceModel = createFakeDeviceModel(availabilityVariables(hardware));
  const transactions = new Set<number>();
  const changes: string[] = [];
  const availability = createAvailability({
    hardware,
    deviceModel,
    transactions: {
      inProgress: ({ evseId }) => (evseId === undefined ? transactions.size > 0 : transactions.has(evseId)),
    },
    store,
    logger: createSilentLogger(),
  });
  availability.events.on("connectorStatusChanged", ({ evseId, connectorId, status }) => {
    changes.push(`${evseId}/${connectorId} ${status}`);
  });
  const done = (refusal: unknown): void => expect(refusal).toBeNull();
  return {
    clock,
    hardware,
    availability,
    deviceModel,
    transactions,
    link: fakeLink(),
    changes: () => changes.splice(0),
    endTransaction(evseId) {
      transactions.delete(evseId);
      availability.transactionEnded(evseId);
    },
    plug: (evseId, connectorId = 1, side = "both") =>
      done(hardware.actions.plugIn({ evseId, connectorId, side })),
    unplug: (evseId, connectorId = 1, side = "both") =>
      done(hardware.actions.plugOut({ evseId, connectorId, side })),
    afterPowerCut() {
      availability.dispose();
      return bench(connectors, { cable }, { store, clock, hardware });
    },
  };
}
