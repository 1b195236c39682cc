import { NumberFields, numbersIn, type NumberField } from "../parts/number-fields.js";
import { useAction } from "../parts/use-action.js";

const NEEDS: readonly NumberField[] = [
  { name: "energyAmountWh", label: "Energy", unit: "kWh", scale: 1_000 },
  { name: "evMaxCurrent", label: "Most current", unit: "A per phase" },
  { name: "evMaxPower", label: "Most power", unit: "kW", scale: 1_000 },
];
const DEPARTURE: readonly NumberField[] = [
  { name: "departure", label: "Departure in", unit: "minutes", scale: 60_000 },
];

/**
 * Lets the EV ask for other charging needs over ISO 15118 (K17); what is left empty stays.
 * @param props.time of the station's clock
 */
export function RenegotiateForm(props: { readonly evseId: number; readonly time: string }) {
  const { evseId, time } = props;
  const act = useAction();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const { departure } = numbersIn(form, DEPARTURE);
    const chargingNeeds = {
      ...numbersIn(form, NEEDS),
      ...(departure !== undefined && {
        departureTime: new Date(Date.parse(time) + departure).toISOString(),
      }),
    };
    const body = { evseId, chargingNeeds };
    if (await act(`Other needs at EVSE ${evseId}`, "/iso15118/renegotiate", body)) form.reset();
  };
  return (
    <details class="ev-form">
      <summary>Ask for other charging needs (ISO 15118)</summary>
      <form onSubmit={(event) => void submit(event)}>
        <NumberFields fields={NEEDS} />
        <NumberFields fields={DEPARTURE} />
        <button>Ask</button>
      </form>
    </details>
  );
}
