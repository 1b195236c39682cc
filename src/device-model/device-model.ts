import { InvariantError, createEventBus, messageOf } from "../kernel/index.js";
import type { Clock, EventBus, Logger, Store } from "../kernel/index.js";
import type { InitialValues } from "./initial-values.js";
import type {
  AttributeType,
  ComponentId,
  DeviceModel,
  GetOutcome,
  HardwareReader,
  SetGuard,
  SetOutcome,
  VariableChanged,
  VariableId,
  VariableReport,
} from "./interface.js";
import type { StationLayout } from "./layout.js";
import type { DeviceModelDefinitions } from "./load-definitions.js";
import { canonicalPath, sameIdentifier } from "./path.js";
import type { AttributeSlot, ComponentSlot, Shape, VariableSlot } from "./shape.js";
import { StationValues, type StationIdentity } from "./station-values.js";
import { checkValue, elementsOf } from "./values.js";

/** What a device model is made of. */
export interface DeviceModelOptions {
  /** From `loadDefinitions`, shared by all stations of the process. */
  readonly definitions: DeviceModelDefinitions;
  readonly layout: StationLayout;
  readonly identity: StationIdentity;
  /** `variables:` of the configuration. What was set since by a CSMS counts more. */
  readonly initial?: InitialValues;
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}

/**
 * Makes the device model of one station, with the values that its store kept.
 * @throws ConfigurationError with the key `variables.<path>` for a wrong initial value
 */
export function createDeviceModel(options: DeviceModelOptions): DeviceModel {
  return new StationDeviceModel(options);
}

interface WatcherOfMany {
  readonly paths: ReadonlySet<string>;
  readonly listener: () => void;
}

const NOBODY: readonly WatcherOfMany[] = [];

class StationDeviceModel implements DeviceModel {
  readonly events: EventBus<{ variableChanged: VariableChanged }>;
  readonly #shape: Shape;
  readonly #values: StationValues;
  readonly #logger: Logger;
  readonly #longestValue: number;
  readonly #guards = new Map<number, SetGuard[]>();
  readonly #watchers = new Map<number, readonly ((value: string) => void)[]>();
  #watchersOfMany: readonly WatcherOfMany[] = NOBODY;

