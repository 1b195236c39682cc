import type { Request, Response } from "express";
import type { Subscription } from "rxjs";
import { messageOf, Milliseconds, Seconds, type Clock, type Logger, type Timer } from "../kernel/index.js";
import { HttpProblem } from "./http-problem.js";
import type { ScenarioDesk } from "../scenario/index.js";
import type { StationState, StationSurface, SurfaceEvent } from "../station/index.js";

/** What the stream asks of scenarios. */
export type Runs = Pick<ScenarioDesk, "state" | "changes">;

/** The station's events for any number of clients, as Server-Sent Events. */
export interface EventStream {
  /** Answers a request with the stream; the answer stays open. */
  serve(request: Request, response: Response): void;
  /** Tells of the runs of scenarios too, from the next client on. */
  follow(scenarios: Runs): void;
  /** Ends all streams. */
  close(): void;
}

const RING_SIZE = 500;
const MOST_CLIENTS = 64;
/** Bytes that may wait for a client before it counts as too slow. */
const MOST_UNSENT = 1_048_576;
const LATEST_PERIOD = Milliseconds(100);
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

/** Something of which only the latest matters. */
interface Latest {
  readonly data: () => unknown;
  changed: boolean;
  pause: Timer | undefined;
}

class Stream implements EventStream {
  readonly #clients = new Set<Response>();
  /** Frames and log lines; of states only the latest matters, and it is asked for when needed. */
  readonly #ring: { id: number; text: string }[] = [];
  /** Begins at the time of day, so that ids also increase from one process to the next. */
  #lastId: number;
  #source: Subscription | undefined;
  #scenarios: Runs | undefined;
  #runs: Subscription | undefined;
  #heartbeat: Timer | undefined;
  #forgetting: Timer | undefined;
  #metering: Timer | undefined;
  /** Of these only the latest matters, so what follows soon is told together. */
  readonly #latest: Readonly<Record<"state" | "scenario", Latest>> = {
    state: { data: () => this.surface.state(), changed: false, pause: undefined },
    scenario: { data: () => this.#scenarios?.state(), changed: false, pause: undefined },
  };

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
    const run = this.#scenarios?.state();
    if (run?.status === "running") response.write(this.#text("scenario", run).text);
    this.#join(response);
    this.#meter(state);
  }

  follow(scenarios: Runs): void {
    this.#scenarios = scenarios;
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
    this.#runs ??= this.#scenarios?.changes.subscribe(() => this.#takeLatest("scenario"));
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
    this.#metering?.cancel();
    for (const latest of Object.values(this.#latest)) {
      latest.pause?.cancel();
      latest.pause = undefined;
      latest.changed = false;
    }
    this.#source?.unsubscribe();
    this.#source = undefined;
    this.#runs?.unsubscribe();
    this.#runs = undefined;
    this.#ring.length = 0;
  }

  #take({ event, data }: SurfaceEvent): void {
    if (event === "state") return this.#takeLatest("state");
    this.#guarded(() => {
      const entry = this.#text(event, data);
      this.#ring.push(entry);
      if (this.#ring.length > RING_SIZE) this.#ring.shift();
      this.#send(entry.text);
    });
  }

  /** Sends the first change at once, and what follows together after a pause. */
  #takeLatest(event: "state" | "scenario"): void {
    this.#latest[event].changed = true;
    if (this.#latest[event].pause === undefined) this.#sendLatest(event);
  }

  #sendLatest(event: "state" | "scenario"): void {
    const latest = this.#latest[event];
    latest.pause = undefined;
    if (!latest.changed || this.#clients.size === 0) return;
    latest.changed = false;
    latest.pause = this.clock.timer("event stream pause", LATEST_PERIOD, () => this.#sendLatest(event));
    this.#guarded(() => {
      const data = latest.data();
      this.#send(this.#text(event, data).text);
      if (event === "state") this.#meter(data as StationState);
    });
  }

  /** Lets the next state follow by itself while energy flows. */
  #meter({ evses }: StationState): void {
    this.#metering?.cancel();
    if (!evses.some(({ energyTransfer }) => energyTransfer === "charging")) return;
    this.#metering = this.clock.timer("event stream meters", METER_PERIOD, () => this.#takeLatest("state"));
  }

  #text(event: SurfaceEvent["event"] | "scenario", data: unknown): { id: number; text: string } {
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
