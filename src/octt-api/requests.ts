import type { EvChange, NeedsChange, NetworkConditions } from "../hardware/index.js";
import type { ActionArguments, RunOptions } from "../scenario/index.js";

/** What the operations of the station API are asked for, by operationId, once validated and filled in. */
export interface Requests {
  health: object;
  state: object;
  charging: object;
  profiles: object;
  variables: object;
  queue: { readonly limit: number };
  reservations: object;
  certificates: object;
  securityEvents: { readonly limit: number };
  log: { readonly limit: number };
  messages: { readonly since?: number; readonly limit: number };
  plugin: {
    readonly evseId: number;
    readonly connectorId: number;
    readonly side: "ev" | "station" | "both";
    readonly halfway: boolean;
    readonly ev?: EvChange;
  };
  plugout: ActionArguments["plugout"];
  authorize: ActionArguments["authorize"];
  deauthorize: ActionArguments["deauthorize"];
  start: ActionArguments["start"];
  stop: { readonly evseId?: number; readonly emergency: boolean };
  suspend: ActionArguments["suspend"];
  resume: ActionArguments["resume"];
  ev: ActionArguments["ev"];
  parkingBay: ActionArguments["parkingbay"];
  reboot: { readonly powerOffSeconds: number };
  network: { readonly online: boolean; readonly conditions?: NetworkConditions | null };
  setChargingLimit: {
    readonly evseId: number;
    readonly source: "EMS" | "SO" | "Other";
    readonly unit: "A" | "W";
    readonly limit: number;
    readonly gridCritical?: boolean;
    readonly durationSeconds?: number;
  };
  clearChargingLimit: { readonly evseId?: number; readonly source: "EMS" | "SO" | "Other" };
  fault: ActionArguments["fault"];
  variable: ActionArguments["variable"];
  iso15118Certificate: {
    readonly evseId: number;
    readonly action: "Install" | "Update";
    readonly iso15118SchemaVersion?: string;
    readonly exiRequest?: string;
  };
  iso15118Session: {
    readonly evseId: number;
    readonly connectorId: number;
    readonly action: "start" | "stop";
    readonly authorization: "PnC" | "EIM";
    readonly emaid?: string;
    readonly contractCertificateChain?: string;
    readonly chargingNeeds?: NeedsChange;
  };
  iso15118Renegotiate: { readonly evseId: number; readonly chargingNeeds: NeedsChange };
}

/** Operations on what surrounds the station: scenarios, and the pace of its time. */
export interface SurroundingRequests {
  listScenarios: object;
  runScenario: { readonly name: string } & RunOptions;
  runGivenScenario: { readonly scenario: unknown } & RunOptions;
  scenarioRun: object;
  stopScenario: object;
  clock: object;
  setClock: { readonly rate: number };
}
