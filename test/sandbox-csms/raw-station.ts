import WebSocket from "ws";

/** A WebSocket client that knows nothing of OCPP but the brackets. */
export interface RawStation {
  readonly socket: WebSocket;
  /** Sends a CALL and waits for the frame that answers it. */
  call(action: string, payload: unknown): Promise<unknown[]>;
  sendRaw(text: string | Buffer): void;
  /** The next frame that answers none of the CALLs of {@link RawStation.call}. */
  next(): Promise<unknown>;
  /** Answers later CALLs of the CSMS. */
  onCall(answer: (action: string, payload: unknown) => unknown[] | undefined): void;
  closed: Promise<number>;
  close(): void;
}

interface RawOptions {
  readonly protocols?: string[];
  readonly authorization?: string;
}

/** Connects; rejects with the HTTP status in the message where the handshake is refused. */
export async function rawStation(url: string, options: RawOptions = {}): Promise<RawStation> {
  const { protocols = ["ocpp2.0.1"], authorization } = options;
  const socket = new WebSocket(url, protocols, { ...(authorization && { headers: { authorization } }) });
  const waiting = new Map<string, (frame: unknown[]) => void>();
  const others: unknown[] = [];
  const takers: ((frame: unknown) => void)[] = [];
  let answer: ((action: string, payload: unknown) => unknown[] | undefined) | undefined;
  let calls = 0;
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await new Promise((resolve, reject) => {
    socket.on("open", resolve);
    socket.on("error", reject);
  });
  const keep = (frame: unknown): void => {
    const taker = takers.shift();
    if (taker) taker(frame);
    else others.push(frame);
  };
  socket.on("message", (data) => {
    let frame: unknown;
    try {
      frame = JSON.parse((data as Buffer).toString());
    } catch {
      return keep((data as Buffer).toString());
    }
    const [type, id, action, payload] = frame as [number, string, string, unknown];
    const waiter = type === 2 ? undefined : waiting.get(id);
    if (waiter) return waiter(frame as unknown[]);
    const reply = type === 2 ? answer?.(action, payload) : undefined;
    if (reply) socket.send(JSON.stringify([reply[0], id, ...reply.slice(1)]));
    else keep(frame);
  });
  return {
    socket,
    closed,
    call(action, payload) {
      const id = `raw-${++calls}`;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        socket.send(JSON.stringify([2, id, action, payload]));
      });
    },
    sendRaw: (text) => socket.send(text),
    next: () =>
      others.length > 0 ? Promise.resolve(others.shift()) : new Promise((resolve) => takers.push(resolve)),
    onCall(reply) {
      answer = reply;
    },
    close: () => socket.close(),
  };
}
