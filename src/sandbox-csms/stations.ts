import { Seconds, type Duration } from "../kernel/index.js";
import type { OcppVersion } from "../protocol/index.js";
import type { CallOutcome } from "./calls.js";
import { createBoundedList, type BoundedList, type RecordedFrame } from "./recording.js";
import type { Session } from "./session.js";

/** How long a CSMS waits for the response to its CALL, unless told. */
export const RESPONSE_TIMEOUT = Seconds(30);

/** A station that is, or was, connected to a peer. */
export interface PeerStation {
  readonly identity: string;
  readonly connected: boolean;
  /** Version of the open connection, else of the last one. */
  readonly version: OcppVersion;
  /** Begin of the open connection, else of the last one; milliseconds since 1970. */
  readonly connectedAt: number;
  /** The last frames, oldest first, across connections. */
  readonly frames: readonly RecordedFrame[];
  /** Sends a CALL, unchecked, when those sent before have been answered. */
  call(action: string, payload: unknown, timeout?: Duration): Promise<CallOutcome>;
  /** Sends any text as a frame. */
  sendRaw(text: string): void;
  /** Closes the connection with a close frame. */
  close(code?: number, reason?: string): void;
  /** Cuts the connection without a close frame. */
  drop(): void;
  /** Neither reads nor answers any more; the connection stays open. */
  halfOpen(): void;
}

class KnownStation implements PeerStation {
  readonly #frames: BoundedList<RecordedFrame>;
  session: Session | null = null;
  version: OcppVersion;
  connectedAt: number;

  constructor(
    readonly identity: string,
    version: OcppVersion,
    connectedAt: number,
    framesKept: number,
  ) {
    this.version = version;
    this.connectedAt = connectedAt;
    this.#frames = createBoundedList(framesKept);
  }

  get connected(): boolean {
    return this.session !== null;
  }

  get frames(): readonly RecordedFrame[] {
    return this.#frames.items;
  }

  add(frame: RecordedFrame): void {
    this.#frames.add(frame);
  }

  call(action: string, payload: unknown, timeout = RESPONSE_TIMEOUT): Promise<CallOutcome> {
    return this.session?.call(action, payload, timeout) ?? Promise.resolve({ kind: "disconnected" });
  }

  sendRaw(text: string): void {
    this.session?.sendRaw(text);
  }

  close(code = 1001, reason = ""): void {
    this.session?.close(code, reason);
  }

  drop(): void {
    this.session?.drop();
  }

  halfOpen(): void {
    this.session?.halfOpen();
  }
}

/** How much is remembered, so that made-up identities and talkative stations do not fill the memory. */
interface RegisterLimits {
  readonly framesKept: number;
  readonly stationsKept: number;
}

/** The stations of a peer by identity. */
export class StationRegister {
  readonly #stations = new Map<string, KnownStation>();
  readonly #limits: RegisterLimits;

  constructor(limits: RegisterLimits) {
    this.#limits = limits;
  }

  all(): readonly PeerStation[] {
    return [...this.#stations.values()];
  }

  find(identity: string): PeerStation | undefined {
    return this.#stations.get(identity);
  }

  /** The newest connection of an identity is its connection; an older one is cut. */
  connected(session: Session, now: number): void {
    const { identity, version } = session;
    let station = this.#stations.get(identity);
    if (!station) {
      this.#forgetOne();
      station = new KnownStation(identity, version, now, this.#limits.framesKept);
      this.#stations.set(identity, station);
    }
    const older = station.session;
    Object.assign(station, { session, version, connectedAt: now });
    older?.drop();
  }

  /** @returns whether that was the connection of its station, and not one that had been replaced */
  disconnected(session: Session): boolean {
    const station = this.#stations.get(session.identity);
    if (station?.session !== session) return false;
    station.session = null;
    return true;
  }

  record(identity: string, frame: RecordedFrame): void {
    this.#stations.get(identity)?.add(frame);
  }

  #forgetOne(): void {
    if (this.#stations.size < this.#limits.stationsKept) return;
    for (const [identity, station] of this.#stations) {
      if (!station.connected) return void this.#stations.delete(identity);
    }
  }
}
