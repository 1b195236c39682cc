import type { OpenSocket, Socket, SocketListener } from "../csms-link/index.js";
import type { NetworkConditions } from "../hardware/index.js";
import { Seconds, type Clock } from "../kernel/index.js";
import { createFates, type Fates } from "./frame-fates.js";
import { Lane } from "./frame-lane.js";

/** As long as a real handshake is waited for. */
const HANDSHAKE_TIMEOUT = Seconds(30);

interface Abilities {
  /** `null`: frames come through untouched. */
  readonly conditions: () => NetworkConditions | null;
  readonly clock: Clock;
}

/** Puts the network's conditions between the sockets of a station and their wire. The link knows nothing of it. */
export function disturbedBy(abilities: Abilities): (open: OpenSocket) => OpenSocket {
  const fates = createFates();
  return (open) => (target, listener) =>
    abilities.conditions()?.halfOpen === true
      ? unansweredSocket(abilities.clock, listener)
      : new DisturbedSocket(abilities, fates, (inner) => open(target, inner), listener);
}

/** An attempt that nobody answers. */
function unansweredSocket(clock: Clock, listener: SocketListener): Socket {
  const patience = clock.timer("WebSocket handshake", HANDSHAKE_TIMEOUT, () =>
    listener.closed("it did not answer the WebSocket handshake in time", "unreachable"),
  );
  const nothing = (): void => undefined;
  return {
    resume: nothing,
    send: nothing,
    ping: nothing,
    close: nothing,
    abandon: () => patience.cancel(),
  };
}

class DisturbedSocket implements Socket {
  readonly #conditions: () => NetworkConditions | null;
  readonly #fates: Fates;
  readonly #outward: Lane;
  readonly #inward: Lane;
  readonly #below: Socket;
  /** The other side has closed while nothing came through; the next frame will find out. */
  #closedUnheard: (() => void) | null = null;

  constructor(
    { conditions, clock }: Abilities,
    fates: Fates,
    open: (listener: SocketListener) => Socket,
    listener: SocketListener,
  ) {
    this.#conditions = conditions;
    this.#fates = fates;
    this.#outward = new Lane(clock);
    this.#inward = new Lane(clock);
    this.#below = open({
      opened: (version) => this.#receive(() => listener.opened(version)),
      closed: (because, failure) => {
        const tell = (): void => listener.closed(because, failure);
        if (this.#halfOpen) this.#closedUnheard = tell;
        else this.#inward.add(0, tell);
      },
      text: (frame) => {
        for (const { text, delay } of this.#fates.received(frame, this.#conditions()))
          this.#inward.add(delay, () => listener.text(text));
      },
      binary: () => this.#receive(() => listener.binary()),
      unreadable: (description) => this.#receive(() => listener.unreadable(description)),
      pong: () => this.#receive(() => listener.pong()),
    });
  }

  resume(): void {
    this.#below.resume();
  }

  send(text: string): void {
    this.#findOut();
    for (const fate of this.#fates.sent(text, this.#conditions()))
      this.#outward.add(fate.delay, () => this.#below.send(fate.text));
  }

  ping(): void {
    this.#findOut();
    for (const { delay } of this.#fates.sent("", this.#conditions()))
      this.#outward.add(delay, () => this.#below.ping());
  }

  close(code: number, reason: string): void {
    if (!this.#halfOpen) this.#outward.add(0, () => this.#below.close(code, reason));
  }

  abandon(): void {
    this.#outward.clear();
    this.#inward.clear();
    this.#closedUnheard = null;
    this.#below.abandon();
  }

  get #halfOpen(): boolean {
    return this.#conditions()?.halfOpen === true;
  }

  #receive(tell: () => void): void {
    for (const { delay } of this.#fates.received("", this.#conditions())) this.#inward.add(delay, tell);
  }

  #findOut(): void {
    if (this.#halfOpen) return;
    const tell = this.#closedUnheard;
    this.#closedUnheard = null;
    if (tell) this.#inward.add(0, tell);
  }
}
