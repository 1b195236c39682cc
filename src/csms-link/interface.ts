import type { EventBus, Unsubscribe } from "../kernel/index.js";
import type { OcppVersion, RpcErrorCode } from "../protocol/index.js";

/** Why a CALL got no response. The message was, or may have been, not processed. */
export type CallFailure =
  | { readonly kind: "offline" }
  | { readonly kind: "notAllowed" }
  | { readonly kind: "timeout" }
  | { readonly kind: "rpcError"; readonly code: string; readonly description: string }
  | { readonly kind: "invalidResponse"; readonly description: string };

/** Thrown by {@link CsmsLink.call}. */
export class CallFailed extends Error {
  constructor(
    readonly action: string,
    readonly failure: CallFailure,
  ) {
    super(`${action} failed: ${failure.kind}`);
    this.name = "CallFailed";
  }
}

/** An answer to a CALL of the CSMS: the response, and what to do once it is on the wire. */
export type Reply<Response> =
  | { readonly response: Response; readonly afterwards?: () => void }
  | { readonly error: RpcErrorCode; readonly description: string };

/** Serves one action. Payloads have passed their schema. May be asynchronous; throwing answers InternalError. */
export type RequestHandler<Request, Response> = (
  request: Request,
) => Reply<Response> | Promise<Reply<Response>>;

/** The actions a binding serves, by name. */
export type RequestHandlers = Readonly<Record<string, RequestHandler<never, object>>>;

/**
 * Which messages may pass (B01.FR.08, B02.FR.02, B03.FR.02). `instructed` marks a message that the CSMS asked
 * for by TriggerMessage or a report request.
 */
export interface TrafficRules {
  /** `later`: the message is kept until {@link CsmsLink.setTrafficRules} brings another answer. */
  maySend(action: string, instructed: boolean): boolean | "later";
  /** Whether queued messages (the {@link Outbox}) may go. */
  mayDrain(): boolean;
  /** `null`: may be served; else the error that answers it (B03.FR.08: SecurityError). */
  refuseIncoming(action: string): { code: RpcErrorCode; description: string } | null;
}

/** How the station reaches its CSMS now. */
export interface ConnectionTarget {
  /** ws: or wss: URL of the OCPP-J endpoint, without the identity. */
  readonly url: string;
  readonly identity: string;
  /** 0 plain without authentication (sandbox only), 1 basic authentication, 2 and 3 TLS. */
  readonly securityProfile: 0 | 1 | 2 | 3;
  /** 16 to 40 characters (profiles 1 and 2). */
  readonly basicAuthPassword?: string | Uint8Array;
  /** Offered in this order. */
  readonly versions: readonly OcppVersion[];
  /** Slot of the network connection profile; `null` where there are no slots. */
  readonly configurationSlot: number | null;
}

/** Why an attempt to connect failed, as far as it matters to security and to the choice of the next one. */
export type ConnectFailure =
  /** Nobody there, no network, a handshake that broke. */
  | "unreachable"
  /** The CSMS's certificate is not valid (A00.FR.310, A00.FR.413). */
  | "csmsCertificate"
  /** The CSMS speaks only TLS below 1.2 (A00.FR.316, A00.FR.419). */
  | "tlsVersion"
  /** There is no cipher suite that both accept (A00.FR.323, A00.FR.426). */
  | "cipherSuite"
  /** The CSMS refuses the station's password or certificate. */
  | "authentication";

/** Decides where attempts to connect go (B10); told of each one's outcome. */
export interface ConnectionPlan {
  /** The connection is to be made; the first attempt follows. */
  started(): void;
  /** @returns whether the next attempt may follow at once, because it goes elsewhere or is made otherwise */
  attemptFailed(failure: ConnectFailure): boolean;
  opened(): void;
  /** An open connection is over; attempts to make a new one follow. */
  lost(): void;
}

/** A frame as it went over the wire, for the trace. */
export interface TracedFrame {
  /** From 1, counts all frames of this process. */
  readonly seq: number;
  /** Milliseconds since 1970, station's clock. */
  readonly at: number;
  readonly direction: "sent" | "received";
  readonly messageType: "CALL" | "CALLRESULT" | "CALLERROR";
  readonly messageId: string;
  readonly action?: string;
  readonly payload: unknown;
}

export interface CsmsLinkEvents {
  /** Connected; `offlineFor` is the milliseconds since the last connection was lost, `null` the first time. */
  opened: { version: OcppVersion; offlineFor: number | null };
  closed: { because: string };
  attemptFailed: { failure: ConnectFailure; because: string };
  frame: TracedFrame;
  /** A CALL of the CSMS could not be served as it was (for the security log and the trace). */
  badFrame: { description: string };
}

/** The one WebSocket of a station. */
export interface CsmsLink {
  readonly online: boolean;
  /** Version of the open connection, else of the last one, else the first offered. */
  readonly version: OcppVersion;
  readonly target: ConnectionTarget;
  readonly events: EventBus<CsmsLinkEvents>;
  readonly outbox: Outbox;
  /** Connects, and reconnects until {@link CsmsLink.stop}. */
  start(): void;
  /** Closes the connection (code 1001) and stops reconnecting. */
  stop(): Promise<void>;
  /** Drops the connection at once, as a pulled cable does, without a close frame. */
  drop(): void;
  /** Closes and connects anew, for changed settings. */
  reconnect(because: string): void;
  /**
   * Sends a CALL behind all that were sent before and waits for its response.
   * @throws CallFailed
   */
  call<Response extends object>(
    action: string,
    payload: object,
    options?: { instructed?: boolean },
  ): Promise<Response>;
  /** Says what the CSMS may ask in that version; may be called for several blocks, each action once. */
  serve(version: OcppVersion, handlers: RequestHandlers): void;
  /** The same for handlers that are made when the CSMS first asks for anything in that version. */
  serveOnDemand(version: OcppVersion, handlers: () => RequestHandlers): void;
  setTrafficRules(rules: TrafficRules): void;
}

/** How one kind of queued fact becomes a message, and what its fate means. */
export interface OutboxCodec<Fact> {
  /** The message in the version that is spoken now; `null`: nothing to say in that version, the fact is dropped. */
  encode(fact: Fact, version: OcppVersion): { action: string; payload: object } | null;
  /** Answered. Runs in the same store transaction that removes the fact. */
  delivered(fact: Fact, response: object, version: OcppVersion): void;
  /** Given up after the last attempt (E13.FR.04), or refused at once. */
  discarded(fact: Fact, failure: CallFailure): void;
  /** Whether no further attempt can succeed, though attempts are left; absent: never. */
  isFinal?(failure: CallFailure): boolean;
  /** The station went offline while this waited (E11.FR.07). */
  wentOffline(fact: Fact): Fact;
}

/**
 * The durable queue of messages that must reach the CSMS, in order, across connections and power cuts.
 * A fact is on disk when {@link Outbox.enqueue} returns.
 */
export interface Outbox {
  /** Teaches a kind of fact. All kinds must be known before the link starts. */
  register<Fact>(kind: string, codec: OutboxCodec<Fact>): void;
  enqueue<Fact>(kind: string, fact: Fact): void;
  /** Facts not yet delivered, oldest first. */
  waiting(): readonly { readonly kind: string; readonly fact: unknown }[];
  /** How many wait. */
  readonly length: number;
  /** Calls `listener` whenever the last one that waited has left the queue. */
  onEmptied(listener: () => void): Unsubscribe;
}
