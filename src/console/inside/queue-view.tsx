import type { QueuedMessage } from "../api/types.js";
import { pretty } from "../parts/format.js";
import { useResource } from "../parts/use-resource.js";

/** What waits for the CSMS; it gets the words of an OCPP version when it is sent. */
export function QueueView() {
  const { value } = useResource<readonly QueuedMessage[]>("/queue?limit=500", 1_000);
  if (!value) return <p class="muted">Asking the station…</p>;
  if (value.length === 0) return <p class="muted">Nothing waits: all is told to the CSMS.</p>;
  return (
    <ol class="queue" aria-label="Messages that wait for the CSMS">
      {value.map(({ kind, fact }, index) => (
        <li key={index}>
          <details>
            <summary>
              <b>{kind}</b> <span class="muted">{JSON.stringify(fact).slice(0, 160)}</span>
            </summary>
            <pre>{pretty(fact)}</pre>
          </details>
        </li>
      ))}
    </ol>
  );
}
