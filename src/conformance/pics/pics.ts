import type { DeclaredPerformance } from "../measure/performance.js";

/** A token as the wire has it. */
export interface IdToken {
  readonly idToken: string;
  /** IdTokenEnumType of OCPP 2.0.1. */
  readonly type: string;
}

/** A connector of the station. */
export interface Place {
  readonly evseId: number;
  readonly connectorId: number;
}

/** What a tester enters about messages on the display. */
export interface MessageConfiguration {
  /** A priority that the station supports, another one, and one that it does not. */
  readonly priority: string;
  readonly otherPriority: string;
  readonly unsupportedPriority: string;
  /** Two states that messages can be for. */
  readonly state: string;
  readonly otherState: string;
  /** A format that the station supports, and one that it does not. */
  readonly format: string;
  readonly unsupportedFormat: string;
  readonly content: string;
  /** Seconds until a message begins or ends, in the cases about that. */
  readonly startOffset: number;
  readonly endOffset: number;
  /** The display that messages are for; absent: no display is named. */
  readonly display?: {
    readonly name: string;
    readonly instance?: string;
    readonly evse?: { readonly id: number; readonly connectorId?: number };
  };
}

/** What a tester enters about tariffs and costs. */
export interface CostConfiguration {
  /** What the CSMS tells a driver, first and later. */
  readonly tariff: string;
  readonly updatedTariff: string;
  /** Cost after some time, and in all. */
  readonly running: number;
  readonly total: number;
}

