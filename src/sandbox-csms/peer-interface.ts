import type { Clock, EventBus, Logger, Random, Unsubscribe } from "../kernel/index.js";
import type { MessageValidators, OcppVersion } from "../protocol/index.js";
import type { Behaviour } from "./answers.js";
import type { Authenticate } from "./handshake.js";
import type { RecordedFrame } from "./recording.js";
import type { PeerStation } from "./stations.js";

/** Gives the validators of a version; asked once for each version that is spoken. */
export type LoadValidators = (version: OcppVersion) => Promise<MessageValidators>;

/** What happens at a peer. */
export interface PeerEvents {
  connected: { readonly identity: string; readonly version: OcppVersion };
  disconnected: { readonly identity: string; readonly code: number };
  frame: { readonly identity: string; readonly frame: RecordedFrame };
  /** Something that a correct station does not do, or a wrong answer of a behaviour. */
  problem: { readonly identity: string; readonly description: string };
}

/** How the peer treats those who want to connect: serves them, refuses, or is not there at all. */
export type Door =
  | { readonly kind: "open" }
  | { readonly kind: "httpError"; readonly status: number }
  | { readonly kind: "noSubprotocol" }
  | { readonly kind: "unreachable" };

export interface CsmsPeerOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Path of the endpoint, before the identity; `/ocpp` unless told. */
  readonly path?: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random?: Random;
  readonly validators: LoadValidators;
  /** Oldest first; the newest is asked first. */
  readonly behaviours: readonly Behaviour[];
  /** Everybody may connect unless told. */
  readonly authenticate?: Authenticate;
  readonly versions: readonly OcppVersion[];
  /** Frames kept for each station; 1000 unless told. */
  readonly framesKept?: number;
  /** Stations remembered, where the oldest that are not connected are forgotten first; 5000 unless told. */
  readonly stationsKept?: number;
  /** Whether compression is agreed to (RFC 7692); off unless told. */
  readonly compression?: boolean;
}

/** The CSMS' side of the wire: it records, answers by behaviours, and misbehaves on request. */
export interface CsmsPeer {
  readonly port: number;
  /** The endpoint without the identity. */
  readonly url: string;
  readonly events: EventBus<PeerEvents>;
  /** Counts everything that moved on the network: connections, handshakes, frames, closings. */
  readonly activity: number;
  stations(): readonly PeerStation[];
  station(identity: string): PeerStation | undefined;
  /** The validators of a version, loaded once. */
  validatorsFor(version: OcppVersion): Promise<MessageValidators>;
  /** Adds a behaviour that is asked before all others. */
  behave(behaviour: Behaviour): Unsubscribe;
  /** Changes how later connections are treated; those that are open stay. */
  setDoor(door: Door): void;
  /** Cuts all connections and stops listening. */
  stop(): Promise<void>;
}
