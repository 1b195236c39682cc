import type { WebSocket } from "ws";
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

/** The station's end of a wire on which every frame of the station goes through the liar. */
export type Wire = (socket: WebSocket) => WebSocket;

/** A wire that tells the CSMS something else than the station has said, over all connections of a case. */
export function lyingWire(liar: Liar, clock: Clock): Wire {
  let position = 0;
  return (socket) => {
    const asked = new Map<string, string>();
    const hear = (frame: Frame, told: (data: Buffer, isBinary: boolean) => void): void => {
      const action = frame[0] === 2 ? String(frame[2]) : (asked.get(frame[1]) ?? "");
      const lie = liar(frame, { position: position++, action });
      if (lie?.pretend) socket.send(JSON.stringify([3, frame[1], lie.pretend]));
      const say = (): void => {
        for (const said of lie?.say ?? [frame])
          if (socket.readyState === socket.OPEN) told(Buffer.from(JSON.stringify(said)), false);
      };
      if (lie?.after === undefined) say();
      else clock.timer("a late frame", lie.after, say);
    };
    const disguised: WebSocket = new Proxy(socket, {
      get(real, name) {
        if (name === "on") {
          return (event: string, listener: (...parts: never[]) => void) => {
            if (event !== "message") real.on(event, listener as never);
            else
              real.on("message", (data) =>
                hear(JSON.parse((data as Buffer).toString()) as Frame, listener as never),
              );
            return disguised;
          };
        }
        if (name === "send") {
          return (text: string) => {
            const [type, messageId, action] = JSON.parse(text) as Frame;
            if (type === 2) asked.set(messageId, String(action));
            real.send(text);
          };
        }
        const value: unknown = Reflect.get(real, name, real);
        return typeof value === "function" ? (value.bind(real) as unknown) : value;
      },
    });
    return disguised;
  };
}
