import { WebSocket } from "ws";
import {
  messageOf,
  Milliseconds,
  type Clock,
  type Logger,
  type Random,
  type Timer,
} from "../kernel/index.js";
import type { OcttArguments, OcttCalls, OcttOutcome } from "./octt-calls.js";

/** One action as the relay's far end spells it, in either of the two spellings. */
interface RelayedAction {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly operation?: unknown;
  readonly params?: unknown;
  readonly url?: unknown;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/** Dials the OCTT and does what it asks for, where it cannot reach the station itself. */
export function createRelay({
  calls,
  url,
  token,
  clock,
  random,
  logger,
}: {
  calls: OcttCalls;
  url: string;
  token: string;
  clock: Clock;
  random: Random;
  logger: Logger;
}): { start(): void; stop(): void } {
  let socket: WebSocket | null = null;
  let retry: Timer | null = null;
  let wait = FIRST_WAIT;
  let stopped = false;

  const connect = (): void => {
    const opened = new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } });
    socket = opened;
    opened.on("open", () => {
      wait = FIRST_WAIT;
      logger.info({ url }, "connected with the relay");
    });
    opened.on("message", (data) => opened.send(JSON.stringify(answerRelayed(calls, String(data), logger))));
    opened.on("error", (error) =>
      logger.warn({ url, because: messageOf(error) }, "the relay cannot be reached"),
    );
    opened.on("close", () => {
      if (stopped) return;
      retry = clock.timer("relay", Milliseconds(wait * (1 + random.fraction() / 4)), connect);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  };
  return {
    start: connect,
    stop() {
      stopped = true;
      retry?.cancel();
      socket?.terminate();
    },
  };
}

/** The answer to one relayed action: `Ok`/`Nok` for params, `OK`/`NOK` for a URL. */
export function answerRelayed(
  calls: OcttCalls,
  text: string,
  logger: Logger,
): { id: unknown; status: string } {
  let action: RelayedAction = {};
  try {
    action = (JSON.parse(text) ?? {}) as RelayedAction;
    const spelledByUrl = typeof action.url === "string";
    const { status, line } = spelledByUrl ? byUrl(calls, String(action.url)) : byParams(calls, action);
    if (status !== 200) logger.info({ status, line }, "an action of the relay was refused");
    const words = spelledByUrl ? ["OK", "NOK"] : ["Ok", "Nok"];
    return { id: action.id ?? null, status: words[status === 200 ? 0 : 1] ?? "Nok" };
  } catch (error) {
    logger.warn({ because: messageOf(error) }, "an action of the relay could not be read");
    return { id: action.id ?? null, status: "Nok" };
  }
}

function byParams(calls: OcttCalls, { type, operation, params }: RelayedAction): OcttOutcome {
  const list = Array.isArray(params) ? (params as { key?: unknown; value?: unknown }[]) : [];
  const args: OcttArguments = Object.fromEntries(list.map(({ key, value }) => [String(key), String(value)]));
  return type === "ev_emulator" ? calls.ev(String(operation), args) : calls.sut(String(operation), args);
}

/** The URL tells which API by its port or a word in its path; the call is its last part. */
function byUrl(calls: OcttCalls, url: string): OcttOutcome {
  const { pathname, searchParams, port } = new URL(url, "http://station");
  const call = pathname.split("/").filter(Boolean).at(-1) ?? "";
  const args: OcttArguments = Object.fromEntries(searchParams);
  return port === "8081" || /\/ev(_emulator)?\//.test(pathname)
    ? calls.ev(call, args)
    : calls.sut(call, args);
}
