import {
  createMonitoring,
  loadMonitorDefinitions,
  type Monitoring,
  type MonitoringEvent,
  type MonitorWish,
} from "../../../src/blocks/n-diagnostics/index.js";
import type { ComponentId, DeviceModel } from "../../../src/device-model/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSilentLogger,
  Milliseconds,
  type ManualClock,
  type Store,
} from "../../../src/kernel/index.js";
import { deviceModelOf, duo } from "../../device-model/station-under-test.js";

const definitions = loadMonitorDefinitions();

/** Monitoring on the device model of a Duo, without hardware and without a wire. */
export interface MonitoringBench {
  readonly clock: ManualClock;
  readonly deviceModel: DeviceModel;
  readonly monitoring: Monitoring;
  /** What the station is in. */
  readonly world: { online: boolean; transactions: Set<number> };
  /** Readings of the hardware, by the name of the variable. */
  readonly readings: Map<string, string>;
  /** How often the hardware was read. */
  readonly reads: () => number;
  /** The events told so far, and forgets them. */
  events(): Promise<MonitoringEvent[]>;
  /** Sets monitors that must be granted; gives their ids. */
  install(...wishes: readonly (Partial<MonitorWish> & Pick<MonitorWish, "type" | "value">)[]): number[];
  /** The same station after a reboot; `awakening`: what happens before its monitors watch. */
  rebooted(awakening?: (deviceModel: DeviceModel) => void): MonitoringBench;
}

/** A number that is kept and that a CSMS may set. */
export const KEPT = { component: { name: "OCPPCommCtrlr" }, variable: { name: "OfflineThreshold" } };
export const KEPT_PATH = "OCPPCommCtrlr.OfflineThreshold";
/** A number that the hardware shows. */
export const READING = { component: { name: "EVSE", evse: { id: 1 } }, variable: { name: "Temperature" } };

/** @param awakening what happens before the monitors watch */
export function monitoringBench(
  before: { readonly store: Store; readonly clock: ManualClock } = {
    store: createMemoryStore(),
    clock: createManualClock(),
  },
  awakening: (deviceModel: DeviceModel) => void = () => undefined,
): MonitoringBench {
  const { store, clock } = before;
  const deviceModel = deviceModelOf({ store, clock });
  const world = { online: true, transactions: new Set<number>() };
  const readings = new Map<string, string>();
  const told: MonitoringEvent[] = [];
  let reads = 0;
  deviceModel.readHardware((_component: ComponentId, { name }) => {
    reads++;
    return readings.get(name) ?? "0";
  });
  const monitoring = createMonitoring({
    definitions,
    deviceModel,
    evses: duo.evses,
    facts: {
      transactionId: ({ evse }) => (evse && world.transactions.has(evse.id) ? `tx-${evse.id}` : undefined),
      transactionOngoing: ({ evse }) =>
        evse ? world.transactions.has(evse.id) : world.transactions.size > 0,
      fault: () => ({ techCode: "Faulted", techInfo: "The hardware reports a fault" }),
    },
    online: () => world.online,
    nextEventId: (() => {
      let next = 1;
      return () => next++;
    })(),
    tell: (events) => void told.push(...events),
    store,
    clock,
    logger: createSilentLogger(),
  });
  awakening(deviceModel);
  monitoring.start();
  return {
    clock,
    deviceModel,
    monitoring,
    world,
    readings,
    reads: () => reads,
    async events() {
      await clock.advance(Milliseconds(0));
      return told.splice(0);
    },
    install(...wishes) {
      const outcomes = monitoring.set(
        wishes.map((wish) => ({ ...KEPT, severity: 5, transaction: false, ...wish })),
      );
      monitoring.look();
      return outcomes.map((outcome) => {
        if (outcome.status !== "Accepted") throw new Error(JSON.stringify(outcome));
        return outcome.id;
      });
    },
    rebooted(onAwakening) {
      monitoring.dispose();
      return monitoringBench(before, onAwakening);
    },
  };
}
