import { createReadStream, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { destination } from "pino";

/** The lines that a process has logged, kept on disk: the newest, up to a size. */
export interface LogFile {
  /** Takes a line as the logger writes it; for the logger. */
  write(line: string): void;
  /** Lines from and up to times in milliseconds since 1970, oldest first. */
  lines(window: { readonly from?: number; readonly to?: number }): AsyncIterable<string>;
}

/** Bytes after which a file is put aside; one that was is kept. */
const LARGEST = 2 * 1024 * 1024;

/** @param file that is written; the one before it gets `.1` behind its name */
export function openLogFile(file: string): LogFile {
  mkdirSync(dirname(file), { recursive: true });
  const older = `${file}.1`;
  const stream = destination({ dest: file, sync: true, mode: 0o600 });
  // A full disk must not end the process; what cannot be kept is lost.
  stream.on("error", () => undefined);
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return {
    write(line) {
      stream.write(line);
      size += Buffer.byteLength(line);
      if (size < LARGEST) return;
      size = 0;
      try {
        renameSync(file, older);
        stream.reopen();
      } catch {
        // The file is gone or cannot be moved: it goes on growing until the next time.
      }
    },
    async *lines({ from = -Infinity, to = Infinity }) {
      for (const one of [older, file]) {
        if (!statSync(one, { throwIfNoEntry: false })) continue;
        for await (const line of createInterface({ input: createReadStream(one) })) {
          const at = timeOf(line);
          if (at >= from && at <= to) yield line;
        }
      }
    },
  };
}

/** The time in a line; that of no other line where it has none. */
function timeOf(line: string): number {
  const found = /"time":(\d+)/.exec(line)?.[1];
  return found === undefined ? NaN : Number(found);
}
