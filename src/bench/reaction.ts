import { firstValueFrom, filter } from "rxjs";
import {
  createMemoryStore,
  createSilentLogger,
  createSystemClock,
  createSystemRandom,
} from "../kernel/index.js";
import { encodeCall, loadValidators, parseFrame } from "../protocol/index.js";
import { createStation, loadConfiguration, loadSharedDefinitions, type Frame } from "../station/index.js";

/** Median milliseconds from a token at the reader to its Authorize on the wire. */
export async function authorizeLatency(url: string, samples: number): Promise<number> {
  const station = createStation({
    configuration: loadConfiguration({
      flags: [
        { key: "identity", value: "CS-REACTION", origin: "bench" },
        { key: "csms.url", value: url, origin: "bench" },
        { key: "csms.securityProfile", value: 0, origin: "bench" },
      ],
    }),
    definitions: loadSharedDefinitions(),
    store: createMemoryStore(),
    clock: createSystemClock(),
    random: createSystemRandom(),
    logger: createSilentLogger(),
    softwareVersion: "bench",
  });
  const accepted = new Promise<void>((resolve) => station.onAccepted(resolve));
  station.start();
  await accepted;
  const times: number[] = [];
  for (let n = 0; n < samples; n++) {
    const next = (messageType: string) =>
      firstValueFrom(
        station.surface.events.pipe(
          filter(({ event, data }) => {
            const frame = data as Frame | undefined;
            return event === "ocpp" && frame?.action === "Authorize" && frame.messageType === messageType;
          }),
        ),
      );
    const asked = next("CALL");
    const answered = next("CALLRESULT");
    const from = performance.now();
    // A token that nobody knows starts nothing, so every presentation is like the first.
    station.hardware.actions.presentToken({ idToken: `FFFF${n}`, type: "ISO14443" });
    await asked;
    times.push(performance.now() - from);
    await answered;
  }
  await station.stop();
  return times.sort((a, b) => a - b)[Math.floor(samples / 2)] ?? 0;
}

/** Frames a second through encoding, parsing and validation against the schema. */
export async function framesPerSecond(seconds: number): Promise<number> {
  const validators = await loadValidators("ocpp2.0.1");
  const payload = {
    timestamp: "2026-01-01T00:00:00.000Z",
    connectorStatus: "Occupied",
    evseId: 1,
    connectorId: 1,
  };
  const from = performance.now();
  let frames = 0;
  while (performance.now() - from < seconds * 1000) {
    for (let n = 0; n < 1000; n++) {
      const frame = parseFrame(encodeCall(`${n}`, "StatusNotification", payload), "ocpp2.0.1");
      if (frame.messageType === "CALL") validators.validateRequest(frame.action, frame.payload);
    }
    frames += 1000;
  }
  return Math.round(frames / ((performance.now() - from) / 1000));
}
