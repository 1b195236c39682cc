import { useEffect, useState } from "preact/hooks";
import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";
import { ChargingCard } from "./charging-card.js";

/** Seconds that are drawn, and their names. */
const SPANS = [
  [60, "1 min"],
  [300, "5 min"],
  [900, "15 min"],
  [3_600, "1 h"],
] as const;
const PACE = 2_000;

/** Power, current and state of charge as they go, what limits them, and why. */
export function ChargingView() {
  const { live } = usePage();
  const state = useValue(live.state);
  const charging = useValue(live.charging);
  const [seconds, setSeconds] = useState<number>(SPANS[1][0]);
  useEffect(() => {
    // What profiles bring by the time changes nothing at the station until then.
    const timer = setInterval(() => live.askCharging(), PACE);
    return () => clearInterval(timer);
  }, [live]);
  if (!state) return null;
  return (
    <div class="charging">
      <div class="toolbar" role="group" aria-label="Time that is drawn">
        {SPANS.map(([length, name]) => (
          <button key={length} aria-pressed={length === seconds} onClick={() => setSeconds(length)}>
            {name}
          </button>
        ))}
        <span class="muted">The dashed line is the composite schedule: what is to be expected.</span>
      </div>
      {state.evses.map((evse) => (
        <ChargingCard
          key={evse.evseId}
          evse={evse}
          charging={charging.find(({ evseId }) => evseId === evse.evseId)}
          samples={live.history.of(evse.evseId)}
          now={Date.parse(state.time) / 1_000}
          seconds={seconds}
        />
      ))}
    </div>
  );
}
