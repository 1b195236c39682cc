import type { SnapshotFrom } from "xstate";
import {
  createStepper,
  Seconds,
  messageOf,
  type Clock,
  type Logger,
  type Random,
  type Timer,
} from "../kernel/index.js";
import type { OcppVersion } from "../protocol/index.js";
import { createBackOff, type BackOff } from "./back-off.js";
import { connectionMachine, type ConnectionAction, type ConnectionEvent } from "./connection.machine.js";
import { printableUrl } from "./handshake.js";
import type { ConnectFailure, ConnectionPlan, ConnectionTarget } from "./interface.js";
import { startPinging, type Pinger } from "./ping.js";
import type { LinkSettings, LinkValidators, LoadLinkValidators, Network, TlsOptions } from "./settings.js";
import type { Socket } from "./socket-interface.js";
import { openSocket } from "./socket.js";

const CLOSE_LIMIT = Seconds(2);
const GOING_AWAY = 1001;
const chart = createStepper(connectionMachine);

/** What the connection tells the link. */
export interface ConnectionListener {
  opened(version: OcppVersion, validators: LinkValidators): void;
  closed(because: string): void;
  attemptFailed(failure: ConnectFailure, because: string): void;
  text(frame: string): void;
  binary(): void;
  unreadable(description: string): void;
}

export interface ConnectionAbilities {
  readonly target: ConnectionTarget;
  /** Absent: every attempt goes to the target, by the back-off. */
  readonly plan?: ConnectionPlan;
  readonly tls?: () => TlsOptions;
  readonly settings: LinkSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly network: Network;
  readonly validators: LoadLinkValidators;
}

/** Carries out what {@link connectionMachine} decides: sockets, timers, pings. */
export class Connection {
  readonly #abilities: ConnectionAbilities;
  readonly #listener: ConnectionListener;
  readonly #backOff: BackOff;
  #snapshot: SnapshotFrom<typeof connectionMachine> = chart.initial;
  readonly #events: { event: ConnectionEvent; because: string | undefined }[] = [];
  #dispatching = false;
  #socket: Socket | undefined;
  #pinger: Pinger | undefined;
  #timer: Timer | undefined;
  #unwatchNetwork: (() => void) | undefined;
  #negotiated: { version: OcppVersion; validators: LinkValidators } | undefined;
  #because = "";
  #whenStopped: (() => void)[] = [];

  constructor(abilities: ConnectionAbilities, listener: ConnectionListener) {
    this.#abilities = abilities;
    this.#listener = listener;
    this.#backOff = createBackOff(abilities.settings, abilities.random);
  }

  get online(): boolean {
    return this.#snapshot.value === "open";
  }

