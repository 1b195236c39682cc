/** What the page reads of the station API; the whole is described in api/octt-api.openapi.yaml. */

export type ConnectorAvailability = "Available" | "Occupied" | "Reserved" | "Unavailable" | "Faulted";

export interface Rating {
  readonly dc: boolean;
  readonly phases: number;
  readonly maxCurrent: number;
  readonly maxPower: number;
}

export interface ConnectorState {
  readonly evseId: number;
  readonly connectorId: number;
  readonly type: string;
  readonly availability: ConnectorAvailability;
  readonly operationalStatus: "Operative" | "Inoperative";
  readonly cable: "none" | "stationOnly" | "evOnly" | "connected";
  readonly cableKind: "fixed" | "detachable";
  readonly cableRatingA: number | null;
  readonly rating: Rating;
  readonly locked: boolean;
}

/** What the virtual EV tells of itself. */
export interface EvState {
  readonly ready?: boolean;
  readonly stateOfCharge?: number;
  readonly batteryCapacityWh?: number;
  readonly maxCurrent?: number;
  readonly maxPower?: number;
  readonly phases?: number;
}

export interface EvseState {
  readonly evseId: number;
  readonly availability: ConnectorAvailability;
  readonly operationalStatus: "Operative" | "Inoperative";
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
    readonly offeredA: number;
  };
  readonly suspendedBy: readonly ("EV" | "EVSE")[];
  readonly authorized: string | null;
  readonly ev: EvState | null;
  readonly v2g: { readonly phase: string | null; readonly identification: "PnC" | "EIM" | null } | null;
  readonly transaction: {
    readonly transactionId: string;
    readonly chargingState: string;
    readonly seqNo: number;
    readonly idToken: string | null;
    readonly startedAt: string;
    readonly energyWh: number;
  } | null;
  readonly reservation: { readonly id: number; readonly idToken: string; readonly expiresAt: string } | null;
}

export interface ActiveFault {
  readonly kind: string;
  readonly evseId?: number;
  readonly connectorId?: number;
}

export interface StationState {
  readonly identity: string;
  readonly vendorName: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly firmwareVersion: string;
  readonly firmware: { readonly update: string | null };
  readonly softwareVersion: string;
  readonly bootedAt: string;
  readonly time: string;
  readonly phase: "booting" | "running" | "rebooting";
  readonly networkOnline: boolean;
  readonly faults: readonly ActiveFault[];
  readonly ocpp: {
    readonly version: string;
    readonly connected: boolean;
    readonly registration: "none" | "Accepted" | "Pending" | "Rejected";
    readonly securityProfile: number;
    readonly csmsUrl: string;
    readonly configurationSlot: number | null;
    readonly queuedMessages: number;
  };
  readonly evses: readonly EvseState[];
  readonly display: readonly {
    readonly id?: number;
    readonly content: string;
    readonly priority?: string;
  }[];
}

export interface Frame {
  readonly seq: number;
  readonly at: string;
  readonly direction: "sent" | "received";
  readonly messageType: "CALL" | "CALLRESULT" | "CALLERROR";
  readonly messageId: string;
  readonly action?: string;
  readonly payload?: unknown;
  readonly violation?: string;
}

export interface ChargingFactor {
  readonly kind: "profile" | "share" | "connector" | "cable" | "ev" | "feed";
  readonly what: string;
  readonly note?: string;
  readonly amps: number;
  readonly watts?: number;
  readonly phases?: number;
  readonly profileId?: number;
}

export interface EvseCharging {
  readonly evseId: number;
  readonly dc: boolean;
  readonly factors: readonly ChargingFactor[];
  readonly because: string;
  readonly next: { readonly at: string; readonly amps: number | null; readonly what: string } | null;
  readonly schedule: {
    readonly start: string;
    readonly unit: "A" | "W";
    readonly periods: readonly { readonly startPeriod: number; readonly limit: number }[];
  } | null;
}

export interface Profile {
  readonly id: number;
  readonly evseId: number;
  readonly source: string;
  readonly purpose: string;
  readonly kind: string;
  readonly recurrencyKind?: string;
  readonly stackLevel: number;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly transactionId?: string;
  readonly schedules: readonly {
    readonly startSchedule?: string;
    readonly duration?: number;
    readonly chargingRateUnit: "A" | "W";
    readonly periods: readonly {
      readonly startPeriod: number;
      readonly limit: number;
      readonly numberPhases?: number;
    }[];
  }[];
}

export interface Variable {
  readonly path: string;
  readonly component: {
    readonly name: string;
    readonly instance?: string;
    readonly evse?: { readonly id: number; readonly connectorId?: number };
  };
  readonly variable: { readonly name: string; readonly instance?: string };
  readonly characteristics: {
    readonly dataType: string;
    readonly unit?: string;
    readonly minLimit?: number;
    readonly maxLimit?: number;
    readonly valuesList?: readonly string[];
    readonly supportsMonitoring: boolean;
  };
  readonly attributes: readonly {
    readonly type: string;
    readonly value?: string;
    readonly mutability: string;
    readonly persistent: boolean;
    readonly constant: boolean;
  }[];
  readonly monitors: readonly {
    readonly id: number;
    readonly type: string;
    readonly value: number;
    readonly severity: number;
    readonly transaction: boolean;
    readonly kind: string;
  }[];
}

export interface QueuedMessage {
  readonly kind: string;
  readonly fact: unknown;
}

export interface Reservation {
  readonly id: number;
  readonly idToken: string;
  readonly groupIdToken?: string;
  readonly evseId?: number;
  readonly connectorType?: string;
  readonly expiresAt: string;
}

export interface CertificateInfo {
  readonly use: string;
  readonly generation: "current" | "former";
  readonly subject: string;
  readonly serialNumber: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly fingerprint: string;
}

export interface SecurityEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly techInfo?: string;
}

export interface LogLine {
  readonly at: string;
  readonly level: string;
  readonly message: string;
  readonly details?: unknown;
}
