import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";
import type { StationState } from "../api/types.js";
import { versionName } from "./format.js";

/** Who the station is and how it stands with its CSMS: always in sight. */
export function Header() {
  const { live } = usePage();
  const state = useValue(live.state);
  const silent = useValue(live.silence) !== null;
  if (!state) return <header class="top">Charging station</header>;
  const { identity, vendorName, model, serialNumber, firmwareVersion, firmware, ocpp } = state;
  document.title = `${identity} · ${vendorName} ${model}`;
  return (
    <header class="top">
      <h1>{identity}</h1>
      <span class="muted make" title={`serial number ${serialNumber}`}>
        {vendorName} {model}
      </span>
      <Connection state={state} silent={silent} />
      <dl class="facts">
        <div>
          <dt>Firmware</dt>
          <dd>
            {firmwareVersion}
            {firmware.update !== null && <span class="wait"> {firmware.update}</span>}
          </dd>
        </div>
        <div>
          <dt>Protocol</dt>
          <dd>{versionName(ocpp.version)}</dd>
        </div>
        <div>
          <dt>Security profile</dt>
          <dd>{ocpp.securityProfile}</dd>
        </div>
        <div class="wide">
          <dt>CSMS</dt>
          <dd class="url" title={ocpp.csmsUrl}>
            {ocpp.csmsUrl}
            {ocpp.configurationSlot !== null && ` (slot ${ocpp.configurationSlot})`}
          </dd>
        </div>
      </dl>
      <a class="api" href="/octt/v1/docs">
        API
      </a>
    </header>
  );
}

function Connection({ state, silent }: { readonly state: StationState; readonly silent: boolean }) {
  const { phase, networkOnline, ocpp } = state;
  const [kind, text] = connectionOf();
  return <span class={`badge ${kind}`}>{text}</span>;

  function connectionOf(): readonly [string, string] {
    if (silent) return ["bad", "No answer"];
    if (phase === "rebooting") return ["wait", "No power, or restarting"];
    if (!networkOnline) return ["bad", "Network cable pulled"];
    if (!ocpp.connected) return ["bad", "Offline"];
    return ocpp.registration === "Accepted"
      ? ["ok", "Online, Accepted"]
      : ["wait", `Online, ${ocpp.registration}`];
  }
}
