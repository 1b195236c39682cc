import {
  createManualClock,
  createSilentLogger,
  type Logger,
  type ManualClock,
} from "../../../src/kernel/index.js";
import {
  createHttpServers,
  type ApiConfiguration,
  type HttpServers,
  type OcttConfiguration,
  type Surroundings,
} from "../../../src/octt-api/index.js";
import { createFakeSurface, type FakeSurface } from "./fake-surface.js";

/** The HTTP faces of a fake station, listening. */
export interface Bench extends AsyncDisposable {
  readonly station: FakeSurface;
  readonly servers: HttpServers;
  readonly clock: ManualClock;
  /** Requests a path of the station API; a body that is no string is sent as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Requests any path of the main port. */
  request(path: string, options?: RequestInit): Promise<Response>;
  /** Calls as the OCTT does. */
  sut(call: string): Promise<Response>;
  ev(call: string): Promise<Response>;
}

export interface BenchOptions {
  readonly api?: Partial<ApiConfiguration>;
  readonly octt?: Partial<OcttConfiguration>;
  readonly logger?: Logger;
  readonly sandboxCsms?: string;
  /** Made for the station and its clock. */
  readonly surroundings?: (station: FakeSurface, clock: ManualClock) => Surroundings;
}

export async function startBench(options: BenchOptions = {}): Promise<Bench> {
  const { api, octt, logger, sandboxCsms, surroundings } = options;
  const station = createFakeSurface();
  const clock = createManualClock();
  const servers = createHttpServers({
    surface: station,
    api: { host: "127.0.0.1", port: 0, token: null, ...api },
    octt: { sut: true, evPort: null, relay: null, ...octt },
    clock,
    logger: logger ?? createSilentLogger(),
    version: "0.1.0",
    sandboxCsms,
    ...(surroundings && { surroundings: () => Promise.resolve(surroundings(station, clock)) }),
  });
  await servers.start();
  const on = (port: number | null): string => `http://127.0.0.1:${port}`;
  return {
    station,
    servers,
    clock,
    request: (path, options) => fetch(on(servers.port) + path, options),
    call: (method, path, body, headers = {}) =>
      fetch(`${on(servers.port)}/octt/v1${path}`, {
        method,
        headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...headers },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    sut: (call) => fetch(`${on(servers.port)}/api/v1/${call}`, { method: "POST" }),
    ev: (call) => fetch(`${on(servers.evPort)}/api/v1/${call}`, { method: "POST" }),
    [Symbol.asyncDispose]: () => servers.stop(),
  };
}

/** The `detail` of a refusal, which must be a problem of that status. */
export async function detailOf(response: Response, status: number): Promise<string> {
  const problem = (await response.json()) as { type: string; title: string; status: number; detail: string };
  expect({ http: response.status, type: response.headers.get("Content-Type") }).toEqual({
    http: status,
    type: "application/problem+json; charset=utf-8",
  });
  expect(problem).toEqual({
    type: "about:blank",
    title: expect.any(String),
    status,
    detail: expect.any(String),
  });
  return problem.detail;
}
