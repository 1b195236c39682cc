import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";
import { LatestMessages } from "../wire/latest-messages.js";
import { DriverDisplay } from "./driver-display.js";
import { EvseCard } from "./evse-card.js";
import { Installation } from "./installation.js";
import { Reader } from "./reader.js";
import { useCard } from "./use-card.js";

/** The station as a thing: its display and reader, its EVSEs, and what is said meanwhile. */
export function StationView() {
  const { live } = usePage();
  const state = useValue(live.state);
  const charging = useValue(live.charging);
  const card = useCard();
  if (!state) return null;
  return (
    <div class="station-view">
      <section class="front" aria-label="Front of the station">
        <DriverDisplay lines={state.display} powered={state.phase !== "rebooting"} />
        <Reader card={card} />
      </section>
      <div class="evses">
        {state.evses.map((evse) => (
          <EvseCard
            key={evse.evseId}
            evse={evse}
            charging={charging.find(({ evseId }) => evseId === evse.evseId)}
            time={state.time}
            faults={state.faults}
            card={card}
          />
        ))}
      </div>
      <Installation state={state} />
      <LatestMessages />
    </div>
  );
}
