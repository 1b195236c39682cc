import { useState } from "preact/hooks";
import type { StationState } from "../api/types.js";
import { usePage } from "../page-context.js";
import { useAction } from "../parts/use-action.js";

/** A limit of a system other than the CSMS, e.g. the energy management of the building. */
export function ExternalLimitForm({ state }: { readonly state: StationState }) {
  const { client, notices } = usePage();
  const act = useAction();
  const [source, setSource] = useState("EMS");
  const [evseId, setEvseId] = useState(0);
  const [unit, setUnit] = useState("A");
  const [limit, setLimit] = useState("10");
  const set = (event: Event): void => {
    event.preventDefault();
    void act(`Limit by ${source}`, "/charging-limit", { source, evseId, unit, limit: Number(limit) });
  };
  const clear = async (): Promise<void> => {
    try {
      await client.delete(`/charging-limit?source=${source}&evseId=${evseId}`);
      notices.done(`${source} limits no more`);
    } catch (error) {
      notices.refused(error, `Taking back the limit of ${source} was refused`);
    }
  };
  return (
    <form class="line" onSubmit={set} aria-label="Limit of an external system">
      <label>
        Limit by
        <select value={source} onChange={({ currentTarget }) => setSource(currentTarget.value)}>
          {["EMS", "SO", "Other"].map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label>
        of
        <select
          value={String(evseId)}
          onChange={({ currentTarget }) => setEvseId(Number(currentTarget.value))}
        >
          <option value="0">the station</option>
          {state.evses.map((evse) => (
            <option key={evse.evseId} value={String(evse.evseId)}>
              EVSE {evse.evseId}
            </option>
          ))}
        </select>
      </label>
      <label>
        to
        <input
          type="number"
          min={0}
          step="any"
          required
          value={limit}
          onInput={({ currentTarget }) => setLimit(currentTarget.value)}
        />
      </label>
      <select aria-label="Unit" value={unit} onChange={({ currentTarget }) => setUnit(currentTarget.value)}>
        <option>A</option>
        <option>W</option>
      </select>
      <button>Set</button>
      <button type="button" onClick={() => void clear()}>
        Take back
      </button>
    </form>
  );
}
