/** Who wants to charge, as the reader gave it. */
export interface DriverToken {
  readonly idToken: string;
  readonly type: string;
}

/** A text for one driver. */
export interface PersonalMessage {
  readonly format: string;
  readonly language?: string;
  readonly content: string;
}

/** What a CSMS says of a driver when it accepts the token. */
export interface DriverInfo {
  /** The first and the second preferred language, RFC 5646. */
  readonly language1?: string;
  readonly language2?: string;
  /** The tariff of this driver (I01.FR.01). */
  readonly personalMessage?: PersonalMessage;
}

/** A driver who may charge, and the transaction, as far as there is one. */
export interface Charge {
  /** `null`: the driver has not chosen an EVSE yet. */
  readonly evseId: number | null;
  readonly idToken: DriverToken;
  readonly transactionId: string | null;
}

/** What a CSMS answered to an event of a transaction, of what concerns the driver. */
export interface CostNews {
  readonly transactionId: string;
  readonly ended: boolean;
  /** The event had to wait for a connection. */
  readonly offline: boolean;
  /** The running cost, or after the end the total cost, in `TariffCostCtrlr.Currency`. */
  readonly totalCost?: number;
  /** Another tariff (I06.FR.02). */
  readonly updatedPersonalMessage?: PersonalMessage;
}

/** What a driver is to read about the charge. */
export interface CostNotice {
  readonly evseId: number | null;
  readonly transactionId: string | null;
  /** Of the driver, the most wanted first; none: not known. */
  readonly languages: readonly string[];
  /** The tariff first, then the cost. */
  readonly lines: readonly string[];
}

/** Tariffs and costs for drivers (I01 to I06). Nothing of it outlives a transaction, and so no power cut. */
export interface TariffAndCost {
  /** A driver was accepted, and this was said of the token; of a tariff of before nothing counts any more. */
  accepted(idToken: DriverToken, info: DriverInfo): void;
  /** More was said of a driver who is accepted. */
  learned(idToken: DriverToken, info: DriverInfo): void;
  /** CostUpdated; `false` where no such transaction is ongoing. */
  costUpdated(transactionId: string, totalCost: number): boolean;
  /** A transaction event was answered. */
  answered(news: CostNews): void;
  /** A transaction has ended, and who charged may want to know the total cost. */
  ended(transactionId: string): void;
  /** What drivers are to read now. */
  notices(): readonly CostNotice[];
  /** Stops all timers. */
  dispose(): void;
}
