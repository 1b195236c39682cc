import { NumberFields, numbersIn, type NumberField } from "../parts/number-fields.js";
import { useAction } from "../parts/use-action.js";

const FIELDS: readonly NumberField[] = [
  { name: "latencyMs", label: "Latency", unit: "ms", max: 60_000 },
  { name: "jitterMs", label: "Jitter", unit: "ms", max: 60_000 },
  { name: "lossPercent", label: "Lost", unit: "%", max: 100 },
  { name: "duplicatePercent", label: "Repeated", unit: "%", max: 100 },
  { name: "garbagePercent", label: "Cut short", unit: "%", max: 100 },
  { name: "seed", label: "Seed", unit: "", max: 4_294_967_295 },
];

/**
 * Makes the way to the CSMS bad, or good again.
 * @param props.online the cable stays as it is
 */
export function NetworkConditionsForm({ online }: { readonly online: boolean }) {
  const act = useAction();
  const worsen = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const { checked: halfOpen } = form.elements.namedItem("halfOpen") as HTMLInputElement;
    const conditions = { ...numbersIn(form, FIELDS), halfOpen };
    void act("Network conditions", "/network", { online, conditions });
  };
  return (
    <details class="ev-form">
      <summary>Network conditions</summary>
      <form onSubmit={worsen} aria-label="Network conditions">
        <NumberFields fields={FIELDS} />
        <label class="check">
          <input name="halfOpen" type="checkbox" />
          Nothing comes through
        </label>
        <button>Make it so</button>
        <button
          type="button"
          class="repair"
          onClick={() => void act("Good network", "/network", { online, conditions: null })}
        >
          Make it good again
        </button>
      </form>
    </details>
  );
}
