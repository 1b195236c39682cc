import type { EvState } from "../api/types.js";

/** Where the plug goes. */
export const INLET = { x: 197, y: 100 };

const BATTERY = { x: 226, y: 106, width: 74, height: 20 };

/** A car, and its battery where the station API tells of an EV. */
export function Car({ ev }: { readonly ev: EvState | null }) {
  const charge = ev?.stateOfCharge ?? null;
  return (
    <g class="car">
      <path
        class="body"
        d="M194 132v-22q0-14 13-17l20-5 19-22q6-7 17-7h33q11 0 18 8l15 20 11 4q11 4 11 16v19q0 6-6 6H200q-6 0-6-6z"
      />
      <path class="window" d="M236 86l14-16q4-4 10-4h10v20zM276 66h18q7 0 11 5l11 15h-40z" />
      <circle class="wheel" cx="222" cy="137" r="13" />
      <circle class="wheel" cx="318" cy="137" r="13" />
      <circle class="inlet" cx={INLET.x + 3} cy={INLET.y} r="5" />
      {charge !== null && (
        <g class="battery">
          <rect class="case" {...BATTERY} rx="4" />
          <rect class="charge" {...BATTERY} width={(BATTERY.width * charge) / 100} rx="4" />
          <text x={BATTERY.x + BATTERY.width / 2} y={BATTERY.y + 14.5} text-anchor="middle">
            {charge.toFixed(1)} %
          </text>
        </g>
      )}
    </g>
  );
}
