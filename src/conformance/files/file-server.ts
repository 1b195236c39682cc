/** A file that a station has stored at a server. */
export interface ReceivedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** A server of files on loopback, which a case can hold in the middle of a transfer. */
export interface FileServer {
  /** URL of the one folder that stations may write to, without a final slash. */
  readonly url: string;
  /** URL of a file that the server has from now on. */
  offer(name: string, path: string): string;
  readonly received: readonly ReceivedFile[];
  /** From now on transfers stop in the middle, until {@link FileServer.release}. */
  hold(): void;
  /** Those that were held go on, and those to come are not held. */
  release(): void;
  close(): Promise<void>;
}

/** Bytes that pass before a held transfer stops. */
export const HELD_AFTER = 16;
/** The folder of every server. */
export const FOLDER = "/files";

/** What the servers of all protocols have in common: the files, and the gate that holds transfers. */
export interface Shelf {
  readonly offered: Map<string, string>;
  readonly received: ReceivedFile[];
  /** Resolves when transfers may go on. */
  gate(): Promise<void>;
  hold(): void;
  release(): void;
}

/** An empty shelf with an open gate. */
export function createShelf(): Shelf {
  let gate: Promise<void> = Promise.resolve();
  let open: () => void = () => undefined;
  return {
    offered: new Map(),
    received: [],
    gate: () => gate,
    hold() {
      gate = new Promise((resolve) => (open = resolve));
    },
    release() {
      open();
      gate = Promise.resolve();
    },
  };
}

/** The name of a file in the folder, or `null` for everything else. */
export function nameIn(path: string): string | null {
  const found = /^\/files\/([^/]+)$/.exec(path.replace(/^(?=[^/])/, "/"));
  return found?.[1] ?? null;
}

/** The server over a shelf, at a URL. */
export function fileServerOf(
  { offered, received, hold, release }: Shelf,
  url: string,
  closeTransport: () => Promise<void>,
): FileServer {
  return {
    url,
    received,
    offer(name, path) {
      offered.set(name, path);
      return `${url}/${encodeURIComponent(name)}`;
    },
    hold,
    release,
    async close() {
      release();
      await closeTransport();
    },
  };
}
