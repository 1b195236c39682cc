import type { EventBus } from "../kernel/index.js";

/** A component of OCPP 2.0.1's device model. */
export interface ComponentId {
  readonly name: string;
  readonly instance?: string;
  readonly evse?: { readonly id: number; readonly connectorId?: number };
}

/** A variable of a component. */
export interface VariableId {
  readonly name: string;
  readonly instance?: string;
}

export type AttributeType = "Actual" | "Target" | "MinSet" | "MaxSet";
export type Mutability = "ReadOnly" | "WriteOnly" | "ReadWrite";
export type DataType =
  "string" | "decimal" | "integer" | "dateTime" | "boolean" | "OptionList" | "SequenceList" | "MemberList";

export interface VariableCharacteristics {
  readonly dataType: DataType;
  readonly unit?: string;
  readonly minLimit?: number;
  readonly maxLimit?: number;
  /** The values an OptionList, SequenceList or MemberList may take. */
  readonly valuesList?: readonly string[];
  readonly supportsMonitoring: boolean;
}

export interface VariableAttribute {
  readonly type: AttributeType;
  /** Absent where unset, and always for WriteOnly attributes (errata 2025-01 to B07.FR.03). */
  readonly value?: string;
  readonly mutability: Mutability;
  readonly persistent: boolean;
  readonly constant: boolean;
}

/** A variable as reports show it. */
export interface VariableReport {
  readonly component: ComponentId;
  readonly variable: VariableId;
  readonly characteristics: VariableCharacteristics;
  readonly attributes: readonly VariableAttribute[];
}

/** Results of B06; `value` only with Accepted. */
export interface GetOutcome {
  readonly status:
    "Accepted" | "Rejected" | "UnknownComponent" | "UnknownVariable" | "NotSupportedAttributeType";
  readonly value?: string;
}

/** Results of B05. */
export interface SetOutcome {
  readonly status:
    | "Accepted"
    | "Rejected"
    | "UnknownComponent"
    | "UnknownVariable"
    | "NotSupportedAttributeType"
    | "RebootRequired";
  /** A reason code of the appendices, at most 20 characters, e.g. `ReadOnly`, `ValueOutOfRange`. */
  readonly reasonCode?: string;
  /** A sentence for the operator. */
  readonly additionalInfo?: string;
}

/** An attribute got another value. The values of WriteOnly attributes are secrets and not told: `""`. */
export interface VariableChanged {
  readonly component: ComponentId;
  readonly variable: VariableId;
  readonly attribute: AttributeType;
  readonly before: string | undefined;
  readonly value: string;
  /** Who changed it: a CSMS, or the station itself (hardware, an engine). */
  readonly by: "csms" | "station";
}

/** What the hardware shows for a variable of its own; `undefined` where it shows nothing. */
export type HardwareReader = (component: ComponentId, variable: VariableId) => string | undefined;

/** Refuses a value that type and limits allow but the station cannot take; `null` lets it pass. */
export type SetGuard = (value: string) => { reasonCode: string; additionalInfo: string } | null;

/**
 * The device model of one station: the single source of truth for settings and for what can be seen of the
 * hardware. Paths are written `Component.Variable`, in full
 * `Component[instance]@evse.connector.Variable[instance]`, e.g. `EVSE@1.AvailabilityState`,
 * `OCPPCommCtrlr.MessageTimeout[Default]`, and mean the Actual attribute.
 */
export interface DeviceModel {
  /** One object for all stations that are built alike: a key for what is worked out once for them. */
  readonly shape: object;
  /** Whether the path leads to a variable of this station. */
  has(path: string): boolean;
  /** The value, or `undefined` where it is unset or the variable does not exist. */
  find(path: string): string | undefined;
  /** The value. @throws InvariantError where the variable does not exist; `""` where it is unset */
  string(path: string): string;
  /** `true` for the value `true` in any spelling of case; `false` for unset. @throws InvariantError */
  boolean(path: string): boolean;
  /** @throws InvariantError where it does not exist or holds no number; `0` where unset */
  integer(path: string): number;
  /** @throws InvariantError where it does not exist or holds no number; `0` where unset */
  decimal(path: string): number;
  /** The elements of a comma-separated list, trimmed, without empty ones. @throws InvariantError */
  list(path: string): readonly string[];

  /** Sets a value on behalf of the station, read-only variables included. @throws InvariantError where it does not exist */
  update(path: string, value: string | number | boolean): void;

  /** B06: reads one attribute for a CSMS. */
  get(component: ComponentId, variable: VariableId, attribute: AttributeType): GetOutcome;
  /** B05: writes one attribute for a CSMS, durable before it returns. */
  set(component: ComponentId, variable: VariableId, attribute: AttributeType, value: string): SetOutcome;
  /** Adds a check to {@link DeviceModel.set} for one path. */
  guard(path: string, check: SetGuard): void;
  /**
   * Lets the value at `path` be read from `read` each time it is asked for, instead of being kept: for what
   * changes all the time, such as a meter's register. No change is told of it. @throws InvariantError
   */
  compute(path: string, read: () => string): void;
  /** Lets all variables that are the hardware's own be read from it each time they are asked for. */
  readHardware(read: HardwareReader): void;
  /** Whether the value at `path` changes without a word, so that who wants to know must look again and again. */
  changesSilently(path: string): boolean;
  /** The value at `path`, which is worked out, may be another now: tells who watches it. */
  announce(path: string): void;
  /**
   * Lets the hardware have another value at `path`. One that is worked out may be beyond its limits, and stays so
   * until it is announced. @returns what would be allowed, where the value is not; `null`: done
   * @throws InvariantError where it does not exist
   */
  force(path: string, value: string): string | null;

  /** The variable at `path` as reports show it, or `undefined` where it does not exist. */
  describe(path: string): VariableReport | undefined;
  /** Every variable, components grouped and in a stable order. */
  reports(): Iterable<VariableReport>;
  /** Whether a component exists, instances and EVSE compared as given. */
  hasComponent(component: ComponentId): boolean;

  readonly events: EventBus<{ variableChanged: VariableChanged }>;
  /**
   * Calls `listener` with the new value whenever the Actual attribute at `path` changes, or may have changed where it
   * is worked out.
   */
  watch(path: string, listener: (value: string) => void): () => void;
  /**
   * The same for many paths by one listener, which is called before those of {@link DeviceModel.watch}.
   * @param paths in their canonical spelling; may be shared by many stations
   */
  watchAny(paths: ReadonlySet<string>, listener: () => void): () => void;
}
