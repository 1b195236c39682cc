import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import type { StationSource } from "../../../src/conformance/index.js";
import type { Clock, Duration } from "../../../src/kernel/index.js";

/** A frame of OCPP-J as it goes from the station to the CSMS. */
export type Frame = readonly [type: number, messageId: string, ...rest: unknown[]];

/** What becomes of a frame of the station. */
export interface Lie {
  /** Frames that the CSMS gets instead; the frame itself if it is no lie. */
  readonly say?: readonly Frame[];
  /** The response with which the station is told that its frame has arrived. */
  readonly pretend?: object;
  /** When the frames are said. */
  readonly after?: Duration;
}

/** Decides what the CSMS hears; `null`: the truth. */
export type Liar = (frame: Frame, context: LieContext) => Lie | null;

/** What a liar may know. */
export interface LieContext {
  /** Counts the frames of the station in this case, from 0. */
  readonly position: number;
  /** Action of a CALL of the station, or of the CALL that a response answers. */
  readonly action: string;
}

/** A station that tells the CSMS something else than it means to: every frame goes through the liar. */
export function lyingSource(source: StationSource, liar: Liar, clock: Clock): StationSource {
  return {
    ...source,
    async start(csms) {
      const wire = await openWire(csms.url, liar, clock);
      const station = await source.start({ ...csms, url: wire.url });
      return {
        ...station,
        async stop() {
          await station.stop();
          await wire.close();
        },
      };
    },
  };
}

async function openWire(
  target: string,
  liar: Liar,
  clock: Clock,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer();
  const stationSide = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    handleProtocols: () => "ocpp2.0.1",
  });
  const open = new Set<WebSocket>();
  let position = 0;

  server.on("upgrade", (request, socket, head) => {
    const path = new URL(request.url ?? "/", "http://wire").pathname;
    const identity = path.slice(path.lastIndexOf("/"));
    const { authorization } = request.headers;
    const csms = new WebSocket(`${target}${identity}`, ["ocpp2.0.1"], {
      perMessageDeflate: false,
      headers: authorization === undefined ? {} : { authorization },
    });
    csms.on("error", () => socket.destroy());
    csms.on("unexpected-response", (_request, response) => {
      response.resume();
      socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    });
    csms.on("open", () =>
      stationSide.handleUpgrade(request, socket, head, (station) => {
        open.add(station).add(csms);
        const asked = new Map<string, string>();
        station.on("error", () => station.terminate());
        // A cable that is pulled at one side is pulled at the other.
        station.on("close", () => csms.terminate());
        csms.on("close", () => station.terminate());
        csms.on("message", (data) => {
          const text = (data as Buffer).toString();
          const [type, messageId, action] = JSON.parse(text) as Frame;
          if (type === 2) asked.set(messageId, String(action));
          station.send(text);
        });
        station.on("message", (data) => {
          const frame = JSON.parse((data as Buffer).toString()) as Frame;
          const action = frame[0] === 2 ? String(frame[2]) : (asked.get(frame[1]) ?? "");
          const lie = liar(frame, { position: position++, action });
          if (lie?.pretend) station.send(JSON.stringify([3, frame[1], lie.pretend]));
          const say = (): void => {
            for (const said of lie?.say ?? [frame])
              if (csms.readyState === csms.OPEN) csms.send(JSON.stringify(said));
          };
          if (lie?.after === undefined) say();
          else clock.timer("a late frame", lie.after, say);
        });
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ocpp`,
    async close() {
      for (const socket of open) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
