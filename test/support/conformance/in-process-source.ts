import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
  type Clock,
} from "../../../src/kernel/index.js";
import type { IdToken, Place } from "../../../src/conformance/index.js";
import { Refused, type StationSource, type Tester, type Variant } from "../../../src/conformance/index.js";
import type { ActionOutcome } from "../../../src/hardware/index.js";
import {
  createStation,
  loadConfiguration,
  loadSharedDefinitions,
  type Station,
} from "../../../src/station/index.js";

const PASSWORD = "0123456789abcdef";
const definitions = loadSharedDefinitions();

/** Throws what a station says to an action that it refuses. */
function done(outcome: ActionOutcome): Promise<void> {
  return outcome === null ? Promise.resolve() : Promise.reject(new Refused(outcome.because));
}

function testerOf({ hardware: { actions }, surface }: Station): Tester {
  return {
    plugIn: (place: Place, ready = true) => done(actions.plugIn({ ...place, side: "both", ev: { ready } })),
    plugInHalfway: (place) => done(actions.plugIn({ ...place, side: "both", halfway: true })),
    unplug: (place) => done(actions.plugOut({ ...place, side: "both" })),
    pullEvSide: (place) => done(actions.plugOut({ ...place, side: "ev" })),
    pullStationSide: (place) => done(actions.plugOut({ ...place, side: "station" })),
    plugInEvSide: (place) => done(actions.plugIn({ ...place, side: "ev" })),
    presentToken: (token: IdToken, evseId) => done(actions.presentToken({ ...token }, evseId)),
    pressStart: (evseId) => done(actions.pressStart(evseId)),
    pressStop: (evseId) => done(actions.pressStop({ evseId, emergency: false })),
    chooseToStop: (evseId) =>
      done(actions.pressStop({ ...(evseId !== undefined && { evseId }), emergency: false })),
    suspendByEv: (evseId) => done(actions.suspend(evseId, "EV")),
    resumeByEv: (evseId) => done(actions.resume(evseId, "EV")),
    setEvReady: (evseId, ready) => done(actions.changeEv(evseId, { ready })),
    setParkingBay: (evseId, occupied) => done(actions.setParkingBay(evseId, occupied)),
    powerCycle(offSeconds) {
      surface.reboot({ powerOffSeconds: offSeconds });
      return Promise.resolve();
    },
    startV2gSession: (place, identification) => done(actions.startV2gSession({ ...place, identification })),
    stopV2gSession: (evseId) => done(actions.stopV2gSession(evseId)),
    requestEvCertificate: (evseId, action) => done(actions.requestEvCertificate(evseId, { action })),
    renegotiate: (evseId) => done(actions.renegotiate(evseId, {})),
    setChargingLimit: (evseId, limit) =>
      done(surface.externalLimits.set({ evseId, source: "EMS", ...limit })),
    releaseChargingLimit: (evseId) => done(surface.externalLimits.clear("EMS", evseId)),
    setConnectorFault: (place, active) => done(actions.setFault({ kind: "Faulted", ...place }, active)),
    setUnlockFailure: (place, active) => done(actions.setFault({ kind: "UnlockFailure", ...place }, active)),
    readDisplay: () => Promise.resolve(surface.state().display.map(({ content }) => content)),
  };
}

/** Stations of a variant in this process, on the clock of the test. */
export function inProcessSource(clock: Clock, { station: configured }: Variant, seed = 7): StationSource {
  return {
    identity: "CS-TEST",
    password: PASSWORD,
    csmsPort: 0,
    fresh: true,
    start({ url, identity, security }) {
      const folder = mkdtempSync(join(tmpdir(), "kerbside-in-process-"));
      const configuration = loadConfiguration({
        flags: [
          ...Object.entries(configured).map(([key, value]) => ({ key, value, origin: "variant" })),
          { key: "identity", value: identity, origin: "test" },
          { key: "storage", value: folder, origin: "test" },
          { key: "csms.url", value: url, origin: "test" },
          { key: "csms.securityProfile", value: security.profile, origin: "test" },
          { key: "csms.basicAuthPassword", value: PASSWORD, origin: "test" },
        ],
      });
      const station = createStation({
        configuration,
        definitions,
        provisioning: {
          roots: [
            { use: "CSMSRootCertificate", pem: security.csmsRoot },
            { use: "ManufacturerRootCertificate", pem: security.manufacturerRoot },
            ...(security.v2gRoot === null
              ? []
              : [{ use: "V2GRootCertificate" as const, pem: security.v2gRoot }]),
          ],
          credential: security.credential,
          contractChain: security.contractChain,
        },
        store: createMemoryStore(),
        clock,
        random: createSeededRandom(seed),
        logger: createSilentLogger(),
        softwareVersion: "test",
      });
      station.start();
      return Promise.resolve({
        tester: testerOf(station),
        crashed: () => null,
        async stop() {
          await station.stop();
          rmSync(folder, { recursive: true, force: true });
        },
      });
    },
  };
}
