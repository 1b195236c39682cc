import { useEffect, useRef, useState } from "preact/hooks";
import type { StationState } from "../api/types.js";
import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";

/** Tells screen readers what has changed at the station; not the numbers, which change all the time. */
export function Announcer() {
  const state = useValue(usePage().live.state);
  const before = useRef<StationState | null>(null);
  const [text, setText] = useState("");
  useEffect(() => {
    const news = state && before.current ? newsOf(before.current, state) : [];
    before.current = state;
    if (news.length > 0) setText(news.join(" "));
  }, [state]);
  return (
    <>
      <div class="unseen" role="status" aria-live="polite">
        {text}
      </div>
      <RunAnnouncer />
    </>
  );
}

/** Tells that a scenario has begun and what its verdict is, whatever view is open; not its steps. */
function RunAnnouncer() {
  const run = useValue(usePage().live.run);
  return (
    <div class="unseen" role="status" aria-live="polite" data-testid="run-news">
      {run && (run.verdict === null ? `Scenario ${run.scenario} runs.` : `${run.scenario}. ${run.verdict}`)}
    </div>
  );
}

function newsOf(before: StationState, now: StationState): string[] {
  const news: string[] = [];
  if (before.ocpp.connected !== now.ocpp.connected)
    news.push(now.ocpp.connected ? "Connected to the CSMS." : "Not connected to the CSMS.");
  for (const evse of now.evses) {
    const old = before.evses.find(({ evseId }) => evseId === evse.evseId);
    if (!old) continue;
    if (old.availability !== evse.availability) news.push(`EVSE ${evse.evseId} is ${evse.availability}.`);
    if (old.energyTransfer !== evse.energyTransfer)
      news.push(`EVSE ${evse.evseId}: energy transfer ${evse.energyTransfer}.`);
  }
  return news;
}
