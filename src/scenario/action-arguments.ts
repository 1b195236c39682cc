import type { EvChange, FaultKind, NetworkConditions, PresentedToken } from "../hardware/index.js";
import type { StationSurface } from "../station/index.js";

type ExternalLimit = Parameters<StationSurface["externalLimits"]["set"]>[0];

/** What the actions of the station API are given, by their paths there; what is left out is as there. */
export interface ActionArguments {
  plugin: {
    readonly evseId: number;
    readonly connectorId: number;
    readonly side?: "ev" | "station" | "both";
    readonly halfway?: boolean;
    readonly ev?: EvChange;
  };
  plugout: { readonly evseId: number; readonly connectorId: number; readonly side?: "ev" | "station" };
  authorize: PresentedToken & { readonly evseId?: number };
  deauthorize: { readonly evseId: number };
  start: { readonly evseId: number };
  stop: { readonly evseId?: number; readonly emergency?: boolean };
  suspend: { readonly evseId: number; readonly by: "EV" | "EVSE" };
  resume: { readonly evseId: number; readonly by: "EV" | "EVSE" };
  ev: { readonly evseId: number; readonly ev: EvChange };
  parkingbay: { readonly evseId: number; readonly occupied: boolean };
  reboot: { readonly powerOffSeconds?: number };
  network: {
    readonly online: boolean;
    /** Without a seed it has that of the run. */
    readonly conditions?: (Omit<NetworkConditions, "seed"> & { readonly seed?: number }) | null;
  };
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
  "charging-limit": Omit<ExternalLimit, "evseId"> & { readonly evseId?: number };
  "charging-limit-clear": { readonly evseId?: number; readonly source: ExternalLimit["source"] };
}

export type ActionName = keyof ActionArguments;