  start(): void {
    const { network } = this.#abilities;
    this.#unwatchNetwork ??= network.onNetworkChanged(() =>
      network.online
        ? this.#dispatch({ type: "networkReturned" })
        : this.#dispatch({ type: "networkLost" }, "the network is down"),
    );
    this.#abilities.plan?.started();
    this.#dispatch({ type: "startRequested", networkUp: network.online });
  }

  /** Resolves when the connection is closed, at the latest after {@link CLOSE_LIMIT}. */
  stop(): Promise<void> {
    if (this.#snapshot.value === "stopped") return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenStopped.push(resolve);
      this.#dispatch({ type: "stopRequested" }, "the station stops");
    });
  }

  drop(): void {
    this.#dispatch({ type: "dropRequested" }, "the connection was dropped");
  }

  reconnect(because: string): void {
    this.#dispatch({ type: "reconnectRequested" }, because);
  }

  /** Hands a frame to the socket of an open connection; drops it where there is none. */
  send(frame: string): void {
    if (this.online) this.#socket?.send(frame);
  }

  /** Closes for a fault of the other side, then connects anew by the back-off. */
  closeFor(code: number, because: string): void {
    if (!this.online) return;
    this.#socket?.close(code, because);
    this.#socket = undefined;
    this.#dispatch({ type: "socketClosed" }, because);
  }

  // Events raised while an event is carried out wait their turn, so that listeners may call anything.
  #dispatch(event: ConnectionEvent, because?: string): void {
    this.#events.push({ event, because });
    if (this.#dispatching) return;
    this.#dispatching = true;
    try {
      for (let next = this.#events.shift(); next; next = this.#events.shift()) {
        this.#because = next.because ?? this.#because;
        const [snapshot, actions] = chart.step(this.#snapshot, next.event);
        this.#snapshot = snapshot;
        for (const action of actions) this.#tryToCarryOut(action as ConnectionAction);
      }
    } finally {
      this.#dispatching = false;
    }
  }

  // Called from socket events and timers, where an error would end the process.
  #tryToCarryOut(action: ConnectionAction): void {
    try {
      this.#carryOut(action);
    } catch (error) {
      this.#abilities.logger.error(
        { err: error },
        `The connection to the CSMS failed at ${action}: internal error`,
      );
    }
  }

  #carryOut(action: ConnectionAction): void {
    switch (action) {
      case "openSocket":
        return this.#openSocket();
      case "abandonSocket":
        this.#socket?.abandon();
        this.#socket = undefined;
        return;
      case "closeSocket":
        return this.#socket?.close(GOING_AWAY, this.#because.slice(0, 100));
      case "startWaiting":
        return this.#startWaiting();
      case "startCloseLimit":
        this.#timer = this.#abilities.clock.timer("WebSocket close", CLOSE_LIMIT, () =>
          this.#dispatch({ type: "closeTimedOut" }),
        );
        return;
      case "stopWaiting":
      case "stopCloseLimit":
        return this.#timer?.cancel();
      case "resetBackOff":
        return this.#backOff.reset();
      case "announceOpened":
        return this.#announceOpened();
      case "announceClosed":
        this.#pinger?.stop();
        this.#pinger = undefined;
        this.#abilities.logger.info(`Connection to the CSMS closed: ${this.#because}`);
        this.#abilities.plan?.lost();
        return this.#listener.closed(this.#because);
      case "announceStopped":
        return this.#announceStopped();
    }
  }

  #openSocket(): void {
    const { target, tls, clock, validators, logger, network } = this.#abilities;
    // The callbacks may run before the socket is known.
    const opening: { socket?: Socket } = {};
    const ifCurrent = (work: () => void): void => {
      if (opening.socket !== undefined && this.#socket === opening.socket) work();
    };
    const open = network.carry?.(openSocket) ?? openSocket;
    opening.socket = open(
      { target, tls, clock },
      {
        opened: (version) =>
          void validators(version).then(
            (loaded) =>
              ifCurrent(() => {
                this.#negotiated = { version, validators: loaded };
                this.#dispatch({ type: "opened" });
              }),
            (error: unknown) =>
              ifCurrent(() => {
                logger.error({ err: error }, `The schemas of ${version} cannot be loaded`);
                this.#socket?.abandon();
                this.#dispatch({ type: "socketClosed" }, messageOf(error));
              }),
          ),
        closed: (because, failure) =>
          ifCurrent(() => {
            this.#socket = undefined;
            if (this.online) this.#dispatch({ type: "socketClosed" }, because);
            else this.#attemptFailed(failure, because);
          }),
        text: (frame) =>
          ifCurrent(() => {
            if (this.online) this.#listener.text(frame);
          }),
        binary: () =>
          ifCurrent(() => {
            if (this.online) this.#listener.binary();
          }),
        unreadable: (description) =>
          ifCurrent(() => {
            if (this.online) this.#listener.unreadable(description);
          }),
        pong: () => this.#pinger?.pongReceived(),
      },
    );
    this.#socket = opening.socket;
  }

  #attemptFailed(failure: ConnectFailure, because: string): void {
    // What follows from closing is no attempt.
    if (this.#snapshot.value !== "connecting") return this.#dispatch({ type: "socketClosed" }, because);
    const { plan, logger, target } = this.#abilities;
    const where = printableUrl(target.url);
    this.#listener.attemptFailed(failure, because);
    const atOnce = plan?.attemptFailed(failure) ?? false;
    if (atOnce) logger.warn(`Not connected to the CSMS at ${where}: ${because}; another way is tried now`);
    this.#dispatch({ type: "attemptFailed", atOnce }, because);
  }

  #startWaiting(): void {
    const { clock, logger, target } = this.#abilities;
    const wait = this.#backOff.next();
    logger.warn(
      `Not connected to the CSMS at ${printableUrl(target.url)}: ${this.#because}; next attempt in ${(wait / 1000).toFixed(1)} s`,
    );
    this.#timer = clock.timer("reconnect", wait, () => this.#dispatch({ type: "waitElapsed" }));
  }

  #announceOpened(): void {
    const { settings, clock, logger, plan, target } = this.#abilities;
    const negotiated = this.#negotiated;
    const socket = this.#socket;
    if (!negotiated || !socket) return;
    logger.info(`Connected to the CSMS at ${printableUrl(target.url)} with ${negotiated.version}`);
    this.#pinger = startPinging({
      clock,
      settings,
      sendPing: () => socket.ping(),
      lost: () => this.#dispatch({ type: "dropRequested" }, "it no longer answers pings"),
    });
    plan?.opened();
    this.#listener.opened(negotiated.version, negotiated.validators);
    socket.resume();
  }

  #announceStopped(): void {
    if (this.#snapshot.value === "stopped") {
      this.#unwatchNetwork?.();
      this.#unwatchNetwork = undefined;
    }
    const waiters = this.#whenStopped;
    this.#whenStopped = [];
    for (const resolve of waiters) resolve();
  }
}
