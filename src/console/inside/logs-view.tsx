import { useMemo, useState } from "preact/hooks";
import type { LogLine, SecurityEvent } from "../api/types.js";
import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";
import { download } from "../parts/files.js";
import { clockTime, dateTime } from "../parts/format.js";
import { Table } from "../parts/table.js";
import { useResource } from "../parts/use-resource.js";
import { VirtualList } from "../parts/virtual-list.js";

const ORDER = ["trace", "debug", "info", "warn", "error", "fatal"];

/** What the software has logged, and the security log. */
export function LogsView() {
  const [security, setSecurity] = useState(false);
  return (
    <div class="logs">
      <div class="toolbar" role="group" aria-label="Which log">
        <button aria-pressed={!security} onClick={() => setSecurity(false)}>
          Station
        </button>
        <button aria-pressed={security} onClick={() => setSecurity(true)}>
          Security
        </button>
      </div>
      {security ? <SecurityLog /> : <StationLog />}
    </div>
  );
}

function SecurityLog() {
  const { value } = useResource<readonly SecurityEvent[]>("/security-log?limit=1000");
  const rows = useMemo(() => value && [...value].reverse(), [value]);
  return (
    <Table
      title="Security log, the newest first"
      rows={rows}
      empty="Nothing has happened."
      keyOf={({ timestamp, type }) => timestamp + type}
      columns={[
        ["At (UTC)", ({ timestamp }) => dateTime(timestamp)],
        ["Event", ({ type }) => type],
        ["Technical information", ({ techInfo }) => <code>{techInfo ?? ""}</code>],
      ]}
    />
  );
}

function StationLog() {
  const { live } = usePage();
  const log = useValue(live.log);
  const [level, setLevel] = useState("info");
  const [text, setText] = useState("");
  const [follows, setFollows] = useState(true);
  const numbered = useMemo(() => log.map((line, index) => ({ line, index })), [log]);
  const shown = useMemo(
    () => numbered.filter(({ line }) => isWanted(line, level, text)),
    [numbered, level, text],
  );
  return (
    <>
      <div class="toolbar" role="search">
        <select
          aria-label="Least level"
          value={level}
          onChange={({ currentTarget }) => setLevel(currentTarget.value)}
        >
          {ORDER.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <input
          type="search"
          aria-label="Search in the log"
          placeholder="Search"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button onClick={() => download("station-log.json", JSON.stringify(log, null, 2))}>Export</button>
        <span class="muted" role="status">
          {shown.length} lines
        </span>
      </div>
      <div class="log-list">
        <VirtualList
          items={shown}
          rowHeight={22}
          keyOf={({ index }) => index}
          rowClass={({ line }) => line.level}
          row={({ line }) => (
            <>
              <time>{clockTime(line.at)}</time>
              <span class="level">{line.level}</span>
              <span class="message">{line.message}</span>
              <span class="muted">{line.details === undefined ? "" : JSON.stringify(line.details)}</span>
            </>
          )}
          label="Log of the station"
          chosen={null}
          choose={() => undefined}
          follows={follows}
          setFollows={setFollows}
        />
      </div>
    </>
  );
}

function isWanted({ level, message, details }: LogLine, least: string, text: string): boolean {
  if (ORDER.indexOf(level) < ORDER.indexOf(least)) return false;
  return (
    text === "" || `${message} ${JSON.stringify(details ?? "")}`.toLowerCase().includes(text.toLowerCase())
  );
}