  constructor({ definitions, layout, identity, initial = {}, store, clock, logger }: DeviceModelOptions) {
    this.#shape = definitions.shapeOf(layout);
    this.#logger = logger;
    this.#values = new StationValues({
      shape: this.#shape,
      identity,
      initial,
      table: store.table<string>("variables"),
      clock,
      logger,
    });
    this.#longestValue = Number(this.find("DeviceDataCtrlr.ConfigurationValueSize") ?? 1000);
    this.events = createEventBus((error, type) => this.#report(error, type));
  }

  get shape(): object {
    return this.#shape;
  }

  has(path: string): boolean {
    return this.#slot(path) !== undefined;
  }

  find(path: string): string | undefined {
    const actual = this.#slot(path)?.actual;
    return actual && this.#values.effective(actual);
  }

  string(path: string): string {
    return this.#values.effective(this.#actual(path)) ?? "";
  }

  boolean(path: string): boolean {
    return this.string(path).toLowerCase() === "true";
  }

  integer(path: string): number {
    return this.decimal(path);
  }

  decimal(path: string): number {
    const number = Number(this.string(path));
    if (Number.isNaN(number)) throw new InvariantError(`variable ${path} holds no number`);
    return number;
  }

  list(path: string): readonly string[] {
    return elementsOf(this.string(path));
  }

  update(path: string, value: string | number | boolean): void {
    const actual = this.#actual(path);
    if (this.#values.isWorkedOut(actual))
      throw new InvariantError(`variable ${path} is computed and cannot be set`);
    this.#write(actual, String(value), "station");
  }

  get(component: ComponentId, variable: VariableId, attribute: AttributeType): GetOutcome {
    const found = this.#lookUp(component, variable, attribute);
    if (typeof found === "string") return { status: found };
    if (this.#values.mutability(found) === "WriteOnly") return { status: "Rejected" }; // B06.FR.09
    return { status: "Accepted", value: this.#values.shown(found) ?? "" }; // B06.FR.10, B06.FR.13
  }

  set(component: ComponentId, variable: VariableId, type: AttributeType, value: string): SetOutcome {
    const attribute = this.#lookUp(component, variable, type);
    if (typeof attribute === "string") return { status: attribute };
    const refusal = this.#refusal(attribute, value);
    if (refusal) return { status: "Rejected", ...refusal };
    try {
      if (attribute.variable.rebootRequired && value !== this.#values.effective(attribute)) {
        this.#values.writeForReboot(attribute, value);
        return { status: "RebootRequired" };
      }
      this.#write(attribute, value, "csms");
      return { status: "Accepted" }; // B05.FR.10
    } catch (error) {
      this.#logger.error({ err: error, variable: attribute.key }, "a variable could not be stored");
      return {
        status: "Rejected",
        reasonCode: "InternalError",
        additionalInfo: "The value could not be stored",
      }; // B05.FR.09
    }
  }

  guard(path: string, check: SetGuard): void {
    const { index } = this.#actual(path);
    this.#guards.set(index, [...(this.#guards.get(index) ?? []), check]);
  }

  compute(path: string, read: () => string): void {
    this.#values.compute(this.#actual(path), read);
  }

  readHardware(read: HardwareReader): void {
    this.#values.readHardware(read);
  }

  changesSilently(path: string): boolean {
    const actual = this.#actual(path);
    // Whether something is faulted follows from AvailabilityState, which tells.
    return this.#values.isWorkedOut(actual) && actual.liveFact !== "faulted";
  }

  announce(path: string): void {
    const actual = this.#actual(path);
    this.#values.force(actual, null);
    if (this.#isWatched(actual)) this.#tellWatchers(actual, this.#values.effective(actual) ?? "");
  }

  force(path: string, value: string): string | null {
    const actual = this.#actual(path);
    const { characteristics, pattern, variable } = actual.variable;
    const problem = checkValue(value, characteristics, pattern);
    const reads = this.#values.isWorkedOut(actual);
    if (problem && (!reads || problem.reasonCode === "InvalidValue"))
      return `${variable.name} ${problem.allowed}`;
    if (!reads) {
      this.#write(actual, value, "station");
      return null;
    }
    if (actual.liveFact === "now") return `${variable.name} cannot be set`;
    const before = this.#values.effective(actual);
    this.#values.force(actual, value);
    if (before !== value) this.#tellWatchers(actual, value);
    return null;
  }

  describe(path: string): VariableReport | undefined {
    const slot = this.#slot(path);
    return slot && this.#reportOf(slot);
  }

  *reports(): Iterable<VariableReport> {
    for (const slot of this.#shape.slots) yield this.#reportOf(slot);
  }

  hasComponent(component: ComponentId): boolean {
    return this.#component(component) !== undefined;
  }

  watch(path: string, listener: (value: string) => void): () => void {
    const { index } = this.#actual(path);
    // Arrays that are never changed: a station has many of one element, and one may leave while all are told.
    this.#watchers.set(index, [...(this.#watchers.get(index) ?? []), listener]);
    let watching = true;
    return () => {
      if (!watching) return;
      watching = false;
      const listeners = this.#watchers.get(index) ?? [];
      const at = listeners.indexOf(listener);
      if (listeners.length > 1) this.#watchers.set(index, listeners.toSpliced(at, 1));
      else this.#watchers.delete(index);
    };
  }

  watchAny(paths: ReadonlySet<string>, listener: () => void): () => void {
    const watcher: WatcherOfMany = { paths, listener };
    this.#watchersOfMany = this.#watchersOfMany.concat(watcher);
    return () => {
      this.#watchersOfMany = this.#watchersOfMany.filter((other) => other !== watcher);
    };
  }

  #slot(path: string): VariableSlot | undefined {
    return this.#shape.byPath.get(path) ?? this.#shape.byPath.get(path.toLowerCase());
  }

  #actual(path: string): AttributeSlot {
    const actual = this.#slot(path)?.actual;
    if (!actual) throw new InvariantError(`there is no variable ${path}`);
    return actual;
  }

  #component({ name, instance, evse }: ComponentId): ComponentSlot | undefined {
    return this.#shape.byName
      .get(name.toLowerCase())
      ?.find(
        ({ id }) =>
          sameIdentifier(id.instance, instance) &&
          id.evse?.id === evse?.id &&
          id.evse?.connectorId === evse?.connectorId,
      );
  }

  /** The attribute, or why there is none (B05.FR.04 to B05.FR.06, B06.FR.06 to B06.FR.08, B06.FR.15). */
  #lookUp(
    component: ComponentId,
    { name, instance }: VariableId,
    type: AttributeType,
  ): AttributeSlot | "UnknownComponent" | "UnknownVariable" | "NotSupportedAttributeType" {
    const known = this.#component(component);
    if (!known) return "UnknownComponent";
    const slot = known.variables.find(
      ({ variable }) => sameIdentifier(variable.name, name) && sameIdentifier(variable.instance, instance),
    );
    if (!slot) return "UnknownVariable";
    return slot.attributes.find((attribute) => attribute.type === type) ?? "NotSupportedAttributeType";
  }

  /** Why a CSMS cannot set an attribute to a value; `null`: it can. */
  #refusal(attribute: AttributeSlot, value: string): { reasonCode: string; additionalInfo: string } | null {
    const { characteristics, pattern, variable } = attribute.variable;
    const refuse = (reasonCode: string, because: string) => ({
      reasonCode,
      additionalInfo: `${variable.name} ${because}`.slice(0, 512),
    });
    // B05.FR.09
    if (this.#values.mutability(attribute) === "ReadOnly") return refuse("ReadOnly", "cannot be changed");
    if (this.#values.isWorkedOut(attribute)) return refuse("ReadOnly", "is worked out by the station");
    if (value.length > this.#longestValue) {
      return refuse("TooLargeElement", `must not be longer than ${this.#longestValue} characters`);
    }
    const problem = checkValue(value, characteristics, pattern);
    if (problem) return refuse(problem.reasonCode, problem.allowed); // B05.FR.07, B05.FR.08
    for (const check of this.#guards.get(attribute.index) ?? []) {
      const refusal = check(value);
      if (refusal) return refusal;
    }
    return null;
  }

  #write(attribute: AttributeSlot, value: string, by: VariableChanged["by"]): void {
    const before = this.#values.effective(attribute);
    if (by === "station" && before === value) return;
    this.#values.write(attribute, value);
    if (before === value) return;
    const secret = attribute.mutability === "WriteOnly";
    const { component, variable } = attribute.variable;
    this.events.emit("variableChanged", {
      component,
      variable,
      attribute: attribute.type,
      before: secret ? undefined : before,
      value: secret ? "" : value,
      by,
    });
    if (attribute.type !== "Actual") return;
    this.#tellWatchers(attribute, value);
    if (variable.name === "AvailabilityState") this.#tellProblem(attribute, before, value);
  }

  #isWatched({ index, variable }: AttributeSlot): boolean {
    return this.#watchers.has(index) || this.#watchersOfMany.some(({ paths }) => paths.has(variable.path));
  }

  #tellWatchers(attribute: AttributeSlot, value: string): void {
    for (const { paths, listener } of this.#watchersOfMany) {
      if (!paths.has(attribute.variable.path)) continue;
      try {
        listener();
      } catch (error) {
        this.#report(error, attribute.key);
      }
    }
    for (const listener of this.#watchers.get(attribute.index) ?? []) {
      try {
        listener(value);
      } catch (error) {
        this.#report(error, attribute.key);
      }
    }
  }

  /** Problem follows from AvailabilityState. */
  #tellProblem({ variable: { component } }: AttributeSlot, before: string | undefined, value: string): void {
    if ((before === "Faulted") === (value === "Faulted")) return;
    const problem = this.#slot(canonicalPath(component, { name: "Problem" }))?.actual;
    if (problem?.liveFact === "faulted") this.#tellWatchers(problem, this.#values.effective(problem) ?? "");
  }

  #reportOf({ component, variable, characteristics, attributes }: VariableSlot): VariableReport {
    return {
      component,
      variable,
      characteristics,
      attributes: attributes.map((attribute) => {
        const mutability = this.#values.mutability(attribute);
        const { type, persistent, constant } = attribute;
        const value = attribute.mutability === "WriteOnly" ? undefined : this.#values.shown(attribute);
        return { type, ...(value !== undefined && { value }), mutability, persistent, constant };
      }),
    };
  }

  #report(error: unknown, what: string): void {
    this.#logger.error({ err: error }, `a listener to ${what} failed: ${messageOf(error)}`);
  }
}
