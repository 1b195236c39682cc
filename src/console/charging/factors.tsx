import type { EvseCharging } from "../api/types.js";
import { rounded } from "../parts/format.js";

/** Everything that keeps the current from being higher, the lowest first. */
export function Factors({ charging }: { readonly charging: EvseCharging }) {
  return (
    <table class="factors">
      <caption class="unseen">What limits EVSE {charging.evseId}, the lowest first</caption>
      <thead>
        <tr>
          <th scope="col">What allows</th>
          <th scope="col">A</th>
          <th scope="col">kW</th>
          <th scope="col">Phases</th>
        </tr>
      </thead>
      <tbody>
        {charging.factors.map(({ kind, what, note, amps, watts, phases }, index) => (
          <tr key={`${kind}${what}`} class={`${kind} ${index === 0 ? "decides" : ""}`}>
            <th scope="row">
              {what}
              {note !== undefined && ` (${note})`}
            </th>
            <td>{rounded(amps)}</td>
            <td>{watts === undefined ? "" : rounded(watts / 1_000)}</td>
            <td>{phases ?? ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
