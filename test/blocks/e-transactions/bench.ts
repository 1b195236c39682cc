import {
  createTransactions,
  type TransactionAbilities,
  type TransactionEvent,
  type TransactionsEngine,
  type TxPoint,
} from "../../../src/blocks/e-transactions/index.js";
import type {
  Authorization,
  AuthorizationOutcome,
  IdToken,
} from "../../../src/blocks/c-authorization/index.js";
import { createMeterValues } from "../../../src/blocks/j-meter-values/index.js";
import { createDeviceModel, loadDefinitions, type DeviceModel } from "../../../src/device-model/index.js";
import { createVirtualStation, type CableKind, type VirtualStation } from "../../../src/hardware/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
  type ManualClock,
  type Store,
} from "../../../src/kernel/index.js";

export const alice: IdToken = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
export const bob: IdToken = { idToken: "04A2B3C4D5E681", type: "ISO14443" };
export const carol: IdToken = { idToken: "04A2B3C4D5E682", type: "ISO14443" };

export interface Bench {
  readonly clock: ManualClock;
  readonly hardware: VirtualStation;
  readonly transactions: TransactionsEngine;
  readonly deviceModel: DeviceModel;
  /** Events queued so far. */
  readonly events: TransactionEvent[];
  /** The next events as `Type trigger state [reason]`, and forgets them. */
  told(): string[];
  online: boolean;
  swipe(token: IdToken, evseId?: number): Promise<void>;
  readonly lockFailures: boolean[];
  readonly asked: string[];
  /** The same station after a power cut: everything but the store and the virtual world is gone. */
  afterPowerCut(): Bench;
}

export interface BenchOptions {
  readonly start?: readonly TxPoint[];
  readonly stop?: readonly TxPoint[];
  readonly cable?: CableKind;
  readonly variables?: Record<string, string | number | boolean>;
  readonly evses?: number;
  /** Locks keep EVs out until somebody is authorized. */
  readonly accessLock?: boolean;
  /** The EVSEs talk ISO 15118. */
  readonly iso15118?: boolean;
  /** Nothing is reserved unless told. */
  readonly reservations?: TransactionAbilities["reservations"];
  /** As in OCPP 1.6; not so unless told. */
  readonly startsOnlyLocked?: boolean;
  readonly asksOnlyWhereItMatters?: boolean;
  /** What the CSMS says of a token; Accepted with the group of alice and bob unless told. */
  readonly judge?: (token: IdToken) => AuthorizationOutcome;
}

const FAMILY: IdToken = { idToken: "FLEET-A", type: "Central" };

const honest = (token: IdToken): AuthorizationOutcome => ({
  info: {
    status: "Accepted",
    ...([alice.idToken, bob.idToken].includes(token.idToken) && { groupIdToken: FAMILY }),
  },
  source: "csms",
  masterPass: token.idToken === "MASTER-0001",
});

/** The Transactions engine on virtual hardware, with a CSMS reduced to its judgement of tokens. */
export function bench(
  options: BenchOptions = {},
  store: Store = createMemoryStore(),
  clock = createManualClock(),
  random = createSeededRandom(1),
): Bench {
  const logger = createSilentLogger();
  const layout = {
    evses: Array.from({ length: options.evses ?? 2 }, (_, index) => ({
      id: index + 1,
      parkingBaySensor: true,
      ...(options.iso15118 && { iso15118: true }),
      connectors: [
        {
          id: 1,
          type: "sType2",
          cable: options.cable ?? "detachable",
          phases: 3,
          maxCurrent: 32,
          dc: false,
          ...(options.accessLock && { accessLock: true }),
        },
      ],
    })),
  };
  const hardware = createVirtualStation({ layout, clock, store, random, logger });
  const deviceModel = createDeviceModel({
    definitions: loadDefinitions(),
    layout,
    identity: {
      identity: "CS-0001",
      vendorName: "Kerbside",
      model: "Duo-22",
      serialNumber: "KS-0001",
      firmwareVersion: "1.0.0",
    },
    initial: { ...options.variables },
    store,
    clock,
    logger,
  });
  const events: TransactionEvent[] = [];
  const asked: string[] = [];
  const lockFailures: boolean[] = [];
  let online = true;
  let read = 0;
  const authorization: Authorization = {
    required: true,
    authorize(token) {
      asked.push(token.idToken);
      return Promise.resolve((options.judge ?? honest)(token));
    },
    authorizeContract({ emaid }) {
      asked.push(emaid);
      return Promise.resolve((options.judge ?? honest)({ idToken: emaid, type: "eMAID" }));
    },
    validLocally: () => null,
    learn: () => undefined,
    clearCache: () => true,
    cached: () => null,
    forgetCached: () => undefined,
    isMasterPass: () => false,
  };
  const transactions = createTransactions({
    userInterface: false,
    prompt: { ask: () => undefined },
    hardware,
    deviceModel,
    authorization,
    meterValues: createMeterValues({ endedWithUpdated: () => false, deviceModel, hardware, clock, logger }),
    availability: { usable: () => true, transactionEnded: () => undefined },
    reservations: options.reservations ?? {
      admits: () => true,
      mayAdmit: () => true,
      isReservedFor: () => false,
      use: () => undefined,
    },
    lockResult: (_evseId, _connectorId, failed) => lockFailures.push(failed),
    outbox: { enqueue: (_kind, fact) => void events.push(fact as TransactionEvent), waiting: () => [] },
    online: () => online,
    asksOnlyWhereItMatters: () => options.asksOnlyWhereItMatters ?? false,
    startsOnlyLocked: () => options.startsOnlyLocked ?? false,
    maySessionBegin: () => true,
    points: () => ({
      start: options.start ?? ["EVConnected", "Authorized"],
      stop: options.stop ?? ["EVConnected", "Authorized"],
    }),
    clock,
    store,
    random,
    logger,
  });
  transactions.recover();
  return {
    clock,
    hardware,
    transactions,
    deviceModel,
    events,
    lockFailures,
    asked,
    get online() {
      return online;
    },
    set online(value) {
      online = value;
    },
    told() {
      const fresh = events.slice(read);
      read = events.length;
      return fresh.map((e) =>
        [e.eventType, e.triggerReason, e.chargingState, e.stoppedReason]
          .filter((word) => word !== undefined)
          .join(" "),
      );
    },
    async swipe(token, evseId) {
      hardware.actions.presentToken(token, evseId);
      await clock.advance(0 as never);
    },
    afterPowerCut() {
      transactions.dispose();
      hardware.stop();
      return bench(options, store, clock, random);
    },
  };
}

export const at = { evseId: 1, connectorId: 1 } as const;
