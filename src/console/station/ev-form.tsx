import type { EvState } from "../api/types.js";
import { useAction } from "../parts/use-action.js";

interface Field {
  readonly name: keyof EvState;
  readonly label: string;
  readonly unit: string;
  readonly step: number;
  readonly max?: number;
  /** What the station counts in, for each of what the field counts in. */
  readonly scale?: number;
}

const FIELDS: readonly Field[] = [
  { name: "stateOfCharge", label: "State of charge", unit: "%", step: 1, max: 100 },
  { name: "maxCurrent", label: "Most current", unit: "A per phase", step: 1 },
  { name: "phases", label: "Phases", unit: "", step: 1, max: 3 },
  { name: "maxPower", label: "Most power", unit: "kW", step: 1, scale: 1_000 },
  { name: "batteryCapacityWh", label: "Battery", unit: "kWh", step: 1, scale: 1_000 },
];

/** Changes the EV that is plugged in; only what was changed is sent. */
export function EvForm({ evseId, ev }: { readonly evseId: number; readonly ev: EvState }) {
  const act = useAction();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const change = Object.fromEntries(
      FIELDS.flatMap(({ name, scale = 1 }) => {
        const value = (form.elements.namedItem(name) as HTMLInputElement).value;
        return value === "" ? [] : [[name, Number(value) * scale]];
      }),
    );
    if (await act(`Change the EV at EVSE ${evseId}`, "/ev", { evseId, ev: change })) form.reset();
  };
  return (
    <details class="ev-form">
      <summary>Change the EV</summary>
      <form onSubmit={(event) => void submit(event)}>
        {FIELDS.map(({ name, label, unit, step, max, scale = 1 }) => (
          <label key={name}>
            {label} {unit && <span class="muted">{unit}</span>}
            <input
              name={name}
              type="number"
              min={0}
              max={max}
              step={step === 1 ? "any" : step}
              placeholder={String(Math.round((Number(ev[name] ?? 0) / scale) * 10) / 10)}
            />
          </label>
        ))}
        <button>Change</button>
      </form>
    </details>
  );
}
