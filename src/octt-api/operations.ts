import type { ActionOutcome, EvChange, FaultKind } from "../hardware/index.js";
import type { StationSurface } from "../station/index.js";
import { ProblemError, problemOf } from "./problem.js";

/** What an operation answers. */
export interface OperationResult {
  readonly status: 200 | 202;
  readonly body: unknown;
}

type Serve = (request: Readonly<Record<string, unknown>>) => OperationResult;

const ok = (body: unknown): OperationResult => ({ status: 200, body });
const ACCEPTED = { status: "Accepted" };

function done(outcome: ActionOutcome): void {
  if (outcome) throw problemOf(outcome);
}

const notBuilt = (): never => {
  throw new ProblemError(501, "Not Implemented", "this action is not available in this version");
};

/** The operations of the station API by their ids; each only hands on to the surface. */
export function operationsOf(surface: StationSurface): Readonly<Record<string, Serve>> {
  const { actions } = surface;
  const evse = (evseId: number): OperationResult => ok(surface.evseState(evseId));
  const typed =
    <Request>(serve: (request: Request) => OperationResult): Serve =>
    (request) =>
      serve(request as Request);
  type At = { evseId: number; connectorId: number };

  return {
    health: () => ok({ status: surface.phase(), firmwareVersion: surface.firmwareVersion }),
    state: () => ok(surface.state()),
    messages: typed<{ since?: number; limit: number }>((request) => ok(surface.messages(request))),
    plugin: typed<At & { side: "ev" | "station" | "both"; halfway: boolean; ev?: EvChange }>((request) => {
      done(actions.plugIn(request));
      return ok(surface.connectorState(request.evseId, request.connectorId));
    }),
    plugout: typed<At & { side?: "ev" | "station" }>((request) => {
      done(actions.plugOut({ ...request, side: request.side ?? "both" }));
      return ok(surface.connectorState(request.evseId, request.connectorId));
    }),
    authorize: typed<{ idToken: string; type: string; evseId?: number }>(({ idToken, type, evseId }) => {
      done(actions.presentToken({ idToken, type }, evseId));
      return ok(ACCEPTED);
    }),
    deauthorize: typed<{ evseId: number }>(({ evseId }) => {
      done(surface.deauthorize(evseId));
      return ok(ACCEPTED);
    }),
    start: typed<{ evseId: number }>(({ evseId }) => {
      done(actions.pressStart(evseId));
      return ok(ACCEPTED);
    }),
    stop: typed<{ evseId?: number; emergency: boolean }>((request) => {
      done(actions.pressStop(request));
      return ok(ACCEPTED);
    }),
    suspend: typed<{ evseId: number; by: "EV" | "EVSE" }>(({ evseId, by }) => {
      done(actions.suspend(evseId, by));
      return evse(evseId);
    }),
    resume: typed<{ evseId: number; by: "EV" | "EVSE" }>(({ evseId, by }) => {
      done(actions.resume(evseId, by));
      return evse(evseId);
    }),
    ev: typed<{ evseId: number; ev: EvChange }>(({ evseId, ev }) => {
      done(actions.changeEv(evseId, ev));
      return evse(evseId);
    }),
    parkingBay: typed<{ evseId: number; occupied: boolean }>(({ evseId, occupied }) => {
      done(actions.setParkingBay(evseId, occupied));
      return evse(evseId);
    }),
    reboot: typed<{ powerOffSeconds: number }>(({ powerOffSeconds }) => {
      surface.reboot({ powerOffSeconds });
      return { status: 202, body: ACCEPTED };
    }),
    network: typed<{ online: boolean }>(({ online }) => {
      done(actions.setNetwork(online));
      return ok(ACCEPTED);
    }),
    fault: typed<{ kind: FaultKind; active: boolean; evseId?: number; connectorId?: number }>(
      ({ active, ...fault }) => {
        done(actions.setFault(fault, active));
        return ok(ACCEPTED);
      },
    ),
    variable: typed<{
      component: Parameters<StationSurface["setVariable"]>[0];
      variable: Parameters<StationSurface["setVariable"]>[1];
      value: string;
    }>(({ component, variable, value }) => {
      done(surface.setVariable(component, variable, value));
      return ok(ACCEPTED);
    }),
    setChargingLimit: notBuilt,
    clearChargingLimit: notBuilt,
    iso15118Certificate: notBuilt,
    iso15118Session: notBuilt,
    iso15118Renegotiate: notBuilt,
  };
}
