import type { Request, Response } from "express";
import type { Subscription } from "rxjs";
import { messageOf, Milliseconds, Seconds, type Clock, type Logger, type Timer } from "../kernel/index.js";
import { HttpProblem } from "./http-problem.js";
import type { StationState, StationSurface, SurfaceEvent } from "../station/index.js";

/** The station's events for any number of clients, as Server-Sent Events. */
export interface EventStream {
  /** Answers a request with the stream; the answer stays open. */
  serve(request: Request, response: Response): void;
  /** Ends all streams. */
  close(): void;
}

const RING_SIZE = 500;
const MOST_CLIENTS = 64;
/** Bytes that may wait for a client before it counts as too slow. */
const MOST_UNSENT = 1_048_576;
const STATE_PERIOD = Milliseconds(100);
/** While energy flows the meters change without a word. */
const METER_PERIOD = Seconds(1);
const HEARTBEAT_PERIOD = Seconds(15);
/** How long missed events are kept for clients that may come back. */
const MEMORY = Seconds(30);

/** Makes an {@link EventStream}. While nobody listens, and a little after, it costs nothing. */
export function createEventStream(abilities: {
  surface: StationSurface;
  clock: Clock;
  logger: Logger;
}): EventStream {
  return new Stream(abilities.surface, abilities.clock, abilities.logger);
}

class Stream implements EventStream {
  readonly #clients = new Set<Response>();
  /** Frames and log lines; of states only the latest matters, and it is asked for when needed. */
  readonly #ring: { id: number; text: string }[] = [];
  /** Begins at the time of day, so that ids also increase from one process to the next. */
  #lastId: number;
  #source: Subscription | undefined;
  #heartbeat: Timer | undefined;
  #forgetting: Timer | undefined;
  #statePause: Timer | undefined;
  #metering: Timer | undefined;
  #stateChanged = false;

  constructor(
    private readonly surface: StationSurface,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.#lastId = clock.now();
  }

  serve(request: Request, response: Response): void {
    if (this.#clients.size >= MOST_CLIENTS)
      throw new HttpProblem(503, `${MOST_CLIENTS} clients listen already; close one`);
    const seen = idOf(request.headers["last-event-id"]);
    // Before the headers, while an error can still be answered.
    const state = this.surface.state();
    const now = this.#text("state", state);
    response.writeHead(200, { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" });
    response.write("retry: 1000\n\n");
    if (seen !== null) for (const { id, text } of this.#ring) if (id > seen) response.write(text);
    response.write(now.text);
    this.#join(response);
    this.#meter(state);
  }

  close(): void {
    for (const client of this.#clients) client.end();
    this.#clients.clear();
    this.#heartbeat?.cancel();
    this.#forget();
  }

  #join(client: Response): void {
    this.#forgetting?.cancel();
    this.#source ??= this.surface.events.subscribe({
      next: (event) => this.#take(event),
      error: (error: unknown) => this.logger.error({ err: error }, `events ended: ${messageOf(error)}`),
    });
    if (this.#clients.size === 0)
      this.#heartbeat = this.clock.every("event stream heartbeat", HEARTBEAT_PERIOD, () =>
        this.#send(":\n\n"),
      );
    this.#clients.add(client);
    client.on("close", () => this.#leave(client));
  }

  #leave(client: Response): void {
    if (!this.#clients.delete(client) || this.#clients.size > 0) return;
    this.#heartbeat?.cancel();
    this.#forgetting = this.clock.timer("event stream memory", MEMORY, () => this.#forget());
  }

  #forget(): void {
    this.#forgetting?.cancel();
    this.#statePause?.cancel();
    this.#statePause = undefined;
    this.#metering?.cancel();
    this.#stateChanged = false;
    this.#source?.unsubscribe();
    this.#source = undefined;
    this.#ring.length = 0;
  }

  #take({ event, data }: SurfaceEvent): void {
    if (event === "state") return this.#takeState();
    this.#guarded(() => {
      const entry = this.#text(event, data);
      this.#ring.push(entry);
      if (this.#ring.length > RING_SIZE) this.#ring.shift();
      this.#send(entry.text);
    });
  }

  /** Sends the first change at once, and what follows together after a pause. */
  #takeState(): void {
    this.#stateChanged = true;
    if (this.#statePause === undefined) this.#sendState();
  }

  #sendState(): void {
    this.#statePause = undefined;
    if (!this.#stateChanged || this.#clients.size === 0) return;
    this.#stateChanged = false;
    this.#statePause = this.clock.timer("event stream pause", STATE_PERIOD, () => this.#sendState());
    this.#guarded(() => {
      const state = this.surface.state();
      this.#send(this.#text("state", state).text);
      this.#meter(state);
    });
  }

  /** Lets the next state follow by itself while energy flows. */
  #meter({ evses }: StationState): void {
    this.#metering?.cancel();
    if (!evses.some(({ energyTransfer }) => energyTransfer === "charging")) return;
    this.#metering = this.clock.timer("event stream meters", METER_PERIOD, () => this.#takeState());
  }

  #text(event: SurfaceEvent["event"], data: unknown): { id: number; text: string } {
    const id = ++this.#lastId;
    return { id, text: `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data ?? null)}\n\n` };
  }

  #send(text: string): void {
    for (const client of this.#clients) {
      client.write(text);
      if (client.writableLength <= MOST_UNSENT) continue;
      this.logger.warn("a client of the event stream reads too slowly and is disconnected");
      client.destroy();
      this.#leave(client);
    }
  }

  /** The station must not suffer from an event that cannot be told. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.logger.error({ err: error }, `an event could not be sent: ${messageOf(error)}`);
    }
  }
}

function idOf(header: string | string[] | undefined): number | null {
  return typeof header === "string" && /^\d{1,15}$/.test(header) ? Number(header) : null;
}
