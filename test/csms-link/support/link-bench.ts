import {
  createCsmsLink,
  type ConnectionTarget,
  type CsmsLink,
  type CsmsLinkAbilities,
  type LinkValidators,
  type OutboxCodec,
  type RequestHandlers,
  type TracedFrame,
} from "../../../src/csms-link/index.js";
import {
  Seconds,
  createManualClock,
  createMemoryStore,
  createSeededRandom,
  type Logger,
  type ManualClock,
  type Store,
} from "../../../src/kernel/index.js";
import { eventually } from "./eventually.js";
import { startScriptedCsms, type ScriptedCsms } from "./scripted-csms.js";

/** Schemas small enough to read: three actions, `bad` in a payload violates each. */
const validators: LinkValidators = {
  knowsAction: (action) =>
    ["DataTransfer", "Heartbeat", "ClearCache", "Reset", "TransactionEvent"].includes(action),
  validateRequest: (_action, payload) => violation(payload),
  validateResponse: (_action, payload) => violation(payload),
};
const violation = (payload: unknown) =>
  payload !== null && typeof payload === "object" && "bad" in payload
    ? ({ code: "TypeConstraintViolation", description: "/bad must not be there" } as const)
    : null;

export interface Note {
  readonly text: string;
  readonly offline?: boolean;
}

/** A codec for notes that writes down what becomes of them. */
export function noteCodec(told: string[]): OutboxCodec<Note> {
  return {
    encode: (note) => ({ action: "TransactionEvent", payload: note }),
    delivered: (note) => void told.push(`delivered ${note.text}`),
    discarded: (note, failure) => void told.push(`discarded ${note.text}: ${failure.kind}`),
    wentOffline: (note) => ({ ...note, offline: true }),
  };
}

export const defaults = {
  messageTimeout: 30,
  webSocketPingInterval: 0,
  messageAttempts: 3,
  messageAttemptInterval: 60,
  retryBackOffWaitMinimum: 10,
  retryBackOffRandomRange: 0,
  retryBackOffRepeatTimes: 2,
};

export interface LinkBench {
  readonly csms: ScriptedCsms;
  readonly link: CsmsLink;
  readonly clock: ManualClock;
  readonly store: Store;
  readonly settings: typeof defaults;
  readonly told: string[];
  readonly log: string[];
  readonly closed: string[];
  readonly badFrames: string[];
  readonly frames: TracedFrame[];
  setNetwork(online: boolean): void;
  pingIntervalChanged(): void;
  /** Starts the link and waits until it is open. */
  connect(): Promise<void>;
  /** Waits until the link is open. */
  connected(): Promise<void>;
  /** A second link over the same store, as after a restart of the process; the first one is dead. */
  restart(): LinkBench;
}

interface BenchOptions {
  readonly target?: Partial<ConnectionTarget>;
  readonly settings?: Partial<typeof defaults>;
  readonly abilities?: Partial<CsmsLinkAbilities>;
}

const open: { link: CsmsLink; csms: ScriptedCsms }[] = [];

/** Call in `afterEach`: closes all links and servers of a test. */
export async function closeBenches(): Promise<void> {
  for (const { link, csms } of open.splice(0)) {
    link.drop();
    void link.stop();
    await csms.close();
  }
}

export async function linkBench(options: BenchOptions = {}): Promise<LinkBench> {
  return benchOver(await startScriptedCsms(), createManualClock(), createMemoryStore(), options);
}

/** A connected link that serves ClearCache, and what else is given, in 2.0.1. */
export async function servingBench(handlers: RequestHandlers = {}): Promise<LinkBench> {
  const bench = await linkBench();
  bench.link.serve("ocpp2.0.1", { ClearCache: () => ({ response: { status: "Accepted" } }), ...handlers });
  await bench.connect();
  return bench;
}

function benchOver(csms: ScriptedCsms, clock: ManualClock, store: Store, options: BenchOptions): LinkBench {
  const settings = { ...defaults, ...options.settings };
  const log: string[] = [];
  const line = (first: object | string, second?: string): void =>
    void log.push(typeof first === "string" ? first : (second ?? ""));
  const logger: Logger = { debug: line, info: line, warn: line, error: line, child: () => logger };
  const network = { online: true, listeners: new Set<() => void>() };
  const pingListeners = new Set<() => void>();
  const watch = (listeners: Set<() => void>, listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };

  const link = createCsmsLink({
    target: {
      url: csms.url,
      identity: "CS 001",
      securityProfile: 0,
      versions: ["ocpp2.0.1", "ocpp1.6"],
      configurationSlot: null,
      ...options.target,
    },
    settings: {
      messageTimeout: () => Seconds(settings.messageTimeout),
      webSocketPingInterval: () => Seconds(settings.webSocketPingInterval),
      onWebSocketPingIntervalChanged: (listener) => watch(pingListeners, listener),
      messageAttempts: () => settings.messageAttempts,
      messageAttemptInterval: () => Seconds(settings.messageAttemptInterval),
      retryBackOffWaitMinimum: () => Seconds(settings.retryBackOffWaitMinimum),
      retryBackOffRandomRange: () => Seconds(settings.retryBackOffRandomRange),
      retryBackOffRepeatTimes: () => settings.retryBackOffRepeatTimes,
    },
    clock,
    store,
    random: createSeededRandom(7),
    logger,
    network: {
      get online() {
        return network.online;
      },
      onNetworkChanged: (listener) => watch(network.listeners, listener),
    },
    validators: () => Promise.resolve(validators),
    ...options.abilities,
  });
  open.push({ link, csms });

  const told: string[] = [];
  link.outbox.register("note", noteCodec(told));
  const closed: string[] = [];
  const badFrames: string[] = [];
  const frames: TracedFrame[] = [];
  link.events.on("closed", ({ because }) => closed.push(because));
  link.events.on("badFrame", ({ description }) => badFrames.push(description));
  link.events.on("frame", (frame) => frames.push(frame));

  const connected = (): Promise<void> =>
    eventually(
      () => link.online,
      () => `a connection; log: ${log.join(" | ")}`,
    );
  return {
    csms,
    link,
    clock,
    store,
    settings,
    told,
    log,
    closed,
    badFrames,
    frames,
    setNetwork(online) {
      network.online = online;
      for (const listener of [...network.listeners]) listener();
    },
    pingIntervalChanged: () => pingListeners.forEach((listener) => listener()),
    connected,
    async connect() {
      link.start();
      await connected();
    },
    restart() {
      network.online = false;
      for (const listener of [...network.listeners]) listener();
      return benchOver(csms, clock, store, options);
    },
  };
}
