import { Refused, type Client } from "../api/client.js";
import { createEventReader, type StreamEvent } from "../api/event-reader.js";
import type { ScenarioRun } from "../api/scenario-types.js";
import type { EvseCharging, Frame, LogLine, StationState } from "../api/types.js";
import { createHistory, type History } from "../charging/history.js";
import { createExchangeLog, type ExchangeLog } from "../wire/exchange-log.js";
import type { Exchange } from "../wire/exchange.js";
import { createValue, type Value } from "./value.js";

/** Everything that the page hears of the station by itself. */
export interface Live {
  readonly state: Value<StationState | null>;
  /** `null`: heard from; else why not, in words. */
  readonly silence: Value<string | null>;
  readonly exchanges: Value<readonly Exchange[]>;
  readonly log: Value<readonly LogLine[]>;
  readonly charging: Value<readonly EvseCharging[]>;
  /** The scenario that runs, or ran since the page listens. */
  readonly run: Value<ScenarioRun | null>;
  readonly history: History;
  /** Forgets the frames. */
  clearWire(): void;
  /** Asks anew why the currents are what they are. */
  askCharging(): void;
}

/** Frames that the page keeps. */
export const MOST_FRAMES = 10_000;
const MOST_LINES = 2_000;
/** Frames and lines are shown together when so many milliseconds have gone by: nobody reads faster. */
const PAUSE = 50;
const RETRY_AFTER = 1_000;
/** Milliseconds without a byte after which the stream counts as lost; a comment comes every 15 s. */
const LONGEST_SILENCE = 40_000;
const CHARGING_PAUSE = 400;

/** Makes a {@link Live} that listens at once, and again whenever the stream ends. */
export function createLive(client: Client): Live {
  const wire: ExchangeLog = createExchangeLog(MOST_FRAMES);
  const lines: LogLine[] = [];
  const history = createHistory();
  const values = {
    state: createValue<StationState | null>(null),
    silence: createValue<string | null>("Connecting to the station…"),
    exchanges: createValue<readonly Exchange[]>([]),
    log: createValue<readonly LogLine[]>([]),
    charging: createValue<readonly EvseCharging[]>([]),
    run: createValue<ScenarioRun | null>(null),
  };

  const showSoon = later(PAUSE, () => {
    values.exchanges.set(wire.all());
    if (values.log.get().length !== lines.length || values.log.get().at(-1) !== lines.at(-1))
      values.log.set([...lines]);
  });
  const askCharging = later(CHARGING_PAUSE, () => {
    client.get<readonly EvseCharging[]>("/charging").then(values.charging.set, () => undefined);
  });
  const takeState = (state: StationState): void => {
    history.add(state);
    values.state.set(state);
    askCharging();
  };
  const takeLines = (more: readonly LogLine[]): void => {
    lines.push(...more);
    if (lines.length > MOST_LINES) lines.splice(0, lines.length - MOST_LINES);
  };
  const take = ({ event, data }: StreamEvent): void => {
    if (event === "state") takeState(data as StationState);
    if (event === "scenario") values.run.set(data as ScenarioRun);
    if (event === "ocpp") wire.add([data as Frame]);
    if (event === "log") takeLines([data as LogLine]);
    if (event === "ocpp" || event === "log") showSoon();
  };

  /** What happened while nobody listened; the stream itself is open already, so that nothing falls between. */
  const catchUp = async (): Promise<void> => {
    const latest = await client.get<readonly Frame[]>("/messages?limit=1");
    if ((latest[0]?.seq ?? 0) < wire.newest) wire.restarted();
    wire.add(await client.get<readonly Frame[]>(`/messages?since=${wire.newest}&limit=1000`));
    const known = lines.at(-1)?.at ?? "";
    takeLines((await client.get<readonly LogLine[]>("/log?limit=500")).filter(({ at }) => at > known));
    showSoon();
  };

  const listen = async (): Promise<void> => {
    const giveUp = new AbortController();
    const watch = watchdog(LONGEST_SILENCE, () => giveUp.abort());
    try {
      const response = await client.open("/events", { headers: {}, signal: giveUp.signal });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      if (!reader) return;
      // What ran before may be of a process that is gone; the stream begins with what runs now.
      values.run.set(null);
      await catchUp();
      values.silence.set(null);
      const read = createEventReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        watch.alive();
        for (const event of read(part.value)) take(event);
      }
      throw new TypeError("the stream has ended");
    } finally {
      watch.stop();
    }
  };
  const listenForEver = async (): Promise<void> => {
    for (;;) {
      try {
        await listen();
      } catch (error) {
        values.silence.set(silenceOf(error));
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
    }
  };
  void listenForEver();

  return {
    ...values,
    history,
    askCharging,
    clearWire() {
      wire.clear();
      values.exchanges.set(wire.all());
    },
  };
}

const silenceOf = (error: unknown): string =>
  error instanceof Refused
    ? `The station refuses to talk to this page: ${error.message}`
    : "The station's software does not answer. This page tries again every second.";

/** Calls `act` once, `pause` milliseconds after the first of several calls. */
function later(pause: number, act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      act();
    }, pause);
  };
}

function watchdog(patience: number, bark: () => void): { alive(): void; stop(): void } {
  let timer = setTimeout(bark, patience);
  return {
    alive() {
      clearTimeout(timer);
      timer = setTimeout(bark, patience);
    },
    stop: () => clearTimeout(timer),
  };
}
