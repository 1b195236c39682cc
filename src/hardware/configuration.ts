import type { CableKind } from "./interface.js";

/** How a station is built, from its configuration. */
export interface StationLayout {
  readonly evses: readonly EvseLayout[];
  /** Amperes per phase of the feed that all EVSEs share; absent: enough for all at once. */
  readonly feedCurrent?: number;
  /** Tokens can be shown to it; absent: they can. */
  readonly tokenReader?: boolean;
  /** A driver can start by a button (C02); absent: so it is. */
  readonly startButton?: boolean;
}

export interface EvseLayout {
  readonly id: number;
  readonly parkingBaySensor: boolean;
  /** The meter signs its readings; absent: it does not. */
  readonly signingMeter?: boolean | undefined;
  /** It talks ISO 15118 with EVs that can; absent: it does not. */
  readonly iso15118?: boolean | undefined;
  readonly connectors: readonly ConnectorLayout[];
}

export interface ConnectorLayout {
  readonly id: number;
  /** ConnectorEnumType of OCPP 2.0.1. */
  readonly type: string;
  readonly cable: CableKind;
  /** 1 to 3 for AC. */
  readonly phases: number;
  /** Amperes per phase. */
  readonly maxCurrent: number;
  readonly dc: boolean;
  /** A lock keeps the driver from connecting an EV until somebody is authorized; absent: none. */
  readonly accessLock?: boolean;
  /** Watts; for DC the rating, for AC it follows from current and phases where absent. */
  readonly maxPower?: number;
}
