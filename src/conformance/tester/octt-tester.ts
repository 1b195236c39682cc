import type { Place } from "../pics/pics.js";
import { Inconclusive } from "../verdict.js";
import type { CallHttp } from "./http-calls.js";
import type { Tester } from "./tester.js";

/** Where a station serves the OCTT's own calls. */
export interface OcttAddresses {
  /** SUT API CS, e.g. `http://127.0.0.1:8080`. */
  readonly sut: string;
  /** EV API; `null` where there is none: then the SUT API moves both ends of the cable. */
  readonly ev: string | null;
}

type Arguments = Readonly<Record<string, string | number | boolean>>;

const placed = ({ evseId, connectorId }: Place): Arguments => ({
  evse_id: evseId,
  connector_id: connectorId,
});

/** Does the manual actions by nothing but the OCTT's own calls. */
export function octtTester(call: CallHttp, { sut, ev }: OcttAddresses): Tester {
  const post = async (base: string, name: string, given: Arguments = {}): Promise<void> => {
    const query = new URLSearchParams(
      Object.entries(given).map(([key, value]): [string, string] => [key, String(value)]),
    );
    await call({ url: `${base}/api/v1/${name}?${query.toString()}` });
  };
  const evCall = (name: string, given: Arguments): Promise<void> => {
    if (ev === null) throw new Inconclusive(`the OCTT's EV API is needed for "${name}"`);
    return post(ev, name, given);
  };
  const missing = (what: string): Promise<never> =>
    Promise.reject(new Inconclusive(`the OCTT's own calls cannot do this: ${what}`));
  const anonymous = (evseId: number): Promise<void> =>
    post(sut, "authorize", { type: "NoAuthorization", evse_id: evseId });

  return {
    async plugIn(place, evReady = true) {
      if (ev !== null || !evReady) await evCall("state", { ready: evReady, evse_id: place.evseId });
      await post(sut, "plugin", placed(place));
      if (ev !== null) await evCall("plugin", placed(place));
    },
    plugInHalfway: (place) => post(sut, "plugin", { ...placed(place), halfway: true }),
    async unplug(place) {
      // The station's end first: it is the one that a lock may hold.
      await post(sut, "plugout", placed(place));
      if (ev !== null) await evCall("plugout", placed(place));
    },
    pullEvSide: async (place) => evCall("plugout", placed(place)),
    pullStationSide: (place) => post(sut, "plugout", placed(place)),
    plugInEvSide: async (place) => evCall("plugin", placed(place)),
    presentToken: ({ idToken, type }, evseId) =>
      post(sut, "authorize", { id: idToken, type, evse_id: evseId }),
    pressStart: anonymous,
    pressStop: anonymous,
    chooseToStop: () => missing("choose on the display"),
    suspendByEv: async (evseId) => evCall("end", { evse_id: evseId }),
    resumeByEv: async (evseId) => evCall("state", { ready: true, evse_id: evseId }),
    setEvReady: async (evseId, ready) => evCall("state", { ready, evse_id: evseId }),
    setParkingBay: (evseId, occupied) => post(sut, "parkingbay", { occupied, evse_id: evseId }),
    powerCycle: () => post(sut, "reboot"),
    startV2gSession: () => missing("begin an ISO 15118 session"),
    stopV2gSession: () => missing("end an ISO 15118 session"),
    requestEvCertificate: () => missing("ask for a contract certificate"),
    renegotiate: () => missing("renegotiate the charging limits"),
    // A bare number is watts.
    setChargingLimit: (evseId, { unit, limit }) =>
      post(sut, "state", { evse_id: evseId, charging_limit: unit === "A" ? `${limit}A` : limit }),
    releaseChargingLimit: (evseId) => post(sut, "state", { evse_id: evseId, charging_limit: "" }),
    setConnectorFault: (place, active) => post(sut, "state", { ...placed(place), faulted: active }),
    setUnlockFailure: (place, active) => post(sut, "state", { ...placed(place), unlock_failed: active }),
    readDisplay: () => missing("read the display"),
  };
}
