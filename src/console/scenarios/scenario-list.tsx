import type { ScenarioSummary } from "../api/scenario-types.js";

interface ScenarioListProps {
  /** `null` until the station has answered. */
  readonly scenarios: readonly ScenarioSummary[] | null;
  /** Name of the one that runs. */
  readonly running: string | null;
  readonly begin: (name: string) => Promise<void>;
}

/** The scenarios that come with the station. */
export function ScenarioList({ scenarios, running, begin }: ScenarioListProps) {
  return (
    <section aria-labelledby="scenario-list">
      <h2 id="scenario-list">Scenarios</h2>
      {scenarios === null && <p class="muted">Asking the station…</p>}
      {scenarios?.length === 0 && <p class="muted">This station has no scenarios.</p>}
      <ul class="scenario-list">
        {scenarios?.map(({ name, description, steps }) => (
          <li key={name} aria-current={name === running ? "true" : undefined}>
            <button aria-label={`Run ${name}`} onClick={() => void begin(name)}>
              Run
            </button>
            <div>
              <h3>{name}</h3>
              <p>
                {description} <span class="muted">{steps} steps</span>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
