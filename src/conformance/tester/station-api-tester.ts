import type { CallHttp } from "./http-calls.js";
import type { Tester } from "./tester.js";

/** An energy management system. */
const LIMIT_SOURCE = "EMS";

/** What of the station's state is looked at. */
interface StationState {
  readonly display?: readonly { readonly content?: string }[];
}

/**
 * Does the manual actions through the station API.
 * @param url of the API, e.g. `http://127.0.0.1:8080/octt/v1`
 */
export function stationApiTester(call: CallHttp, url: string, token: string | null = null): Tester {
  const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
  const post = async (path: string, body: object): Promise<void> => {
    await call({ url: `${url}/${path}`, body, headers });
  };
  return {
    plugIn: (place, ready = true) => post("plugin", { ...place, ev: { ready } }),
    plugInHalfway: (place) => post("plugin", { ...place, halfway: true }),
    // Without `side`, the whole cable is taken; where a station knows only the ends, the EV's is pulled.
    unplug: (place) => post("plugout", place),
    pullEvSide: (place) => post("plugout", { ...place, side: "ev" }),
    pullStationSide: (place) => post("plugout", { ...place, side: "station" }),
    plugInEvSide: (place) => post("plugin", { ...place, side: "ev" }),
    presentToken: (idToken, evseId) => post("authorize", { ...idToken, evseId }),
    pressStart: (evseId) => post("start", { evseId }),
    pressStop: (evseId) => post("stop", { evseId }),
    chooseToStop: (evseId) => post("stop", evseId === undefined ? {} : { evseId }),
    suspendByEv: (evseId) => post("suspend", { evseId, by: "EV" }),
    resumeByEv: (evseId) => post("resume", { evseId, by: "EV" }),
    setEvReady: (evseId, ready) => post("ev", { evseId, ev: { ready } }),
    setParkingBay: (evseId, occupied) => post("parkingbay", { evseId, occupied }),
    powerCycle: (powerOffSeconds) => post("reboot", { powerOffSeconds }),
    startV2gSession: (place, authorization) =>
      post("iso15118/session", { ...place, action: "start", authorization }),
    stopV2gSession: (evseId) => post("iso15118/session", { evseId, action: "stop" }),
    requestEvCertificate: (evseId, action) => post("iso15118/certificate", { evseId, action }),
    renegotiate: (evseId) => post("iso15118/renegotiate", { evseId, chargingNeeds: {} }),
    setChargingLimit: (evseId, limit) => post("charging-limit", { evseId, source: LIMIT_SOURCE, ...limit }),
    async releaseChargingLimit(evseId) {
      const query = new URLSearchParams({ evseId: String(evseId), source: LIMIT_SOURCE });
      await call({ url: `${url}/charging-limit?${query.toString()}`, method: "DELETE", headers });
    },
    setConnectorFault: (place, active) => post("fault", { ...place, kind: "Faulted", active }),
    setUnlockFailure: (place, active) => post("fault", { ...place, kind: "UnlockFailure", active }),
    async readDisplay() {
      const state = JSON.parse(await call({ url: `${url}/state`, method: "GET", headers })) as StationState;
      return (state.display ?? []).map(({ content }) => content ?? "");
    },
  };
}
