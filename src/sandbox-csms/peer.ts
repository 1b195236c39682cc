import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { createEventBus, createSystemRandom, type EventBus, type Unsubscribe } from "../kernel/index.js";
import type { MessageValidators, OcppVersion } from "../protocol/index.js";
import type { Answer, AnswerContext, Behaviour, StationRequest } from "./answers.js";
import { chooseVersion, readHandshake } from "./handshake.js";
import { listen, portOf, refuse, stopListening } from "./http-server.js";
import type { CsmsPeer, CsmsPeerOptions, Door, PeerEvents } from "./peer-interface.js";
import type { RecordedFrame } from "./recording.js";
import { Session, type SessionSurroundings } from "./session.js";
import { StationRegister, type PeerStation } from "./stations.js";

/** Far above any message of a station, and small enough to be no danger. */
const LONGEST_MESSAGE = 4 * 1024 * 1024;

class WebSocketPeer implements CsmsPeer {
  readonly events: EventBus<PeerEvents>;
  readonly #options: CsmsPeerOptions;
  readonly #path: string;
  readonly #server: Server;
  readonly #webSockets: WebSocketServer;
  readonly #sockets = new Set<Socket>();
  readonly #register: StationRegister;
  readonly #surroundings: SessionSurroundings;
  readonly #validators = new Map<OcppVersion, Promise<MessageValidators>>();
  #behaviours: readonly Behaviour[];
  #door: Door = { kind: "open" };
  #activity = 0;

  constructor(options: CsmsPeerOptions) {
    const { clock, logger, random = createSystemRandom(), framesKept = 1000, stationsKept = 5000 } = options;
    this.#options = options;
    this.#path = options.path ?? "/ocpp";
    this.#behaviours = [...options.behaviours].reverse();
    this.#register = new StationRegister({ framesKept, stationsKept });
    this.events = createEventBus((error, type) =>
      logger.error({ err: error }, `a listener of ${type} failed`),
    );
    this.#surroundings = {
      clock,
      random,
      logger,
      answerTo: (request, context) => this.#answerTo(request, context),
      record: (identity, frame) => this.#record(identity, frame),
      problem: (identity, description) => {
        logger.warn({ identity }, `${identity}: ${description}`);
        this.events.emit("problem", { identity, description });
      },
    };
    this.#webSockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: LONGEST_MESSAGE,
      perMessageDeflate: options.compression
        ? { serverNoContextTakeover: true, clientNoContextTakeover: true, threshold: 1024 }
        : false,
      handleProtocols: (offered) =>
        this.#door.kind === "noSubprotocol" ? false : (chooseVersion(offered, options.versions) ?? false),
    });
    this.#server = createServer((_request, response) => response.writeHead(426).end());
    this.#server.on("connection", (socket) => {
      this.#activity++;
      this.#sockets.add(socket);
      socket.on("data", () => this.#activity++);
      socket.on("close", () => {
        this.#activity++;
        this.#sockets.delete(socket);
      });
      if (this.#door.kind === "unreachable") socket.destroy();
    });
    this.#server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
  }

  get port(): number {
    return portOf(this.#server);
  }

  get url(): string {
    return `ws://${this.#options.host}:${this.port}${this.#path}`;
  }

  get activity(): number {
    return this.#activity;
  }

  stations(): readonly PeerStation[] {
    return this.#register.all();
  }

  station(identity: string): PeerStation | undefined {
    return this.#register.find(identity);
  }

  validatorsFor(version: OcppVersion): Promise<MessageValidators> {
    const loading = this.#validators.get(version) ?? this.#options.validators(version);
    this.#validators.set(version, loading);
    return loading;
  }

  behave(behaviour: Behaviour): Unsubscribe {
    this.#behaviours = [behaviour, ...this.#behaviours];
    return () => {
      this.#behaviours = this.#behaviours.filter((other) => other !== behaviour);
    };
  }

  setDoor(door: Door): void {
    this.#door = door;
  }

  listen(): Promise<void> {
    return listen(this.#server, this.#options);
  }

  async stop(): Promise<void> {
    this.#door = { kind: "unreachable" };
    // An HTTP server lets go of the sockets that were upgraded.
    for (const socket of this.#sockets) socket.destroy();
    await stopListening(this.#server);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", () => socket.destroy());
    const handshake = readHandshake(request, {
      path: this.#path,
      versions: this.#options.versions,
      authenticate: this.#options.authenticate ?? (() => true),
    });
    if (this.#door.kind === "httpError") return refuse(socket, this.#door.status);
    if ("refusal" in handshake) {
      this.#options.logger.info(`refused a connection to ${request.url ?? ""}: ${handshake.because}`);
      return refuse(socket, handshake.refusal);
    }
    const { identity, user, version } = handshake;
    if (user !== undefined && user !== identity) {
      this.#options.logger.warn(`${identity} connects with the user name ${user}: it should be its identity`);
    }
    if (version && this.#door.kind !== "noSubprotocol") {
      // The station says nothing before the handshake is completed, so there is time to load.
      void this.validatorsFor(version).then(
        (validators) => {
          this.#webSockets.handleUpgrade(request, socket, head, (webSocket) =>
            this.#welcome(
              new Session(identity, version, webSocket, validators, this.#surroundings),
              webSocket,
            ),
          );
        },
        (error: unknown) => {
          this.#options.logger.error({ err: error }, `the schemas of ${version} cannot be loaded`);
          refuse(socket, 500);
        },
      );
      return;
    }
    // OCPP-J 3.2: no common version, the handshake is completed without one and the connection closed.
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) =>
      webSocket.on("error", () => webSocket.terminate()).close(1002, "no common OCPP version"),
    );
  }

  #welcome(session: Session, socket: WebSocket): void {
    const { clock, logger } = this.#options;
    const { identity, version } = session;
    this.#register.connected(session, clock.now());
    logger.info({ identity }, `station ${identity} connected, speaks ${version}`);
    this.events.emit("connected", { identity, version });
    socket.on("message", (data, isBinary) => {
      if (isBinary) session.receiveBinary((data as Buffer).length);
      else session.receive((data as Buffer).toString("utf8"));
    });
    socket.on("error", (error) => logger.debug({ identity }, `connection of ${identity}: ${error.message}`));
    socket.on("close", (code) => {
      session.closed();
      if (!this.#register.disconnected(session)) return;
      logger.info({ identity }, `station ${identity} disconnected (${code})`);
      this.events.emit("disconnected", { identity, code });
    });
  }

  #answerTo(request: StationRequest, context: AnswerContext): Answer {
    for (const behaviour of this.#behaviours) {
      if (behaviour.action !== request.action && behaviour.action !== "*") continue;
      if (behaviour.versions?.includes(context.version) === false) continue;
      const answer = behaviour.answer(request, context);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  #record(identity: string, frame: RecordedFrame): void {
    this.#activity++;
    this.#register.record(identity, frame);
    const { direction, messageType, messageId, action = "" } = frame;
    // No payload: it may hold key codes (C04.FR.04) and passwords.
    this.#options.logger.debug({ identity, messageId }, `${identity} ${direction} ${messageType} ${action}`);
    this.events.emit("frame", { identity, frame });
  }
}

/**
 * Starts a {@link CsmsPeer}.
 * @throws StartupError if the port is taken
 */
export async function createCsmsPeer(options: CsmsPeerOptions): Promise<CsmsPeer> {
  const peer = new WebSocketPeer(options);
  await peer.listen();
  return peer;
}
