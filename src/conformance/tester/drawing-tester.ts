import { Milliseconds, Seconds, type Clock } from "../../kernel/index.js";
import type { Dialogue } from "../dialogue.js";
import type { Place } from "../pics/pics.js";
import { ValidationFailed } from "../verdict.js";
import { Refused, type Tester } from "./tester.js";

/** A person tries again for that long what the station refuses, e.g. pulling a cable that is just being unlocked. */
const PERSISTENCE = Seconds(3);
const PAUSE = Milliseconds(100);

const at = ({ evseId, connectorId }: Place): string => `${evseId}/${connectorId}`;

const part = (evseId: number): string => (evseId === 0 ? "the station" : `EVSE ${evseId}`);

/**
 * A tester whose actions stand in the dialogue, and who tries again for some seconds what the station refuses;
 * after that the case has failed.
 */
export function withDrawing(tester: Tester, dialogue: Dialogue, clock: Clock): Tester {
  const draws = (text: string): void => dialogue.add({ from: "tester", kind: "action", text });
  const acts = async (text: string, action: () => Promise<void>): Promise<void> => {
    draws(text);
    const end = clock.elapsed() + PERSISTENCE;
    for (;;) {
      try {
        return await action();
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (clock.elapsed() >= end)
          throw new ValidationFailed(`the tester cannot do this: ${text}: ${error.message}`);
      }
      await new Promise<void>((resume) => void clock.timer("the tester tries again", PAUSE, resume));
    }
  };
  let read = "";
  return {
    plugIn: (place, evReady = true) =>
      acts(`connects ${evReady ? "the EV" : "an EV that is not ready"} at ${at(place)}`, () =>
        tester.plugIn(place, evReady),
      ),
    plugInHalfway: (place) =>
      acts(`plugs the cable in halfway at ${at(place)}`, () => tester.plugInHalfway(place)),
    unplug: (place) => acts(`disconnects the EV at ${at(place)}`, () => tester.unplug(place)),
    pullEvSide: (place) =>
      acts(`pulls the EV's end of the cable at ${at(place)}`, () => tester.pullEvSide(place)),
    plugInEvSide: (place) =>
      acts(`plugs the EV's end of the cable in at ${at(place)}`, () => tester.plugInEvSide(place)),
    pullStationSide: (place) =>
      acts(`pulls the station's end of the cable at ${at(place)}`, () => tester.pullStationSide(place)),
    // A key code is a secret.
    presentToken: (token, evseId) =>
      acts(`presents ${token.type === "KeyCode" ? "a key code" : token.idToken} at EVSE ${evseId}`, () =>
        tester.presentToken(token, evseId),
      ),
    pressStart: (evseId) => acts(`presses start at EVSE ${evseId}`, () => tester.pressStart(evseId)),
    pressStop: (evseId) => acts(`presses stop at EVSE ${evseId}`, () => tester.pressStop(evseId)),
    chooseToStop: (evseId) =>
      acts(`chooses to stop ${evseId === undefined ? "all transactions" : `EVSE ${evseId}`}`, () =>
        tester.chooseToStop(evseId),
      ),
    suspendByEv: (evseId) => acts(`EV at EVSE ${evseId} suspends`, () => tester.suspendByEv(evseId)),
    resumeByEv: (evseId) => acts(`EV at EVSE ${evseId} resumes`, () => tester.resumeByEv(evseId)),
    setEvReady: (evseId, ready) =>
      acts(`EV at EVSE ${evseId} is ${ready ? "ready" : "not ready"}`, () =>
        tester.setEvReady(evseId, ready),
      ),
    setParkingBay: (evseId, occupied) =>
      acts(`drives ${occupied ? "into" : "out of"} the bay of EVSE ${evseId}`, () =>
        tester.setParkingBay(evseId, occupied),
      ),
    powerCycle: (seconds) => acts(`takes the power away for ${seconds} s`, () => tester.powerCycle(seconds)),
    startV2gSession: (place, identification) =>
      acts(`EV at ${at(place)} begins an ISO 15118 session (${identification})`, () =>
        tester.startV2gSession(place, identification),
      ),
    stopV2gSession: (evseId) =>
      acts(`EV at EVSE ${evseId} ends its ISO 15118 session`, () => tester.stopV2gSession(evseId)),
    requestEvCertificate: (evseId, action) =>
      acts(`EV at EVSE ${evseId} asks for a certificate (${action})`, () =>
        tester.requestEvCertificate(evseId, action),
      ),
    renegotiate: (evseId) =>
      acts(`EV at EVSE ${evseId} asks for other limits`, () => tester.renegotiate(evseId)),
    setChargingLimit: (evseId, limit) =>
      acts(`an external system limits ${part(evseId)} to ${limit.limit} ${limit.unit}`, () =>
        tester.setChargingLimit(evseId, limit),
      ),
    releaseChargingLimit: (evseId) =>
      acts(`an external system releases its limit of ${part(evseId)}`, () =>
        tester.releaseChargingLimit(evseId),
      ),
    setConnectorFault: (place, active) =>
      acts(`connector ${at(place)} ${active ? "becomes faulty" : "is repaired"}`, () =>
        tester.setConnectorFault(place, active),
      ),
    setUnlockFailure: (place, active) =>
      acts(`the lock of ${at(place)} ${active ? "is stuck" : "works again"}`, () =>
        tester.setUnlockFailure(place, active),
      ),
    async readDisplay() {
      const lines = await tester.readDisplay();
      const text = lines.length === 0 ? "reads nothing on the display" : `reads: ${lines.join(" / ")}`;
      if (text !== read) draws(text);
      read = text;
      return lines;
    },
  };
}
