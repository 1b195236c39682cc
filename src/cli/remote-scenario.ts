import { messageOf, Milliseconds, StartupError, type Clock } from "../kernel/index.js";
import { ScenarioError, type Scenario, type ScenarioRunState } from "../scenario/index.js";

/** How often a run is looked at, in real time. */
const LOOK_EVERY = Milliseconds(250);

interface RemoteRun {
  readonly stationApi: { readonly url: string; readonly token?: string };
  readonly seed?: number;
  readonly rate?: number;
  /** Of the outside world. */
  readonly clock: Clock;
  readonly progress: (state: ScenarioRunState) => void;
  readonly whenStopped: Promise<void>;
}

/**
 * Runs a scenario at a station that runs already, over its station API, to its end.
 * @throws ScenarioError if the station does not take the scenario
 * @throws StartupError if the API cannot be reached
 */
export async function runAtStationApi(scenario: Scenario, remote: RemoteRun): Promise<ScenarioRunState> {
  const { seed, rate, clock, progress, whenStopped } = remote;
  const ask = (method: string, body?: object): Promise<ScenarioRunState> => askStation(remote, method, body);
  const options = { ...(seed !== undefined && { seed }), ...(rate !== undefined && { rate }) };
  let state = await ask("POST", { scenario, ...options });
  void whenStopped.then(() => ask("DELETE")).catch(() => undefined);
  for (;;) {
    progress(state);
    if (state.status !== "running") return state;
    await new Promise<void>((resolve) => void clock.timer("look at the run", LOOK_EVERY, resolve));
    state = await ask("GET");
  }
}

async function askStation(
  { stationApi: { url, token } }: RemoteRun,
  method: string,
  body?: object,
): Promise<ScenarioRunState> {
  const address = `${url.replace(/\/+$/, "").replace(/\/octt\/v1$/, "")}/octt/v1/scenarios/run`;
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      headers: {
        ...(body && { "Content-Type": "application/json" }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new StartupError(`${address} cannot be reached: ${messageOf(error)}`);
  }
  if (response.ok) return (await response.json()) as ScenarioRunState;
  const problem = (await response.json().catch(() => null)) as { detail?: unknown } | null;
  throw new ScenarioError(
    typeof problem?.detail === "string" ? problem.detail : `${address} answers ${response.status}`,
  );
}
