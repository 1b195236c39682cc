import type { Unsubscribe } from "./event-bus.js";

/** One line of the log, for people who look on. */
export interface LogEntry {
  /** Milliseconds since 1970, of the machine's clock. */
  readonly at: number;
  readonly level: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
  readonly message: string;
  /** What was logged with it; without what is the same in every line. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** The newest lines that a process has logged, in memory. */
export interface RecentLog {
  /** Takes a line as the logger writes it; for the logger. */
  write(line: string): void;
  /** The newest `limit`, oldest first. */
  entries(limit: number): readonly LogEntry[];
  /** Calls `listener` with every line from now on. */
  onEntry(listener: (entry: LogEntry) => void): Unsubscribe;
}

/** Lines that are remembered. */
const KEPT = 1_000;
const LEVELS = { 10: "trace", 20: "debug", 30: "info", 40: "warn", 50: "error", 60: "fatal" } as const;

/** Makes a {@link RecentLog}. @param next gets every line too */
export function createRecentLog(next?: { write(line: string): void }): RecentLog {
  const lines: string[] = [];
  const listeners = new Set<(entry: LogEntry) => void>();
  return {
    write(line) {
      next?.write(line);
      lines.push(line);
      // In batches, so that a full memory does not shift a thousand lines with every new one.
      if (lines.length > KEPT * 2) lines.splice(0, lines.length - KEPT);
      if (listeners.size === 0) return;
      for (const entry of entryOf(line)) for (const listener of listeners) listener(entry);
    },
    entries: (limit) => lines.slice(-Math.min(limit, KEPT)).flatMap(entryOf),
    onEntry(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function entryOf(line: string): LogEntry[] {
  try {
    const { time, level, msg, pid: _pid, hostname: _host, station: _station, ...details } = JSON.parse(line);
    const name = LEVELS[level as keyof typeof LEVELS] ?? "info";
    return [{ at: Number(time), level: name, message: String(msg ?? ""), details }];
  } catch {
    return []; // Half a line, as it can be when the process is killed, is none.
  }
}
