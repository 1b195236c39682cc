import type { ConnectorLayout } from "../../configuration.js";
import type { EvCertificateRequest, PresentedContract } from "../../ev-communication.js";
import type { ManualActions, Refusal, V2gSessionOrder } from "../../manual-actions.js";
import { connectedConnector, type EvseState } from "../evse-state.js";
import { findConnector, findEvse } from "../lookup.js";
import type { Plant } from "../plant.js";
import { impossible, isRefusal } from "../refusals.js";
import { readContract } from "./contract.js";
import { faultOfNeeds } from "./needs.js";
import type { Identity, VirtualEvCommunication } from "./virtual-ev-communication.js";

type V2gActions = Pick<
  ManualActions,
  "startV2gSession" | "stopV2gSession" | "requestEvCertificate" | "renegotiate"
>;

/** An EV at an EVSE that both talk ISO 15118. */
interface Place {
  readonly state: EvseState;
  readonly connector: ConnectorLayout;
  readonly communication: VirtualEvCommunication;
}

interface Talking {
  readonly id: number;
  readonly evCommunication: VirtualEvCommunication | null;
}

const SCHEMA_VERSION = "urn:iso:15118:2:2013:MsgDef";

/**
 * What an EV does over ISO 15118.
 * @param carriedChain PEM of the contract that EVs carry, or `null`
 */
export function createV2gActions(
  plant: Plant,
  evses: readonly Talking[],
  carriedChain: string | null,
): V2gActions {
  const placeAt = (evseId: number): Place | Refusal => {
    const state = findEvse(plant.evses, evseId);
    if (isRefusal(state)) return state;
    const communication = evses.find(({ id }) => id === evseId)?.evCommunication;
    if (!communication)
      return impossible(`EVSE ${evseId} does not talk ISO 15118 (iso15118 in the configuration)`);
    const connector = connectedConnector(state);
    return connector
      ? { state, connector, communication }
      : impossible(`no EV is connected to EVSE ${evseId}; plug in both ends of the cable first`);
  };

  const identityOf = ({ identification, emaid, contractChain }: V2gSessionOrder): Identity | Refusal => {
    if (identification === "EIM") return { identification };
    const chain = contractChain ?? carriedChain;
    if (chain === null)
      return impossible(
        "the EV carries no contract certificate; give contractCertificateChain, or let `kerbside certs` make one",
      );
    const contract = readContract(chain, emaid);
    return contract
      ? { identification, contract }
      : impossible("contractCertificateChain holds no PEM certificate that can be read, or no eMAID");
  };

  const carried = (): PresentedContract | null => (carriedChain === null ? null : readContract(carriedChain));

  return {
    startV2gSession(order) {
      const { evseId, connectorId, needs = {} } = order;
      const named = findConnector(plant.evses, evseId, connectorId);
      if (isRefusal(named)) return named;
      const place = placeAt(evseId);
      if (isRefusal(place)) return place;
      const { communication, connector } = place;
      if (connector.id !== connectorId)
        return impossible(`the EV at EVSE ${evseId} is connected to connector ${connector.id}`);
      const identity = identityOf(order);
      if (isRefusal(identity)) return identity;
      const fault = faultOfNeeds(needs, connector);
      if (fault !== null) return impossible(fault);
      const done = communication.readyToIdentify || communication.begin();
      return done && communication.identify(identity, needs)
        ? null
        : impossible(`a session is under way at EVSE ${evseId}; stop it first`);
    },

    stopV2gSession(evseId) {
      const place = placeAt(evseId);
      if (isRefusal(place)) return place;
      return place.communication.end("EV") ? null : impossible(`there is no session at EVSE ${evseId}`);
    },

    requestEvCertificate(evseId, { action, schemaVersion = SCHEMA_VERSION, exiRequest }) {
      const place = placeAt(evseId);
      if (isRefusal(place)) return place;
      const { communication, state } = place;
      const request: EvCertificateRequest = {
        action,
        schemaVersion,
        exiRequest: exiRequest ?? madeUpRequest(action, state.facts.ev?.macAddress ?? ""),
      };
      const done = communication.readyToIdentify || communication.begin();
      return done && communication.askForCertificate(request, carried())
        ? null
        : impossible(`the session at EVSE ${evseId} is too far for a certificate; stop it first`);
    },

    renegotiate(evseId, needs) {
      const place = placeAt(evseId);
      if (isRefusal(place)) return place;
      const fault = faultOfNeeds(needs, place.connector);
      if (fault !== null) return impossible(fault);
      return place.communication.renegotiate(needs)
        ? null
        : impossible(
            `the EV at EVSE ${evseId} does not charge in a session, so there is nothing to renegotiate`,
          );
    },
  };
}

/** Stands for the EXI stream of an EV's request; nobody but the CSMS looks into it. */
const madeUpRequest = (action: string, vehicleId: string): string =>
  Buffer.from(
    `\u0080Certificate${action === "Install" ? "Installation" : "Update"}Req ${vehicleId}`,
    "latin1",
  ).toString("base64");
