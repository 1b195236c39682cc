import type { Server } from "node:http";
import express, { type Express, type RequestHandler } from "express";
import type { Clock, Logger } from "../kernel/index.js";
import { inUrl } from "./addresses.js";
import { checkConfiguration, type ApiConfiguration, type OcttConfiguration } from "./configuration.js";
import { serveConsole } from "./console-files.js";
import { createEventStream, type EventStream } from "./event-stream.js";
import { demandToken, refuseForeignPages } from "./guards.js";
import { answerProblems, HttpProblem } from "./http-problem.js";
import { close, listen, portOf } from "./listening.js";
import { createOcttCalls, type OcttCalls } from "./octt-calls.js";
import { answerLines, createOcttRouter } from "./octt-http.js";
import { OCTT_BASE_PATH, STATION_API_PATH } from "./paths.js";
import { passOn, SANDBOX_CSMS_PATH } from "./sandbox-csms.js";
import { createRelay } from "./relay.js";
import type { StationSurface } from "../station/index.js";
import type { Surroundings } from "./surrounding-operations.js";

/** What the HTTP faces of a station need. */
export interface HttpServersOptions {
  readonly surface: StationSurface;
  readonly api: ApiConfiguration;
  readonly octt: OcttConfiguration;
  /** Of the outside world, at rate 1: back-off, heartbeats and pauses are those of people and networks. */
  readonly clock: Clock;
  readonly logger: Logger;
  /** Version of Kerbside. */
  readonly version: string;
  /** HTTP interface of a sandbox CSMS that belongs to this station, for its page; absent: there is none. */
  readonly sandboxCsms?: string | undefined;
  /** Makes scenarios and the pace of time when the station API is first used; absent: none. */
  readonly surroundings?: () => Promise<Surroundings>;
}

/** The HTTP faces of one station. */
export interface HttpServers {
  /**
   * Listens on all configured ports and dials the relay.
   * @throws StartupError where a port is not free; then none is held
   */
  start(): Promise<void>;
  /** Ends all connections and frees the ports. May be called at any time. */
  stop(): Promise<void>;
  /** Port of the station API, once started. */
  readonly port: number;
  /** Port of the EV API, once started; `null` where it is not configured. */
  readonly evPort: number | null;
  /** Address of the page, e.g. `http://127.0.0.1:8080`, once started. */
  readonly url: string;
}

/**
 * Makes the HTTP faces of a station: its page, the station API, the OCTT's own calls and the relay.
 * @throws ConfigurationError where the configuration would open the station to strangers
 */
export function createHttpServers(options: HttpServersOptions): HttpServers {
  const { surface, api, octt, clock, logger } = options;
  checkConfiguration(api, octt);
  const events = createEventStream({ surface, clock, logger });
  const calls = createOcttCalls({ surface, logger });
  const relay = octt.relay && createRelay({ relay: octt.relay, calls, clock, logger, evPort: octt.evPort });
  const servers: { main?: Server; ev?: Server } = {};

  const stop = async (): Promise<void> => {
    relay?.stop();
    events.close();
    const open = [servers.main, servers.ev].filter((server) => server !== undefined);
    delete servers.main;
    delete servers.ev;
    await Promise.all(open.map(close));
  };

  return {
    async start() {
      try {
        const main = stationApp(options, events, calls);
        servers.main = await listen(main, { ...api, portKey: "api.port" }, logger);
        if (octt.evPort !== null)
          servers.ev = await listen(
            evApp(options, calls),
            { host: api.host, port: octt.evPort, portKey: "octt.evPort" },
            logger,
          );
        relay?.start();
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
    get port() {
      return servers.main ? portOf(servers.main) : api.port;
    },
    get evPort() {
      return servers.ev ? portOf(servers.ev) : octt.evPort;
    },
    get url() {
      return `http://${inUrl(api.host)}:${this.port}`;
    },
  };
}

function stationApp(options: HttpServersOptions, events: EventStream, calls: OcttCalls): Express {
  const { surface, api, octt, logger } = options;
  const app = bareApp(api);
  if (octt.sut) app.use(OCTT_BASE_PATH, createOcttRouter(calls, "sut", logger), answerLines(logger));
  app.use(serveConsole());
  // The rest reads and compiles the description of the API, which would cost the station's start some 0.1 s.
  app.get(`${STATION_API_PATH}/health`, (_request, response) => {
    response.json({ status: surface.phase(), firmwareVersion: surface.firmwareVersion });
  });
  app.use(
    STATION_API_PATH,
    onFirstUse(async () => {
      const { createStationApi } = await import("./station-api.js");
      const surroundings = (await options.surroundings?.()) ?? {};
      if (surroundings.scenarios) events.follow(surroundings.scenarios);
      return createStationApi({
        surface,
        events,
        token: api.token,
        version: options.version,
        surroundings,
      });
    }),
  );
  if (options.sandboxCsms !== undefined) {
    const checkToken = demandToken(api.token, (login) => surface.maintenanceLogin(login));
    app.use(SANDBOX_CSMS_PATH, passOn(options.sandboxCsms, checkToken));
  }
  app.use((request) => {
    throw new HttpProblem(404, `there is no ${request.path} here; see ${STATION_API_PATH}/docs`);
  });
  app.use(answerProblems(logger));
  return app;
}

function evApp({ api, logger }: HttpServersOptions, calls: OcttCalls): Express {
  const app = bareApp(api);
  app.use(OCTT_BASE_PATH, createOcttRouter(calls, "ev", logger));
  app.use((_request, response) => {
    response.status(404).type("text/plain").send(`the EV API is at ${OCTT_BASE_PATH}`);
  });
  app.use(answerLines(logger));
  return app;
}

function bareApp(api: ApiConfiguration): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("case sensitive routing");
  app.use((_request, response, next) => {
    response.set({ "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" });
    next();
  });
  app.use(refuseForeignPages(api));
  return app;
}

function onFirstUse(make: () => Promise<RequestHandler>): RequestHandler {
  let made: Promise<RequestHandler> | undefined;
  return async (request, response, next) => {
    made ??= make();
    (await made)(request, response, next);
  };
}
