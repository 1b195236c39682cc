import {
  createMemoryStore,
  createPacedClock,
  createRecentLog,
  createSeededRandom,
  createSilentLogger,
  createSystemClock,
} from "../../../src/kernel/index.js";
import { createHttpServers, type HttpServers } from "../../../src/octt-api/index.js";
import { loadValidators } from "../../../src/protocol/index.js";
import {
  createScenarioDesk,
  createScenarioLibrary,
  createScenarioReader,
} from "../../../src/scenario/index.js";
import { createSandboxCsms, type SandboxCsms } from "../../../src/sandbox-csms/index.js";
import {
  createStation,
  loadConfiguration,
  loadSharedDefinitions,
  type Station,
} from "../../../src/station/index.js";

/** A station with its page, at a sandbox CSMS; in real time, as a browser, until the page sets another pace. */
export interface LiveStation extends AsyncDisposable {
  readonly station: Station;
  readonly csms: SandboxCsms;
  /** Address of the page. */
  readonly url: string;
  /** Lets the CSMS send a command. */
  order(action: string, payload: object): Promise<unknown>;
  /** Ends the HTTP faces, as when the process ends; and lets them be there again. */
  hangUp(): Promise<void>;
  pickUp(): Promise<void>;
}

export async function startLiveStation({
  token = null,
}: { token?: string | null } = {}): Promise<LiveStation> {
  const clock = createPacedClock(createSystemClock());
  const random = createSeededRandom(7);
  const logger = createSilentLogger();
  const csms = await createSandboxCsms({
    ...{ ocppPort: 0, httpPort: 0, clock, logger },
    validators: loadValidators,
  });
  const configuration = loadConfiguration({
    flags: [
      { key: "csms.url", value: csms.ocppUrl, origin: "test" },
      { key: "csms.securityProfile", value: 0, origin: "test" },
    ],
  });
  const station = createStation({
    ...{ configuration, clock, logger },
    definitions: loadSharedDefinitions(),
    recentLog: createRecentLog(),
    store: createMemoryStore(),
    random,
    softwareVersion: "test",
  });
  const accepted = new Promise<void>((resolve) => station.onAccepted(resolve));
  const serve = async (port: number): Promise<HttpServers> => {
    const made = createHttpServers({
      surface: station.surface,
      api: { host: "127.0.0.1", port, token },
      octt: { sut: false, evPort: null, relay: null },
      ...{ clock: createSystemClock(), logger, version: "test" },
      sandboxCsms: csms.httpUrl,
      surroundings: () => {
        const { surface } = station;
        const reader = createScenarioReader();
        const library = createScenarioLibrary(reader);
        const scenarios = createScenarioDesk({ surface, clock, pace: clock, random, reader, library });
        return Promise.resolve({ scenarios, pace: clock });
      },
    });
    await made.start();
    return made;
  };
  let faces = await serve(0);
  const { url, port } = faces;
  station.start();
  await accepted;
  return {
    station,
    csms,
    url,
    async order(action, payload) {
      const answer = await fetch(`${csms.httpUrl}/stations/CS-0001/commands/${action}`, {
        method: "POST",
        body: JSON.stringify(payload),
      });
      return answer.json();
    },
    hangUp: () => faces.stop(),
    pickUp: async () => void (faces = await serve(port)),
    async [Symbol.asyncDispose]() {
      await faces.stop();
      await station.stop();
      await csms.stop();
    },
  };
}
