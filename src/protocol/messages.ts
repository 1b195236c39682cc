import type { Ocpp16Messages } from "./generated/ocpp16.js";
import type { Ocpp201Messages } from "./generated/ocpp201.js";
import type { Ocpp21Messages } from "./generated/ocpp21.js";
import type { OcppVersion } from "./versions.js";

/** The messages of each version, by action. */
export interface MessagesByVersion {
  "ocpp1.6": Ocpp16Messages;
  "ocpp2.0.1": Ocpp201Messages;
  "ocpp2.1": Ocpp21Messages;
}

/** The names of the actions of a version, e.g. `"BootNotification"`. */
export type ActionOf<V extends OcppVersion> = keyof MessagesByVersion[V] & string;

type MessageOf<V extends OcppVersion, A extends ActionOf<V>> = MessagesByVersion[V][A];

/** The request of an action: `RequestOf<"ocpp2.0.1", "BootNotification">`. */
export type RequestOf<V extends OcppVersion, A extends ActionOf<V>> =
  MessageOf<V, A> extends { request: infer Request } ? Request : never;

/** The response of an action; `never` for the one that is sent without waiting for an answer (2.1). */
export type ResponseOf<V extends OcppVersion, A extends ActionOf<V>> =
  MessageOf<V, A> extends { response: infer Response } ? Response : never;
