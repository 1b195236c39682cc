import { actionOf, troubleOf, type Exchange } from "./exchange.js";

/** What is to be shown of the wire. */
export interface WireFilter {
  /** Words of which each must occur, in the action, an id or a payload; upper and lower case are the same. */
  readonly text: string;
  readonly by: "" | Exchange["by"];
  /** `""`: all. */
  readonly action: string;
  readonly onlyTrouble: boolean;
}

export const NO_FILTER: WireFilter = { text: "", by: "", action: "", onlyTrouble: false };

/** Picks exchanges. The text of each is made once and remembered as long as the exchange lives. */
export function createWireSearch(): (
  exchanges: readonly Exchange[],
  filter: WireFilter,
) => readonly Exchange[] {
  const texts = new WeakMap<Exchange, string>();
  const textOf = (exchange: Exchange): string => {
    const known = texts.get(exchange);
    if (known !== undefined) return known;
    const { request, answer } = exchange;
    const id = (request ?? answer)?.messageId ?? "";
    const payloads = [request?.payload, answer?.payload].map((payload) => JSON.stringify(payload) ?? "");
    const text = [actionOf(exchange), id, ...payloads].join(" ").toLowerCase();
    texts.set(exchange, text);
    return text;
  };
  return (exchanges, { text, by, action, onlyTrouble }) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0 && by === "" && action === "" && !onlyTrouble) return exchanges;
    return exchanges.filter(
      (exchange) =>
        (by === "" || exchange.by === by) &&
        (action === "" || actionOf(exchange) === action) &&
        (!onlyTrouble || troubleOf(exchange) !== null) &&
        words.every((word) => textOf(exchange).includes(word)),
    );
  };
}
