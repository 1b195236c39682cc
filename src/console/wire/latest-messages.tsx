import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";
import { clockTime } from "../parts/format.js";
import { actionOf, outcomeOf, timeOf, troubleOf } from "./exchange.js";
import { headlineOf } from "./headline.js";

const SHOWN = 26;

/** The newest messages, beside the station. */
export function LatestMessages() {
  const exchanges = useValue(usePage().live.exchanges);
  return (
    <section class="latest" aria-labelledby="latest">
      <h2 id="latest">
        Latest messages <a href="#wire">all</a>
      </h2>
      <ol>
        {exchanges
          .slice(-SHOWN)
          .reverse()
          .map((exchange) => (
            <li key={exchange.number} class={troubleOf(exchange) ?? ""}>
              <time>{clockTime(timeOf(exchange))}</time>
              <span
                class={`way ${exchange.by}`}
                title={exchange.by === "station" ? "station to CSMS" : "CSMS to station"}
              >
                {exchange.by === "station" ? "→" : "←"}
              </span>
              <span class="action" title={headlineOf(exchange)}>
                {actionOf(exchange)} <span class="muted">{headlineOf(exchange)}</span>
              </span>
              <span class="outcome">{outcomeOf(exchange)}</span>
            </li>
          ))}
        {exchanges.length === 0 && <li class="muted">Nothing has been said yet.</li>}
      </ol>
    </section>
  );
}
