import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import express from "express";
import {
  ConfigurationError,
  packageRoot,
  StartupError,
  type Clock,
  type Logger,
  type Random,
} from "../kernel/index.js";
import type { StationConfiguration, StationSurface } from "../station/index.js";
import { isLoopback, refuseForeignHosts, requireToken } from "./guards.js";
import { createLiveEvents } from "./live-events.js";
import { createOcttCalls } from "./octt-calls.js";
import { octtRouter } from "./octt-router.js";
import { loadApiDescription } from "./openapi.js";
import { problemHandler, ProblemError } from "./problem.js";
import { createRelay } from "./relay.js";
import { stationApi } from "./station-api.js";

/** The HTTP faces of a running station. */
export interface HttpFaces {
  /** Of the station API and the page. */
  readonly url: string;
  /** Port of the EV API; `null` where it is not served. */
  readonly evPort: number | null;
  stop(): Promise<void>;
}

/** What the faces are made from. */
export interface HttpFacesParts {
  readonly surface: StationSurface;
  readonly api: StationConfiguration["api"];
  readonly octt: StationConfiguration["octt"];
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/**
 * Serves the station API, the OCTT's own calls and the page.
 * @throws StartupError if a port is taken
 * @throws ConfigurationError if an address that is not loopback has no token
 */
export async function startHttpFaces(parts: HttpFacesParts): Promise<HttpFaces> {
  const { surface, api, octt, clock, logger } = parts;
  if (!isLoopback(api.host) && api.token === null) {
    throw new ConfigurationError("api.token", "is required where api.host is not a loopback address");
  }
  const calls = createOcttCalls(surface);
  const events = createLiveEvents(surface, clock);
  const page = readFileSync(join(packageRoot(), "src", "console", "index.html"), "utf8");
  const guards = [refuseForeignHosts(api.token === null), requireToken(api.token)];

  const app = express().disable("x-powered-by").set("query parser", "simple");
  app.use(refuseForeignHosts(api.token === null));
  app.get("/", (_request, response) => void response.type("html").send(page));
  app.use("/octt/v1", stationApi({ surface, description: loadApiDescription(), events, token: api.token }));
  if (octt.sut)
    app.use(
      "/api/v1",
      ...guards,
      octtRouter((call, args) => calls.sut(call, args)),
    );
  app.use((request, _response, next) =>
    next(new ProblemError(404, "Not Found", `there is no ${request.path}`)),
  );
  app.use(problemHandler(logger));
  const server = await listen(app, api.port, api.host, "api.port");

  let evServer: Server | null = null;
  if (octt.evPort !== null) {
    const evApp = express().disable("x-powered-by").set("query parser", "simple");
    evApp.use(
      "/api/v1",
      ...guards,
      octtRouter((call, args) => calls.ev(call, args)),
    );
    evApp.use(problemHandler(logger));
    evServer = await listen(evApp, octt.evPort, api.host, "octt.evPort").catch(async (error: unknown) => {
      await close(server);
      throw error;
    });
  }
  const relay = octt.relay && createRelay({ ...parts, ...octt.relay, calls });
  relay?.start();

  const host = api.host.includes(":") ? `[${api.host}]` : api.host;
  return {
    url: `http://${host}:${portOf(server)}`,
    evPort: evServer && portOf(evServer),
    async stop() {
      relay?.stop();
      events.stop();
      await Promise.all([close(server), evServer ? close(evServer) : undefined]);
    },
  };
}

function listen(app: express.Express, port: number, host: string, key: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(app);
    server.once("error", (error: NodeJS.ErrnoException) => {
      const because = error.code === "EADDRINUSE" ? "is in use" : `cannot be used (${error.message})`;
      reject(new StartupError(`${key} ${port} ${because}`, { cause: error }));
    });
    server.listen(port, host, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
