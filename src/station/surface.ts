import type { Observable } from "rxjs";
import type { ExternalLimitActions } from "./smart-charging.js";
import type { ActionOutcome, ActiveFault, ManualActions, Rating } from "../hardware/index.js";
import type { Inspection } from "./inspection.js";
import type { MaintenanceLogin } from "./maintenance-logins.js";

/** Schema ConnectorState of the station API. */
export interface ConnectorState {
  readonly evseId: number;
  readonly connectorId: number;
  readonly type: string;
  readonly availability: "Available" | "Occupied" | "Reserved" | "Unavailable" | "Faulted";
  readonly operationalStatus: "Operative" | "Inoperative";
  readonly cable: "none" | "stationOnly" | "evOnly" | "connected";
  readonly cableKind: "fixed" | "detachable";
  /** Amperes per phase that the cable can carry; `null` while none is there. */
  readonly cableRatingA: number | null;
  readonly rating: Rating;
  readonly locked: boolean;
}

/** Schema EvseState of the station API. */
export interface EvseState {
  readonly evseId: number;
  readonly availability: ConnectorState["availability"];
  readonly operationalStatus: ConnectorState["operationalStatus"];
  /** `null` where there is no sensor. */
  readonly parkingBayOccupied: boolean | null;
  readonly connectors: readonly ConnectorState[];
  readonly powerPathClosed: boolean;
  readonly energyTransfer: "none" | "charging" | "suspendedEV" | "suspendedEVSE";
  readonly limit: {
    readonly amps?: number;
    readonly watts?: number;
    readonly phases?: number;
    readonly source?: string;
  } | null;
  readonly meter: {
    readonly energyWh: number;
    readonly powerW: number;
    readonly currentA: readonly number[];
    readonly voltageV: readonly number[];
    /** Amperes offered to the EV. */
    readonly offeredA: number;
  };
  /** Who holds energy back from the EV that is connected, whether or not energy is offered. */
  readonly suspendedBy: readonly ("EV" | "EVSE")[];
  /** Whose idToken is authorized here, with or without a transaction. */
  readonly authorized: string | null;
  readonly ev: object | null;
  /** The session over ISO 15118, its phase `null` where there is none; `null` where the EVSE does not talk it. */
  readonly v2g: { readonly phase: string | null; readonly identification: "PnC" | "EIM" | null } | null;
  readonly transaction: {
    readonly transactionId: string;
    readonly chargingState: string;
    readonly seqNo: number;
    readonly idToken: string | null;
    /** RFC 3339. */
    readonly startedAt: string;
    readonly energyWh: number;
  } | null;
  readonly reservation: { readonly id: number; readonly idToken: string; readonly expiresAt: string } | null;
}

/** Schema StationState of the station API. */
export interface StationState {
  readonly identity: string;
  readonly vendorName: string;
  readonly model: string;
  readonly serialNumber: string;
  /** As sent in BootNotification. */
  readonly firmwareVersion: string;
  readonly firmware: {
    /** Of the image that runs; `null` while it is the firmware that the station came with. */
    readonly sha256: string | null;
    /** Last status of an update that is under way or has failed. */
    readonly update: string | null;
  };
  /** Version of Kerbside. */
  readonly softwareVersion: string;
  /** RFC 3339. */
  readonly bootedAt: string;
  /** The station's clock, RFC 3339. */
  readonly time: string;
  readonly phase: "booting" | "running" | "rebooting";
  /** `false` while the network cable is pulled. */
  readonly networkOnline: boolean;
  /** Parts that are broken now. */
  readonly faults: readonly ActiveFault[];
  readonly ocpp: {
    readonly version: "ocpp1.6" | "ocpp2.0.1" | "ocpp2.1";
    readonly connected: boolean;
    readonly registration: "none" | "Accepted" | "Pending" | "Rejected";
    readonly securityProfile: number;
    readonly csmsUrl: string;
    readonly configurationSlot: number | null;
    readonly queuedMessages: number;
  };
  readonly evses: readonly EvseState[];
  /** What can be read on the display now, from above. `id` and `priority` only of messages of the CSMS. */
  readonly display: readonly {
    readonly id?: number;
    readonly content: string;
    readonly format: string;
    readonly priority?: string;
  }[];
}

/** Schema Frame of the station API. */
export interface Frame {
  readonly seq: number;
  /** RFC 3339. */
  readonly at: string;
  readonly direction: "sent" | "received";
  readonly messageType: "CALL" | "CALLRESULT" | "CALLERROR";
  readonly messageId: string;
  readonly action?: string;
  readonly payload: unknown;
  /** What its schema finds wrong with it; absent: nothing. */
  readonly violation?: string;
}

/** A live event of the station API. */
export interface SurfaceEvent {
  readonly event: "state" | "ocpp" | "log";
  /** `state`: absent, the receiver asks {@link StationSurface.state}; `ocpp`: a Frame; `log`: a LogLine. */
  readonly data?: unknown;
}

/** What the HTTP faces of a station stand on. They hold no logic of their own. */
export interface StationSurface {
  readonly firmwareVersion: string;
  /** `rebooting`: the power is off or the station restarts; only then are actions refused with 503. */
  phase(): "booting" | "running" | "rebooting";
  state(): StationState;
  evseState(evseId: number): EvseState | undefined;
  connectorState(evseId: number, connectorId: number): ConnectorState | undefined;
  readonly actions: ManualActions;
  /** What a system other than the CSMS does: limit charging (K11 to K13). */
  readonly externalLimits: ExternalLimitActions;
  /** Presents again the token that authorized the EVSE's transaction. */
  deauthorize(evseId: number): ActionOutcome;
  /** Somebody has shown a token to the station API (MaintenanceLoginAccepted, MaintenanceLoginFailed). */
  maintenanceLogin(login: MaintenanceLogin): void;
  /** Power-cycles; returns at once. */
  reboot(options: { readonly powerOffSeconds: number }): void;
  /** Lets the hardware change a variable: `null` done, `unknown` no such variable, else why it was refused. */
  setVariable(
    component: {
      readonly name: string;
      readonly instance?: string;
      readonly evse?: { readonly id: number; readonly connectorId?: number };
    },
    variable: { readonly name: string; readonly instance?: string },
    value: string,
  ): ActionOutcome;
  /** What can be looked at inside. */
  readonly inspection: Inspection;
  /** Frames after `since`, the newest `limit` of them, oldest first. */
  messages(options: { readonly since?: number; readonly limit: number }): readonly Frame[];
  /** Hot; nothing is computed while nobody subscribes. */
  readonly events: Observable<SurfaceEvent>;
}
