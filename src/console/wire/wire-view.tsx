import { useMemo, useState } from "preact/hooks";
import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";
import { download, copy } from "../parts/files.js";
import { VirtualList } from "../parts/virtual-list.js";
import { actionOf, troubleOf, type Exchange } from "./exchange.js";
import { ExchangeDetail } from "./exchange-detail.js";
import { ExchangeRow } from "./exchange-row.js";
import { createWireSearch, NO_FILTER } from "./filter.js";
import { SequenceDiagram } from "./sequence-diagram.js";
import { transactionsIn } from "./transaction.js";
import { WireFilters } from "./wire-filters.js";

const ROW_HEIGHT = 26;
const MOST_TRANSACTIONS = 30;

/** Every message between station and CSMS, as it happens. */
export function WireView() {
  const { live, notices } = usePage();
  const exchanges = useValue(live.exchanges);
  const [filter, setFilter] = useState(NO_FILTER);
  const [chosen, choose] = useState<number | null>(null);
  const [follows, setFollows] = useState(true);
  const [drawn, draw] = useState("");
  const search = useMemo(createWireSearch, []);
  const shown = useMemo(() => search(exchanges, filter), [search, exchanges, filter]);
  const actions = useMemo(() => [...new Set(exchanges.map(actionOf))].sort(), [exchanges]);
  const transactions = useMemo(() => transactionsIn(exchanges).slice(0, MOST_TRANSACTIONS), [exchanges]);
  const detail = chosen === null ? undefined : exchanges.find(({ number }) => number === chosen);
  const frames = (some: readonly Exchange[]) =>
    some.flatMap(({ request, answer }) => [request ?? [], answer ?? []].flat());

  const copyShown = async (): Promise<void> => {
    await copy(JSON.stringify(frames(shown), null, 2));
    notices.done(`${shown.length} exchanges copied as JSON`);
  };
  const exportTrace = (): void => {
    const name = `${live.state.get()?.identity ?? "station"}-trace.json`;
    download(name, JSON.stringify(frames(exchanges), null, 2));
  };

  return (
    <div class={`wire ${detail || drawn ? "two" : ""}`}>
      <WireFilters filter={filter} setFilter={setFilter} actions={actions}>
        <span class="muted" role="status">
          {shown.length === exchanges.length ? exchanges.length : `${shown.length} of ${exchanges.length}`}{" "}
          exchanges
        </span>
        <label>
          Diagram of transaction
          <select value={drawn} onChange={({ currentTarget }) => draw(currentTarget.value)}>
            <option value="">none</option>
            {transactions.map(({ transactionId, exchanges: count }) => (
              <option key={transactionId} value={transactionId}>
                {transactionId.slice(0, 13)} ({count})
              </option>
            ))}
          </select>
        </label>
        <button aria-pressed={follows} onClick={() => setFollows(!follows)}>
          Follow
        </button>
        <button onClick={() => void copyShown()}>Copy as JSON</button>
        <button onClick={exportTrace}>Export trace</button>
        <button onClick={() => live.clearWire()}>Clear</button>
      </WireFilters>
      <div class="wire-list">
        <VirtualList
          items={shown}
          rowHeight={ROW_HEIGHT}
          keyOf={({ number }) => number}
          row={(exchange) => <ExchangeRow exchange={exchange} />}
          rowClass={(exchange) => troubleOf(exchange) ?? ""}
          label="Messages between station and CSMS"
          chosen={chosen}
          choose={({ number }) => choose(number)}
          follows={follows}
          setFollows={setFollows}
        />
      </div>
      {drawn !== "" && (
        <SequenceDiagram
          transactionId={drawn}
          exchanges={exchanges}
          chosen={chosen}
          choose={choose}
          close={() => draw("")}
        />
      )}
      {detail && <ExchangeDetail exchange={detail} close={() => choose(null)} />}
    </div>
  );
}
