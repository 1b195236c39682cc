import type { StationState } from "../api/types.js";
import { useAction } from "../parts/use-action.js";
import { ExternalLimitForm } from "./external-limit-form.js";
import { FaultForm } from "./fault-form.js";
import { NetworkConditionsForm } from "./network-conditions-form.js";

/** What happens to the station as a whole: power, network, faults, limits from outside. */
export function Installation({ state }: { readonly state: StationState }) {
  const act = useAction();
  const { networkOnline } = state;
  return (
    <section class="installation" aria-labelledby="installation">
      <h2 id="installation">Installation</h2>
      <div class="buttons">
        <button
          onClick={() =>
            void act(networkOnline ? "Pull network cable" : "Plug network cable", "/network", {
              online: !networkOnline,
            })
          }
        >
          {networkOnline ? "Pull network cable" : "Plug network cable"}
        </button>
        <button onClick={() => void act("Power cycle", "/reboot", {})}>Power cycle</button>
        <button onClick={() => void act("Power off for 10 s", "/reboot", { powerOffSeconds: 10 })}>
          Power off for 10 s
        </button>
        <button class="danger" onClick={() => void act("Emergency stop", "/stop", { emergency: true })}>
          Emergency stop
        </button>
      </div>
      <NetworkConditionsForm online={networkOnline} />
      <FaultForm state={state} />
      <ExternalLimitForm state={state} />
    </section>
  );
}
