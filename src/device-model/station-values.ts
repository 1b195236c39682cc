import { toTimestamp, type Clock, type Logger, type Table } from "../kernel/index.js";
import { checkInitialValues, type InitialValues } from "./initial-values.js";
import type { HardwareReader, Mutability } from "./interface.js";
import { canonicalPath } from "./path.js";
import type { AttributeSlot, Shape } from "./shape.js";
import { checkValue } from "./values.js";

/** Who a station is; reported in SecurityCtrlr and ChargingStation. */
export interface StationIdentity {
  readonly identity: string;
  readonly vendorName: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly firmwareVersion: string;
}

export interface StationValuesOptions {
  readonly shape: Shape;
  readonly identity: StationIdentity;
  readonly initial: InitialValues;
  /** Rows by attribute key. */
  readonly table: Table<string>;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}

/**
 * The values of one station over the defaults of its shape: first what was computed, then what was set or
 * stored, then its configuration, then the defaults.
 */
export class StationValues {
  readonly #shape: Shape;
  readonly #identity: StationIdentity;
  readonly #table: Table<string>;
  readonly #clock: Pick<Clock, "now">;
  readonly #values: Map<number, string>;
  readonly #madeReadOnly: ReadonlySet<number>;
  #afterReboot: Map<number, string> | undefined;
  #computed: Map<number, () => string> | undefined;
  #forced: Map<number, string> | undefined;
  #readHardware: HardwareReader | undefined;

  /** @throws ConfigurationError for a wrong initial value */
  constructor({ shape, identity, initial, table, clock, logger }: StationValuesOptions) {
    this.#shape = shape;
    this.#identity = identity;
    this.#table = table;
    this.#clock = clock;
    const checked = checkInitialValues(initial, shape);
    this.#values = new Map(checked.values);
    this.#madeReadOnly = checked.madeReadOnly;
    this.#restore(logger);
  }

  /** The value in force. */
  effective(attribute: AttributeSlot): string | undefined {
    const forced = this.#forced?.get(attribute.index);
    if (forced !== undefined) return forced;
    const computed = this.#computed?.get(attribute.index);
    if (computed) return computed();
    if (attribute.liveFact === "now") return toTimestamp(this.#clock.now());
    if (attribute.liveFact === "faulted") return String(this.#isFaulted(attribute));
    if (attribute.liveFact === "hardware") return this.#shownByHardware(attribute);
    const own = this.#values.get(attribute.index);
    if (own !== undefined) return own;
    return attribute.identityFact ? this.#identity[attribute.identityFact] : attribute.default;
  }

  /** The value that a CSMS sees: one that waits for a reboot is shown as set already. */
  shown(attribute: AttributeSlot): string | undefined {
    return this.#afterReboot?.get(attribute.index) ?? this.effective(attribute);
  }

  mutability(attribute: AttributeSlot): Mutability {
    return this.#madeReadOnly.has(attribute.index) ? "ReadOnly" : attribute.mutability;
  }

  /** Whether the value is worked out, so that none can be set. */
  isWorkedOut(attribute: AttributeSlot): boolean {
    return attribute.liveFact !== undefined || this.#computed?.has(attribute.index) === true;
  }

  /** Sets a value; where the attribute is persistent, it is on disk before it counts. */
  write(attribute: AttributeSlot, value: string): void {
    if (attribute.persistent) this.#table.put(attribute.key, value);
    this.#values.set(attribute.index, value);
    this.#afterReboot?.delete(attribute.index);
  }

  /** Stores a value that takes effect when the device model is made anew. */
  writeForReboot(attribute: AttributeSlot, value: string): void {
    this.#table.put(attribute.key, value);
    (this.#afterReboot ??= new Map()).set(attribute.index, value);
  }

  compute(attribute: AttributeSlot, read: () => string): void {
    (this.#computed ??= new Map()).set(attribute.index, read);
  }

  readHardware(read: HardwareReader): void {
    this.#readHardware = read;
  }

  /** Puts a value in the place of one that is worked out; `null` takes it away. */
  force(attribute: AttributeSlot, value: string | null): void {
    if (value !== null) (this.#forced ??= new Map()).set(attribute.index, value);
    else this.#forced?.delete(attribute.index);
  }

  #shownByHardware({
    variable: { component, variable, characteristics },
  }: AttributeSlot): string | undefined {
    const shown = this.#readHardware?.(component, variable);
    if (shown !== undefined) return shown;
    if (characteristics.dataType === "boolean") return "false";
    return characteristics.dataType === "decimal" || characteristics.dataType === "integer" ? "0" : undefined;
  }

  #isFaulted({ variable: { component } }: AttributeSlot): boolean {
    const state = this.#shape.byPath.get(canonicalPath(component, { name: "AvailabilityState" }))?.actual;
    return state !== undefined && this.effective(state) === "Faulted";
  }

  #restore(logger: Logger): void {
    for (const [key, value] of this.#table.entries()) {
      const [path = "", type = "Actual"] = key.split("#");
      const slot = this.#shape.byPath.get(path);
      const attribute = slot?.attributes.find((each) => each.type === type);
      if (!slot || !attribute?.persistent || checkValue(value, slot.characteristics, slot.pattern)) {
        logger.warn({ variable: key }, "a stored value does not fit this station any more and is ignored");
      } else if (!this.#madeReadOnly.has(attribute.index)) {
        this.#values.set(attribute.index, value);
      }
    }
  }
}
