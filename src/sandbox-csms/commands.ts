import { requestSchemaOf, type OcppVersion, type RequestSchema } from "../protocol/index.js";
import type { Behaviour } from "./answers.js";
import type { CallOutcome } from "./calls.js";
import { HttpProblem } from "./http-problem.js";
import { isPayload, type Payload } from "./payloads.js";
import type { CsmsPeer } from "./peer-interface.js";
import type { PeerStation } from "./stations.js";

/** Goes both ways, so it is a command although stations send it too. */
const BOTH_WAYS = "DataTransfer";

function isFromStations(action: string, version: OcppVersion, served: readonly Behaviour[]): boolean {
  return (
    action !== BOTH_WAYS &&
    served.some((behaviour) => behaviour.action === action && behaviour.versions?.includes(version) !== false)
  );
}

function responseOf(action: string, identity: string, outcome: CallOutcome): Payload {
  switch (outcome.kind) {
    case "response":
      return outcome.payload;
    case "callError": {
      const { code, description, details } = outcome;
      const detail = `${identity} answered ${action} with the error ${code}: ${description || "no description"}`;
      throw new HttpProblem(502, detail, { code, description, details });
    }
    case "invalidResponse":
      throw new HttpProblem(502, `${identity} answered ${action} against the schema: ${outcome.description}`);
    case "timeout":
      throw new HttpProblem(504, `${identity} did not answer ${action} in time`);
    case "disconnected":
      throw new HttpProblem(504, `${identity} disconnected before it answered ${action}`);
  }
}

/** What can be sent to a station, in its version. @throws HttpProblem 404 not connected */
export async function commandsFor(
  peer: CsmsPeer,
  identity: string,
  served: readonly Behaviour[],
): Promise<{ readonly ocppVersion: OcppVersion; readonly actions: readonly string[] }> {
  const { version } = connected(peer, identity);
  const { actions } = await peer.validatorsFor(version);
  return {
    ocppVersion: version,
    actions: actions.filter((action) => !isFromStations(action, version, served)),
  };
}

/** The schema of a command's payload. @throws HttpProblem 404 not connected, or no such action */
export function schemaOfCommand(peer: CsmsPeer, identity: string, action: string): RequestSchema {
  const { version } = connected(peer, identity);
  const schema = requestSchemaOf(version, action);
  if (!schema) throw new HttpProblem(404, `${version} has no action ${action}`);
  return schema;
}

function connected(peer: CsmsPeer, identity: string): PeerStation {
  const station = peer.station(identity);
  if (!station?.connected) throw new HttpProblem(404, `station ${identity} is not connected`);
  return station;
}

/**
 * Sends a command to a station, checked against the schema of its version.
 * @param served the behaviours of the CSMS: what it serves comes from stations and cannot be sent to one
 * @returns the station's response
 * @throws HttpProblem 404 not connected, 422 against the schema, 502 refused by the station, 504 not answered
 */
export async function sendCommand(
  peer: CsmsPeer,
  { identity, action, body }: { identity: string; action: string; body: unknown },
  served: readonly Behaviour[],
): Promise<Payload> {
  const station = connected(peer, identity);
  const payload = body ?? {};
  if (!isPayload(payload)) throw new HttpProblem(422, "body: must be an object, the payload of the request");
  if (isFromStations(action, station.version, served)) {
    throw new HttpProblem(422, `action: ${action} is sent by stations, not to them`);
  }
  const validators = await peer.validatorsFor(station.version);
  const violation = validators.validateRequest(action, payload);
  if (violation) throw new HttpProblem(422, `${action}: ${violation.description}`, { code: violation.code });
  return responseOf(action, identity, await station.call(action, payload));
}
