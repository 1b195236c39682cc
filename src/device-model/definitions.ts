import type { AttributeType, DataType, Mutability } from "./interface.js";

/** Where a component exists: once, at every EVSE, or at every connector. */
export type Scope = "station" | "evse" | "connector";

/** What a place must have for a component or variable to exist there. */
export type Condition =
  | "parkingBaySensor"
  | "signingMeter"
  | "iso15118"
  | "detachableCable"
  | "onlyFixedCables"
  | "alternatingCurrent"
  | "directCurrent"
  | "twoPhases"
  | "threePhases";

/** Facts that are told when a station's device model is made. */
export type IdentityFact = "identity" | "vendorName" | "model" | "serialNumber" | "firmwareVersion";
/** Facts that follow from how the station is built. */
export type LayoutFact = "phases" | "connectorType" | "phaseRotation" | "maxPower";
/**
 * Facts that are worked out when they are asked for: the time, whether AvailabilityState is Faulted, and what the
 * hardware shows.
 */
export type LiveFact = "now" | "faulted" | "hardware";

/** A file of `devicemodel/`, see component.schema.json there. */
export interface ComponentDefinition {
  readonly name: string;
  readonly instances?: readonly string[];
  readonly scope: Scope;
  readonly when?: Condition;
  readonly description: string;
  /** Chapter or requirement that it comes from. */
  readonly source: string;
  readonly variables: readonly VariableDefinition[];
}

export interface VariableDefinition {
  readonly name: string;
  readonly instance?: string;
  readonly when?: Condition;
  readonly description: string;
  readonly source: string;
  readonly characteristics: CharacteristicsDefinition;
  /** A regular expression for strings, in addition to their length. */
  readonly pattern?: string;
  readonly attributes: readonly AttributeDefinition[];
  /** A value set by a CSMS takes effect with the next boot. */
  readonly rebootRequired?: true;
}

export interface CharacteristicsDefinition {
  readonly dataType: DataType;
  readonly unit?: string;
  readonly minLimit?: number;
  readonly maxLimit?: number;
  readonly maxLimitFrom?: LayoutFact;
  readonly valuesList?: readonly string[];
  readonly supportsMonitoring: boolean;
}

export interface AttributeDefinition {
  readonly type: AttributeType;
  readonly mutability: Mutability;
  readonly persistent: boolean;
  readonly constant: boolean;
  /** Default; absent: unset, unless `from` tells. */
  readonly value?: string;
  readonly from?: IdentityFact | LayoutFact | LiveFact;
}

const IDENTITY_FACTS: readonly string[] = [
  "identity",
  "vendorName",
  "model",
  "serialNumber",
  "firmwareVersion",
];

export function isIdentityFact(fact: string | undefined): fact is IdentityFact {
  return fact !== undefined && IDENTITY_FACTS.includes(fact);
}

export function isLiveFact(fact: string | undefined): fact is LiveFact {
  return fact === "now" || fact === "faulted" || fact === "hardware";
}
