import type { Pace } from "../api/scenario-types.js";
import { useAction } from "../parts/use-action.js";
import { useResource } from "../parts/use-resource.js";

const RATES = [1, 10, 60];

/** How fast the station's time runs. */
export function PaceButtons() {
  const act = useAction();
  const { value: pace, refresh } = useResource<Pace>("/clock");
  const choose = async (rate: number): Promise<void> => {
    await act(`Pace ${rate}×`, "/clock", { rate });
    refresh();
  };
  const other = pace !== null && !RATES.includes(pace.rate);
  return (
    <div class="pace" role="group" aria-label="Pace of the station's time">
      <span aria-hidden="true">Pace</span>
      {RATES.map((rate) => (
        <button key={rate} aria-pressed={pace?.rate === rate} onClick={() => void choose(rate)}>
          {rate}×
        </button>
      ))}
      {other && <span class="muted">now {pace.rate}×</span>}
    </div>
  );
}
