import type { EvState } from "../api/types.js";
import { NumberFields, numbersIn, type NumberField } from "../parts/number-fields.js";
import { useAction } from "../parts/use-action.js";

const FIELDS: readonly (NumberField & { readonly name: keyof EvState })[] = [
  { name: "stateOfCharge", label: "State of charge", unit: "%", max: 100 },
  { name: "maxCurrent", label: "Most current", unit: "A per phase" },
  { name: "phases", label: "Phases", unit: "", max: 3 },
  { name: "maxPower", label: "Most power", unit: "kW", scale: 1_000 },
  { name: "batteryCapacityWh", label: "Battery", unit: "kWh", scale: 1_000 },
];

/** Changes the EV that is plugged in; only what was changed is sent. */
export function EvForm({ evseId, ev }: { readonly evseId: number; readonly ev: EvState }) {
  const act = useAction();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const change = numbersIn(form, FIELDS);
    if (await act(`Change the EV at EVSE ${evseId}`, "/ev", { evseId, ev: change })) form.reset();
  };
  const fields = FIELDS.map((field) => ({
    ...field,
    placeholder: String(Math.round((Number(ev[field.name] ?? 0) / (field.scale ?? 1)) * 10) / 10),
  }));
  return (
    <details class="ev-form">
      <summary>Change the EV</summary>
      <form onSubmit={(event) => void submit(event)}>
        <NumberFields fields={fields} />
        <button>Change</button>
      </form>
    </details>
  );
}
