import { pino, type DestinationStream, type Logger as PinoLogger } from "pino";

/** Levels from most to least talkative, and `silent`. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * What the house needs of a logger. `info` and above are read by the operator of the station and are plain
 * sentences; `debug` is for the developer. Secrets never reach it.
 */
export interface Logger {
  debug(details: object, message: string): void;
  debug(message: string): void;
  info(details: object, message: string): void;
  info(message: string): void;
  warn(details: object, message: string): void;
  warn(message: string): void;
  error(details: object, message: string): void;
  error(message: string): void;
  /** A logger that adds `bindings` to every line. */
  child(bindings: object): Logger;
}

/** How a process logs. */
export interface LogOptions {
  readonly level: LogLevel;
  /** Coloured lines for people instead of JSON. */
  readonly pretty: boolean;
}

/**
 * A logger on standard output, made by pino.
 * @param copy gets every line as JSON, however standard output shows it
 */
export function createLogger({ level, pretty }: LogOptions, copy?: { write(line: string): void }): Logger {
  const shown = pretty
    ? (pino.transport({
        target: "pino-pretty",
        options: { translateTime: "SYS:HH:MM:ss.l", ignore: "pid,hostname" },
      }) as DestinationStream)
    : pino.destination({ fd: 1, sync: true });
  if (!copy || level === "silent") return pino({ level }, shown);
  const copyLevel = level as Exclude<LogLevel, "silent">;
  return pino(
    { level },
    pino.multistream([
      { stream: shown, level: copyLevel },
      { stream: copy, level: copyLevel },
    ]),
  ) satisfies PinoLogger;
}

/** A logger that drops everything, for tests and benchmarks. */
export function createSilentLogger(): Logger {
  return pino({ level: "silent" });
}
