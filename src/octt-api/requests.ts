import type { EvChange, FaultKind, PresentedToken } from "../hardware/index.js";

/** What the operations of the station API are asked for, by operationId, once validated and filled in. */
export interface Requests {
  health: object;
  state: object;
  messages: { readonly since?: number; readonly limit: number };
  plugin: {
    readonly evseId: number;
    readonly connectorId: number;
    readonly side: "ev" | "station" | "both";
    readonly halfway: boolean;
    readonly ev?: EvChange;
  };
  plugout: { readonly evseId: number; readonly connectorId: number; readonly side?: "ev" | "station" };
  authorize: PresentedToken & { readonly evseId?: number };
  deauthorize: { readonly evseId: number };
  start: { readonly evseId: number };
  stop: { readonly evseId?: number; readonly emergency: boolean };
  suspend: { readonly evseId: number; readonly by: "EV" | "EVSE" };
  resume: { readonly evseId: number; readonly by: "EV" | "EVSE" };
  ev: { readonly evseId: number; readonly ev: EvChange };
  parkingBay: { readonly evseId: number; readonly occupied: boolean };
  reboot: { readonly powerOffSeconds: number };
  network: { readonly online: boolean };
  setChargingLimit: {
    readonly evseId: number;
    readonly source: "EMS" | "SO" | "Other";
    readonly unit: "A" | "W";
    readonly limit: number;
    readonly gridCritical?: boolean;
    readonly durationSeconds?: number;
  };
  clearChargingLimit: { readonly evseId?: number; readonly source: "EMS" | "SO" | "Other" };
  fault: {
    readonly evseId?: number;
    readonly connectorId?: number;
    readonly kind: FaultKind;
    readonly active: boolean;
  };
  variable: {
    readonly component: {
      readonly name: string;
      readonly instance?: string;
      readonly evse?: { readonly id: number; readonly connectorId?: number };
    };
    readonly variable: { readonly name: string; readonly instance?: string };
    readonly value: string;
  };
}

/** Operations that are described and not built yet. */
export const NOT_BUILT = ["iso15118Certificate", "iso15118Session", "iso15118Renegotiate"] as const;
