import type { Duration, Logger, ManualClock } from "../../src/kernel/index.js";
import type { OcppVersion, RpcErrorCode } from "../../src/protocol/index.js";
import type {
  Authenticate,
  CallOutcome,
  CsmsPeer,
  PeerStation,
  TokenList,
} from "../../src/sandbox-csms/index.js";
import type { Match } from "./inbox.js";
import type { ScriptedAnswer } from "./scripted-answers.js";

export interface FakeCsmsOptions {
  readonly clock: ManualClock;
  /** The only version that it speaks, or several; `ocpp2.0.1` unless told. */
  readonly version?: OcppVersion | readonly OcppVersion[];
  readonly authenticate?: Authenticate;
  /** Interval that BootNotification is answered with, in seconds; 300 unless told. */
  readonly heartbeatInterval?: number;
  /** Virtual time that an expectation waits; one minute unless told. */
  readonly within?: Duration;
  readonly logger?: Logger;
}

/** How long a step may take. */
export interface Patience {
  readonly within?: Duration;
}

export type Payload = Readonly<Record<string, unknown>>;

/**
 * A CSMS for tests that reads like a sequence diagram. It answers as an honest CSMS does, unless told; waiting
 * moves the manual clock from timer to timer. {@link FakeCsms.done} fails the test if the station sent anything
 * that was not expected, broke the protocol, or did not send what was announced, and draws the dialogue.
 *
 * @example
 * ```ts
 * await using csms = await fakeCsms({ clock });
 * const station = startStation({ url: csms.url, clock });
 * await csms.expects("BootNotification", { reason: "PowerUp" });
 * await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Available" });
 * await csms.sends("ChangeAvailability", { operationalStatus: "Inoperative", evse: { id: 1 } });
 * csms.station.answers({ status: "Accepted" });
 * await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Unavailable" });
 * ```
 */
export interface FakeCsms extends AsyncDisposable {
  /** The endpoint for the station's configuration, without the identity. */
  readonly url: string;
  readonly peer: CsmsPeer;
  readonly tokens: TokenList;
  /** What the station did with the last CALL of the CSMS. */
  readonly station: {
    /** The last CALL got a response that holds `match`. */
    answers(match?: Match): void;
    /** The last CALL was answered by a CALLERROR with that code. */
    refuses(code: string): void;
    /** The station of the newest connection. */
    readonly connection: PeerStation;
  };
  /** Waits until a station is connected. */
  connects(patience?: Patience): Promise<void>;
  /** Waits until no station is connected. */
  disconnects(patience?: Patience): Promise<void>;
  /** Sends a CALL and gives the response; throws where there is none. The payload must be valid. */
  sends(action: string, payload: object, patience?: Patience): Promise<Payload>;
  /** Sends a CALL, valid or not, and tells how it ended. */
  asks(action: string, payload: unknown, patience?: Patience): Promise<CallOutcome>;
  /** Waits for the oldest request that matches and was not expected before; gives its payload. */
  expects(action: string, match?: Match, patience?: Patience): Promise<Payload>;
  /** Expects these requests, and that the station sent them one after the other. */
  expectsInOrder(
    ...patterns: readonly (readonly [action: string, match?: Match])[]
  ): Promise<readonly Payload[]>;
  /** The station must send this before {@link FakeCsms.done}; does not wait. */
  announces(action: string, match?: Match): void;
  /** Requests that do not matter to the test. */
  ignores(...patterns: readonly (string | readonly [action: string, match: Match])[]): void;
  /** Answers requests of that action from now on. */
  answers(action: string, answer: ScriptedAnswer): void;
  /** Answers the next request of that action; it must come. */
  answersNext(action: string, answer: ScriptedAnswer): void;
  /** Answers the next request of that action with a CALLERROR; it must come. */
  refuses(action: string, code: RpcErrorCode, description?: string): void;
  /** Cuts the connection and is out of reach. */
  goesOffline(): Promise<void>;
  /** Can be reached again. */
  comesBack(): void;
  /** Lets that time pass, in which the station must send nothing (but what is ignored). */
  quiet(span: Duration): Promise<void>;
  /** Lets that time pass. */
  waits(span: Duration): Promise<void>;
  /** Lets input and output come to rest, with the clock standing still. */
  settles(): Promise<void>;
  /** The dialogue so far as a drawing. */
  drawing(): string;
  /** Ends the test: stops the CSMS and fails for all that is left over. */
  done(): Promise<void>;
}
