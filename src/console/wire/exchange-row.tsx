import { clockTime } from "../parts/format.js";
import { actionOf, latencyOf, outcomeOf, timeOf, type Exchange } from "./exchange.js";
import { headlineOf } from "./headline.js";

/** One line of the list: when, who, what, what came of it, and the beginning of the payload. */
export function ExchangeRow({ exchange }: { readonly exchange: Exchange }) {
  const { request, answer, by } = exchange;
  const latency = latencyOf(exchange);
  const violation = request?.violation ?? answer?.violation;
  return (
    <>
      <time>{clockTime(timeOf(exchange))}</time>
      <span class={`way ${by}`}>
        <span aria-hidden="true">{by === "station" ? "→" : "←"}</span>
        <span class="unseen">{by === "station" ? "station asks" : "CSMS asks"}</span>
      </span>
      <span class="action">{actionOf(exchange)}</span>
      <span class="outcome">{outcomeOf(exchange)}</span>
      <span class="latency">{latency === null ? "" : `${latency} ms`}</span>
      <span class="payload">
        <span class="headline">{headlineOf(exchange)}</span>{" "}
        {violation !== undefined && <b class="bad">{violation} </b>}
        {beginning(request?.payload ?? answer?.payload)}
      </span>
    </>
  );
}

const LONGEST = 220;

function beginning(payload: unknown): string {
  const text = JSON.stringify(payload) ?? "";
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
