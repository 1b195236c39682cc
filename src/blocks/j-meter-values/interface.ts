/** One sampled value, in the terms of OCPP 2.0.1's SampledValueType. */
export interface SampledValue {
  readonly value: number;
  readonly measurand: string;
  readonly context: ReadingContext;
  readonly phase?: string;
  readonly location: "Body" | "Cable" | "EV" | "Inlet" | "Outlet";
  readonly unit: string;
  /** The same reading as the meter has signed it. */
  readonly signed?: SignedMeterValue;
}

/** SignedMeterValueType of OCPP 2.0.1. */
export interface SignedMeterValue {
  /** Base64. */
  readonly signedMeterData: string;
  /** Empty where the data itself names it, as OCMF does. */
  readonly signingMethod: string;
  readonly encodingMethod: string;
  /** Base64; empty where `OCPPCommCtrlr.PublicKeyWithSignedMeterValue` says not to send it. */
  readonly publicKey: string;
}

/** Values sampled at one instant. */
export interface MeterValue {
  /** RFC 3339. */
  readonly timestamp: string;
  readonly sampledValues: readonly SampledValue[];
}

export type ReadingContext =
  | "Interruption.Begin"
  | "Interruption.End"
  | "Other"
  | "Sample.Clock"
  | "Sample.Periodic"
  | "Transaction.Begin"
  | "Transaction.End"
  | "Trigger";

/** The lists of measurands that can be configured. */
export type MeasurandList = "txStarted" | "txUpdated" | "txEnded" | "aligned" | "alignedTxEnded";

/** The MeterValues engine. */
export interface MeterValues {
  /**
   * Samples an EVSE now by a configured list of measurands; `null` where that list is empty or switched off
   * (`SampledDataCtrlr.Enabled`, `AlignedDataCtrlr.Enabled`).
   * @param evseId 0 is the station's main meter
   */
  sample(evseId: number, list: MeasurandList, context: ReadingContext): MeterValue | null;
  /** Seconds between samples during a transaction (`SampledDataCtrlr.TxUpdatedInterval`); 0: none. */
  readonly txUpdatedInterval: number;
  /** Seconds between samples for the Ended message (`SampledDataCtrlr.TxEndedInterval`); 0: only begin and end. */
  readonly txEndedInterval: number;
  /** Seconds between clock-aligned samples for the Ended message (`AlignedDataCtrlr.TxEndedInterval`); 0: none. */
  readonly alignedTxEndedInterval: number;
  /** Whether the meter of an EVSE signs, and is told to (`SampledDataCtrlr.SignReadings`, E01.FR.04). */
  signs(evseId: number): boolean;
  /** The energy register of an EVSE now, in Wh. */
  energyWh(evseId: number): number;
}

/** What the clock-aligned sampler needs to know of transactions (J01.FR.14, J01.FR.20, J01.FR.22). */
export interface TransactionPresence {
  /** Whether the EVSE has a transaction. */
  hasTransaction(evseId: number): boolean;
  /** Whether any EVSE has one. */
  anyTransaction(): boolean;
  /** Puts a clock-aligned sample into the EVSE's transaction as TransactionEvent (MeterValueClock). */
  addClockAlignedSample(evseId: number, value: MeterValue): void;
}
