import { InvariantError } from "../kernel/index.js";
import { throwRefusal } from "./http-problem.js";
import type { Requests } from "./requests.js";
import type { StationSurface } from "../station/index.js";

/** An answer with a JSON body. */
export interface Reply {
  readonly status: 200 | 202;
  readonly body: unknown;
}

/** The operations of the station API that answer JSON, by operationId. */
export type Operations = { readonly [Id in keyof Requests]: (request: Requests[Id]) => Reply };

const ACCEPTED = { status: "Accepted" } as const;
const answer = (body: unknown): Reply => ({ status: 200, body });

/** Maps operations to what a station can do: a call, and the new state of what was touched. */
export function createOperations(surface: StationSurface): Operations {
  const { actions } = surface;
  const inspection = (): StationSurface["inspection"] => surface.inspection;

  const evse = (evseId: number): Reply =>
    answer(surface.evseState(evseId) ?? missing(`EVSE ${evseId}, which was just touched`));
  const connector = (evseId: number, connectorId: number): Reply =>
    answer(surface.connectorState(evseId, connectorId) ?? missing(`connector ${evseId}/${connectorId}`));

  return {
    health: () => answer({ status: surface.phase(), firmwareVersion: surface.firmwareVersion }),
    state: () => answer(surface.state()),
    messages: (options) => answer(surface.messages(options)),
    charging: () => answer(inspection().charging()),
    profiles: () => answer(inspection().profiles()),
    variables: () => answer(inspection().variables()),
    queue: ({ limit }) => answer(inspection().queue(limit)),
    reservations: () => answer(inspection().reservations()),
    certificates: () => answer(inspection().certificates()),
    securityEvents: ({ limit }) => answer(inspection().securityEvents(limit)),
    log: ({ limit }) => answer(inspection().log(limit)),
    plugin(request) {
      throwRefusal(actions.plugIn(request));
      return connector(request.evseId, request.connectorId);
    },
    plugout(request) {
      throwRefusal(actions.plugOut({ ...request, side: request.side ?? "both" }));
      return connector(request.evseId, request.connectorId);
    },
    authorize({ idToken, type, evseId }) {
      throwRefusal(actions.presentToken({ idToken, type }, evseId));
      return answer(ACCEPTED);
    },
    deauthorize({ evseId }) {
      throwRefusal(surface.deauthorize(evseId));
      return answer(ACCEPTED);
    },
    start({ evseId }) {
      throwRefusal(actions.pressStart(evseId));
      return answer(ACCEPTED);
    },
    stop(request) {
      throwRefusal(actions.pressStop(request));
      return answer(ACCEPTED);
    },
    suspend({ evseId, by }) {
      throwRefusal(actions.suspend(evseId, by));
      return evse(evseId);
    },
    resume({ evseId, by }) {
      throwRefusal(actions.resume(evseId, by));
      return evse(evseId);
    },
    ev({ evseId, ev }) {
      throwRefusal(actions.changeEv(evseId, ev));
      return evse(evseId);
    },
    parkingBay({ evseId, occupied }) {
      throwRefusal(actions.setParkingBay(evseId, occupied));
      return evse(evseId);
    },
    reboot(options) {
      surface.reboot(options);
      return { status: 202, body: ACCEPTED };
    },
    network({ online, conditions }) {
      if (conditions !== undefined) throwRefusal(actions.setNetworkConditions(conditions));
      throwRefusal(actions.setNetwork(online));
      return answer(ACCEPTED);
    },
    fault({ active, ...fault }) {
      throwRefusal(actions.setFault(fault, active));
      return answer(ACCEPTED);
    },
    setChargingLimit(limit) {
      throwRefusal(surface.externalLimits.set(limit));
      return answer(ACCEPTED);
    },
    clearChargingLimit({ source, evseId }) {
      throwRefusal(surface.externalLimits.clear(source, evseId));
      return answer(ACCEPTED);
    },
    variable({ component, variable, value }) {
      throwRefusal(surface.setVariable(component, variable, value));
      return answer(ACCEPTED);
    },
    iso15118Certificate({ evseId, action, iso15118SchemaVersion: schemaVersion, exiRequest }) {
      throwRefusal(
        actions.requestEvCertificate(evseId, {
          action,
          ...(schemaVersion !== undefined && { schemaVersion }),
          ...(exiRequest !== undefined && { exiRequest }),
        }),
      );
      return answer(ACCEPTED);
    },
    iso15118Session({ action, authorization, contractCertificateChain, chargingNeeds, ...at }) {
      throwRefusal(
        action === "stop"
          ? actions.stopV2gSession(at.evseId)
          : actions.startV2gSession({
              ...at,
              identification: authorization,
              ...(contractCertificateChain !== undefined && { contractChain: contractCertificateChain }),
              ...(chargingNeeds && { needs: chargingNeeds }),
            }),
      );
      return evse(at.evseId);
    },
    iso15118Renegotiate({ evseId, chargingNeeds }) {
      throwRefusal(actions.renegotiate(evseId, chargingNeeds));
      return answer(ACCEPTED);
    },
  };
}

function missing(what: string): never {
  throw new InvariantError(`the station does not know ${what}`);
}
