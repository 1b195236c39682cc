import type { Request, Response } from "express";
import type { Subscription } from "rxjs";
import { Milliseconds, Seconds, type Clock, type Timer } from "../kernel/index.js";
import type { StationSurface } from "../station/index.js";

interface SentEvent {
  readonly id: number;
  readonly text: string;
}

const REMEMBERED = 500;
/** State events are told at most this often. */
const STATE_PAUSE = Milliseconds(100);
const KEEP_ALIVE = Seconds(15);
/** A client that lets more than this many bytes pile up is let go. */
const LARGEST_BACKLOG = 1_048_576;

/** The station's live events as Server-Sent Events; nothing is computed before the first client. */
export interface LiveEvents {
  serve(request: Request, response: Response): void;
  stop(): void;
}

/** Makes the stream over a surface. */
export function createLiveEvents(surface: StationSurface, clock: Clock): LiveEvents {
  const clients = new Set<Response>();
  const ring: SentEvent[] = [];
  let subscription: Subscription | null = null;
  let statePause: Timer | null = null;
  let stateWaits = false;
  let lastId = 0;

  const publish = (event: string, data: unknown): void => {
    const id = ++lastId;
    const text = `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    ring.push({ id, text });
    if (ring.length > REMEMBERED) ring.shift();
    for (const client of clients) {
      if (client.writableLength > LARGEST_BACKLOG) client.destroy();
      else client.write(text);
    }
  };
  const publishState = (): void => {
    if (statePause) {
      stateWaits = true;
      return;
    }
    publish("state", surface.state());
    statePause = clock.timer("state events", STATE_PAUSE, () => {
      statePause = null;
      if (!stateWaits) return;
      stateWaits = false;
      publishState();
    });
  };
  const listen = (): void => {
    subscription ??= surface.events.subscribe(({ event, data }) => {
      if (event === "state") publishState();
      else publish(event, data);
    });
  };

  return {
    serve(request, response) {
      listen();
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      const lastSeen = Number(request.get("Last-Event-ID"));
      if (request.get("Last-Event-ID") !== undefined && Number.isInteger(lastSeen)) {
        for (const { id, text } of ring) if (id > lastSeen) response.write(text);
      } else {
        response.write(`id: ${lastId}\nevent: state\ndata: ${JSON.stringify(surface.state())}\n\n`);
      }
      clients.add(response);
      const keepAlive = clock.every("event stream", KEEP_ALIVE, () => void response.write(": alive\n\n"));
      response.on("close", () => {
        keepAlive.cancel();
        clients.delete(response);
      });
    },
    stop() {
      subscription?.unsubscribe();
      statePause?.cancel();
      for (const client of clients) client.end();
    },
  };
}