/** What a tester enters in the test tool about one station: the values behind Part 6's "Configured …". */
export interface TestConfiguration {
  readonly evseId: number;
  readonly connectorId: number;
  /** All connectors of the station. */
  readonly places: readonly Place[];
  /** A second place to charge at; absent where there is none. */
  readonly secondEvseId?: number;
  /** EVSEs whose bay has a sensor that the tester can work. */
  readonly parkingBayEvseIds: readonly number[];
  /** How Authorized is reached where a case does not say. */
  readonly start: "local" | "remote";
  /** How StopAuthorized is reached where a case does not say. */
  readonly stop: "local" | "remote";
  /** Whether a local start is the start button (C02) instead of a token. */
  readonly startButton: boolean;
  readonly validIdToken: IdToken;
  /** Another valid token of the same group. */
  readonly secondIdToken: IdToken;
  /** Group of both; in OCPP 1.6 their parentIdTag. */
  readonly groupId: string;
  readonly invalidIdToken: IdToken;
  readonly blockedIdToken: IdToken;
  readonly expiredIdToken: IdToken;
  /** The contract that the EV carries. */
  readonly contractIdToken: IdToken;
  readonly masterPassIdToken: IdToken;
  readonly masterPassGroupId: string;
  /** Seconds that energy flows before it is stopped. */
  readonly transactionDuration: number;
  /** Seconds that a message may take after its cause. */
  readonly patience: number;
  /** Seconds after which a message that must not come is taken not to come. */
  readonly quietTime: number;
  /** Seconds that a start or restart of the station may take. */
  readonly bootPatience: number;
  /** Seconds that a cause and its time stamp may differ. */
  readonly deviation: number;
  /** Seconds between sampled meter values, in the cases about them. */
  readonly sampledInterval: number;
  /** Seconds between clock-aligned meter values; a divisor of a day. */
  readonly alignedInterval: number;
  /** Seconds of TxCtrlr.EVConnectionTimeOut (ConnectionTimeOut), in the cases about it. */
  readonly connectionTimeOut: number;
  /** Seconds between heartbeats, in the cases about them. */
  readonly heartbeatInterval: number;
  /** Seconds of OCPPCommCtrlr.OfflineThreshold, in the cases about it; 3 or more. */
  readonly offlineThreshold: number;
  /** Seconds of OCPPCommCtrlr.RetryBackOffWaitMinimum, in the cases that go offline. */
  readonly retryBackOffWaitMinimum: number;
  /** OCPPCommCtrlr.MessageAttempts[TransactionEvent], in the cases about it; 3 or more. */
  readonly messageAttempts: number;
  /** Seconds of OCPPCommCtrlr.MessageAttemptInterval[TransactionEvent], in the cases about it. */
  readonly messageAttemptInterval: number;
  /** Seconds of OCPPCommCtrlr.MessageTimeout[Default], in the cases about it. */
  readonly messageTimeout: number;
  /** Seconds after which a station that is registered as Pending or Rejected may try again. */
  readonly bootRetryInterval: number;
  /** The security profile of the connection that the station is configured for; 0, none, is of OCPP 1.6. */
  readonly securityProfile: 0 | 1 | 2 | 3;
  /** Kind of key of the CSMS's certificates. */
  readonly csmsKeys: "ECDSA-P256" | "RSA-2048";
  /** Seconds of SecurityCtrlr.CertSigningWaitMinimum, in the case about it. */
  readonly certSigningWaitMinimum: number;
  /** Seconds that a change of the connection, a download or an installation may take. */
  readonly longOperationTimeout: number;
  /** Seconds until a firmware is to be fetched or installed, in the cases about that. */
  readonly firmwareOffset: number;
  /** How files are transferred; one of the station's FileTransferProtocols. */
  readonly fileTransfer: "FTP" | "FTPS" | "HTTP" | "HTTPS" | "SFTP";
  /** When the station reboots while it updates its firmware. */
  readonly firmwareReboot: "never" | "beforeInstallation" | "beforeActivation";
  /** Seconds between attempts to upload a log, in the case about it. */
  readonly logRetryInterval: number;
  /** The unit of charging limits; one of the station's SmartChargingCtrlr.RateUnit. */
  readonly chargingRateUnit: "A" | "W";
  /** Phases that charging limits are for. */
  readonly numberPhases: 1 | 2 | 3;
  /** Version of the Local Authorization List that a case begins with; 2 or more. */
  readonly localListVersion: number;
  /** Seconds that a reservation lasts, in the case in which it expires. */
  readonly reservationDuration: number;
  /** ConnectorEnumType of a connector of the station. */
  readonly connectorType: string;
  readonly displayMessage: MessageConfiguration;
  readonly cost: CostConfiguration;
  /** Severity of monitors, and of events that wait while the station is offline. */
  readonly severity: number;
  /** A number that the station monitors and that a charging session moves beyond its thresholds, e.g. power. */
  readonly thresholdVariable: string;
  /** A threshold for it that a session passes. */
  readonly upperThreshold: number;
  /** One that it does not pass. */
  readonly quietUpperThreshold: number;
  /** A threshold for it below which it falls when the session is over. */
  readonly lowerThreshold: number;
  /** A number that the station monitors and that has a maxLimit. */
  readonly limitedVariable: string;
  /** A value above that limit. */
  readonly valueBeyondLimit: number;
  /** A number that the station monitors and that a charging session changes. */
  readonly numericDeltaVariable: string;
  /** A difference for it that a session passes. */
  readonly numericDelta: number;
  /** A variable that is no number, that the station monitors, and that a plugged cable changes. */
  readonly otherDeltaVariable: string;
  /** Of a preconfigured monitor. */
  readonly preconfiguredMonitorId: number;
  /** Of no monitor, where the station has none at all. */
  readonly unusedMonitorId: number;
  /** Of a DataTransfer that the station does not know; also who operates it, in its certificate towards EVs. */
  readonly vendorId: string;
  /** The name of the SECC in that certificate. */
  readonly seccId: string;
}

/** Protocol Implementation Conformance Statement of a station: what it declares to support. */
export interface Pics {
  /** Of the variant, e.g. `ac-duo`. */
  readonly name: string;
  readonly description: string;
  /** Features (C-02), hardware (HFS-8), questions (AQ-2), product subtypes and profiles by their ids. */
  readonly declared: Readonly<Record<string, boolean | number>>;
  readonly test: TestConfiguration;
  /** What its maker says of the values of the performance measurement. */
  readonly performance?: DeclaredPerformance;
}
