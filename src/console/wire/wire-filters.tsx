import type { ComponentChildren } from "preact";
import type { WireFilter } from "./filter.js";

interface WireFiltersProps {
  readonly filter: WireFilter;
  readonly setFilter: (filter: WireFilter) => void;
  readonly actions: readonly string[];
  readonly children: ComponentChildren;
}

/** What of the wire is to be shown. */
export function WireFilters({ filter, setFilter, actions, children }: WireFiltersProps) {
  const change = (more: Partial<WireFilter>): void => setFilter({ ...filter, ...more });
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        aria-label="Search in messages"
        placeholder="Search actions, ids, payloads"
        value={filter.text}
        onInput={({ currentTarget }) => change({ text: currentTarget.value })}
      />
      <select
        aria-label="Who asks"
        value={filter.by}
        onChange={({ currentTarget }) => change({ by: currentTarget.value as WireFilter["by"] })}
      >
        <option value="">both sides</option>
        <option value="station">station asks</option>
        <option value="csms">CSMS asks</option>
      </select>
      <select
        aria-label="Action"
        value={filter.action}
        onChange={({ currentTarget }) => change({ action: currentTarget.value })}
      >
        <option value="">every action</option>
        {actions.map((action) => (
          <option key={action}>{action}</option>
        ))}
      </select>
      <label class="check">
        <input
          type="checkbox"
          checked={filter.onlyTrouble}
          onChange={({ currentTarget }) => change({ onlyTrouble: currentTarget.checked })}
        />
        only errors and refusals
      </label>
      {children}
    </form>
  );
}
