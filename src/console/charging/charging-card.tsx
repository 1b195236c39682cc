import { useMemo } from "preact/hooks";
import type { EvseCharging, EvseState } from "../api/types.js";
import { rounded } from "../parts/format.js";
import { Chart, type Line } from "./chart.js";
import { columnsOf } from "./course.js";
import { Factors } from "./factors.js";
import type { Sample } from "./history.js";

interface ChargingCardProps {
  readonly evse: EvseState;
  readonly charging: EvseCharging | undefined;
  readonly samples: readonly Sample[];
  /** Seconds since 1970, of the station's clock. */
  readonly now: number;
  readonly seconds: number;
}

/** How much of the chart lies ahead. */
const AHEAD = 0.35;

const LIMITS: readonly Line[] = [
  { name: "limit", colour: "--limit", stepped: true, width: 2 },
  { name: "expected", colour: "--limit", stepped: true, width: 2, dashed: true },
];
const PHASES: readonly Line[] = ["--phase1", "--phase2", "--phase3"].map((colour, phase) => ({
  ...{ name: `L${phase + 1}`, colour, width: 3 - phase * 0.75, filled: phase === 0 },
}));
const POWER: Line = { name: "power", colour: "--power", width: 2, filled: true };
const CHARGE: Line = { name: "state of charge", colour: "--charge", scale: "%", width: 2 };

/** One EVSE over the time, and why its current is what it is. */
export function ChargingCard({ evse, charging, samples, now, seconds }: ChargingCardProps) {
  const { evseId, meter } = evse;
  const from = now - seconds;
  const to = now + seconds * AHEAD;
  const columns = columnsOf(samples, charging, { from, to });
  const dc = charging?.dc ?? false;
  const phases = columns.currentA.length;
  const currentLines = useMemo(
    () => [
      ...(dc ? [] : LIMITS),
      ...(dc ? [{ ...PHASES[0], name: "current" } as Line] : PHASES.slice(0, phases)),
    ],
    [dc, phases],
  );
  const powerLines = useMemo(() => [...(dc ? LIMITS : []), POWER, CHARGE], [dc]);
  const limits = [columns.limit, columns.expected];
  return (
    <article class="charging-card" aria-labelledby={`charging-${evseId}`} data-evse={evseId}>
      <div class="explained">
        <h2 id={`charging-${evseId}`}>EVSE {evseId}</h2>
        <p class="now">
          {rounded(Math.max(0, ...meter.currentA))} <small>A</small> {rounded(meter.powerW / 1_000, 2)}{" "}
          <small>kW</small>
        </p>
        <p class="because" data-testid="because">
          {charging?.because}
        </p>
        {charging?.next ? (
          <p class="next">
            Next, at {charging.next.at.slice(11, 19)}: {charging.next.what}.
          </p>
        ) : (
          <p class="muted">No profile changes anything by itself.</p>
        )}
        {charging && <Factors charging={charging} />}
      </div>
      <div class="charts">
        <Chart
          title="Current"
          unit="A"
          lines={currentLines}
          from={from}
          to={to}
          at={columns.at}
          seen={columns.seen}
          columns={dc ? columns.currentA : [...limits, ...columns.currentA]}
          label={`Current of EVSE ${evseId}: ${charging?.because ?? ""}`}
        />
        <Chart
          title="Power and state of charge"
          unit="kW"
          lines={powerLines}
          from={from}
          to={to}
          at={columns.at}
          seen={columns.seen}
          columns={[...(dc ? limits : []), columns.powerKw, columns.stateOfCharge]}
          label={`Power of EVSE ${evseId}: ${rounded(meter.powerW / 1_000, 2)} kW`}
        />
      </div>
    </article>
  );
}
