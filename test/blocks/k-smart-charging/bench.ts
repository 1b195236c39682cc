import {
  createSmartCharging,
  profileFromOcpp2,
  type ExternalLimitNotices,
  type ProfileOcpp2,
  type SmartCharging,
} from "../../../src/blocks/k-smart-charging/index.js";
import type { DeviceModel, InitialValues } from "../../../src/device-model/index.js";
import {
  createVirtualStation,
  type EvseHardware,
  type EvseLayout,
  type VirtualStation,
} from "../../../src/hardware/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
  type ManualClock,
  type Store,
} from "../../../src/kernel/index.js";
import { duoDeviceModel } from "../../support/device-model.js";

/** A three-phase AC socket of 32 A. */
export const socketEvse = (id: number): EvseLayout => ({
  id,
  parkingBaySensor: false,
  connectors: [{ id: 1, type: "sType2", cable: "detachable", phases: 3, maxCurrent: 32, dc: false }],
});

/** A DC plug of 50 kW. */
export const plugEvse = (id: number): EvseLayout => ({
  id,
  parkingBaySensor: false,
  connectors: [
    { id: 1, type: "cCCS2", cable: "fixed", phases: 3, maxCurrent: 125, dc: true, maxPower: 50_000 },
  ],
});

/** The Smart Charging engine on virtual hardware; transactions are what the test says. */
export interface SmartChargingBench {
  readonly engine: SmartCharging;
  readonly hardware: VirtualStation;
  readonly deviceModel: DeviceModel;
  readonly clock: ManualClock;
  readonly store: Store;
  /** What the CSMS was told of external limits, in order. */
  readonly notices: readonly (readonly ["set" | "cleared", object])[];
  /** EVSEs whose transactions were told that their rate changed, in order. */
  readonly rateChanges: number[];
  evse(evseId: number): EvseHardware;
  /** Amperes per phase that flow now. */
  amps(evseId: number): number;
  watts(evseId: number): number;
  /** Installs a profile of the wire; throws where it is refused. */
  install(profile: object, evseId?: number): void;
  /** The reason code with which it is refused, or `null`. */
  refusal(profile: object, evseId?: number): string | null;
  /** An EV comes, somebody is authorized, a transaction starts and energy is offered. */
  arrives(evseId: number, ev?: { maxCurrent?: number; phases?: number; ready?: boolean }): string;
  /** The transaction ends and the EV leaves. */
  leaves(evseId: number): void;
}

export interface SmartChargingBenchOptions {
  readonly evses?: readonly EvseLayout[];
  readonly variables?: InitialValues;
  readonly store?: Store;
  readonly clock?: ManualClock;
  /** Looks at the hardware whenever something happens to it, before the engine can react. */
  readonly observe?: (hardware: VirtualStation) => void;
}

/** Makes the bench; the engine has started. */
export function smartChargingBench(options: SmartChargingBenchOptions = {}): SmartChargingBench {
  const { evses = [socketEvse(1), socketEvse(2)], variables = {} } = options;
  const { clock = createManualClock(), store = createMemoryStore() } = options;
  const logger = createSilentLogger();
  const deviceModel = duoDeviceModel(variables, store);
  const hardware = createVirtualStation({
    layout: { evses },
    clock,
    store: createMemoryStore(),
    random: createSeededRandom(3),
    logger,
  });
  if (options.observe) observeEverything(hardware, options.observe);
  const running = new Map<number, string>();
  const rateChanges: number[] = [];
  const notices: ["set" | "cleared", object][] = [];
  const told: ExternalLimitNotices = {
    limitSet: (notice) => void notices.push(["set", notice]),
    limitCleared: (notice) => void notices.push(["cleared", notice]),
  };
  let transactions = 0;
  const engine = createSmartCharging({
    hardware,
    transactions: {
      idAt: (evseId) => running.get(evseId) ?? null,
      authorizedAt: (evseId) => running.has(evseId),
      rateChanged: (evseId) => void rateChanges.push(evseId),
    },
    notices: told,
    evPort: { tellNeeds: () => Promise.resolve("none"), tellSchedule: () => undefined },
    limitsChanged: () => undefined,
    deviceModel,
    clock,
    store,
    logger,
  });
  engine.start();
  const evse = (evseId: number): EvseHardware => {
    const found = hardware.evses.find(({ id }) => id === evseId);
    if (!found) throw new Error(`no EVSE ${evseId}`);
    return found;
  };
  const tryInstall = (profile: object, evseId: number) =>
    engine.install(profileFromOcpp2(profile as ProfileOcpp2), evseId);
  return {
    ...{ engine, hardware, deviceModel, clock, store, notices, rateChanges, evse },
    amps: (evseId) => evse(evseId).readMeter().currentA[0] ?? 0,
    watts: (evseId) => evse(evseId).readMeter().powerW,
    install(profile, evseId = 1) {
      const outcome = tryInstall(profile, evseId);
      if ("refusal" in outcome) throw new Error(outcome.refusal.because);
      outcome.afterwards();
    },
    refusal(profile, evseId = 1) {
      const outcome = tryInstall(profile, evseId);
      return "refusal" in outcome ? outcome.refusal.reasonCode : null;
    },
    arrives(evseId, ev) {
      const refused = hardware.actions.plugIn({ evseId, connectorId: 1, side: "both", ...(ev && { ev }) });
      if (refused) throw new Error(refused.because);
      const transactionId = `tx-${++transactions}`;
      running.set(evseId, transactionId);
      engine.transactionsChanged();
      evse(evseId).offerEnergy();
      return transactionId;
    },
    leaves(evseId) {
      evse(evseId).withdrawEnergy();
      running.delete(evseId);
      engine.transactionsChanged();
      hardware.actions.plugOut({ evseId, connectorId: 1, side: "both" });
    },
  };
}

function observeEverything(hardware: VirtualStation, observe: (hardware: VirtualStation) => void): void {
  for (const type of ["energyTransferChanged", "evReadyChanged"] as const)
    hardware.events.on(type, () => observe(hardware));
  const setLimits = hardware.setLimits.bind(hardware);
  hardware.setLimits = (limits) => {
    setLimits(limits);
    observe(hardware);
  };
}
