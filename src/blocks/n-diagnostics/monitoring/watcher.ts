import type { DataType, DeviceModel } from "../../../device-model/index.js";
import type { Clock, Unsubscribe } from "../../../kernel/index.js";
import { hasChanged } from "./delta.js";
import type { EverySecond } from "./every-second.js";
import { isPeriodic, isThreshold, type Firing, type Monitor, type MonitorMemory } from "./monitor.js";
import type { Schedule } from "./schedule.js";
import { AT_REST, thresholdStep, type ThresholdState } from "./threshold.js";

/** What a watcher needs; shared by all watchers of a station. */
export interface WatcherParts {
  readonly deviceModel: Pick<DeviceModel, "find" | "watch" | "changesSilently" | "describe">;
  readonly clock: Clock;
  readonly everySecond: EverySecond;
  readonly schedule: Schedule;
  /** Whether events of that severity may be told or queued now (N05.FR.03, N07.FR.04, N07.FR.15). */
  readonly mayTell: (severity: number) => boolean;
  readonly fire: (firing: Firing) => void;
  readonly remember: (id: number, memory: MonitorMemory) => void;
}

/** Lets one monitor fire while it is active. */
export class Watcher {
  readonly monitor: Monitor;
  readonly #parts: WatcherParts;
  readonly #dataType: DataType;
  readonly #secret: boolean;
  #memory: MonitorMemory;
  #threshold: ThresholdState;
  #forget: Unsubscribe | null = null;
  #readEverySecond = false;

  /** @param memory what was remembered of it, across reboots too */
  constructor(monitor: Monitor, memory: MonitorMemory, parts: WatcherParts) {
    this.monitor = monitor;
    this.#parts = parts;
    const variable = parts.deviceModel.describe(monitor.path);
    this.#dataType = variable?.characteristics.dataType ?? "string";
    this.#secret =
      variable?.attributes.some(({ type, mutability }) => type === "Actual" && mutability === "WriteOnly") ===
      true;
    this.#memory = memory;
    this.#threshold = memory.alerting ? { ...AT_REST, alerting: true } : AT_REST;
  }

  get memory(): MonitorMemory {
    return this.#memory;
  }

  get active(): boolean {
    return this.#forget !== null;
  }

  /** Begins to watch; {@link Watcher.look} must follow once the CSMS may hear of it. */
  activate(): void {
    if (this.#forget) return;
    const { monitor } = this;
    const { deviceModel, schedule } = this.#parts;
    if (isPeriodic(monitor)) {
      schedule.add(monitor);
      this.#forget = () => schedule.remove(monitor);
      return;
    }
    if (monitor.type === "Delta" && this.#memory.reference === undefined) this.#begin();
    this.#forget = deviceModel.watch(monitor.path, (value) => this.#judge(value));
    this.#keepReading();
  }

  /**
   * Watches no more.
   * @param forgetting what was seen does not matter when it is activated again, as after a transaction
   */
  deactivate({ forgetting }: { readonly forgetting: boolean }): void {
    this.#forget?.();
    this.#forget = null;
    this.#parts.everySecond.remove(this);
    this.#readEverySecond = false;
    if (!forgetting) return;
    this.#threshold = AT_REST;
    if (Object.keys(this.#memory).length > 0) this.#remember({});
  }

  /** Looks at the value as it is now: something that was not told may have to be (N07.FR.11, N07.FR.14). */
  look(): void {
    if (this.active && !isPeriodic(this.monitor)) this.#judge(this.#read());
  }

  /** Periodic: its time has come (N08). */
  ring(): void {
    if (this.#parts.mayTell(this.monitor.severity)) this.#fire("Periodic", this.#read()); // N08.FR.05
  }

  /** A second has passed. */
  tick(): void {
    // Nothing is read that could not be told.
    if (this.#parts.mayTell(this.monitor.severity)) this.#judge(this.#read());
  }

  #read(): string {
    return this.#parts.deviceModel.find(this.monitor.path) ?? "";
  }

  /** What is not told is not judged, so that the CSMS hears of it later if it is still so (remark of N07). */
  #judge(value: string): void {
    if (!this.#parts.mayTell(this.monitor.severity)) return;
    if (isThreshold(this.monitor)) this.#judgeThreshold(value);
    else this.#judgeDelta(value);
  }

  #judgeThreshold(value: string): void {
    if (value === "" || Number.isNaN(Number(value))) return;
    const { state, tells } = thresholdStep(
      this.monitor,
      this.#threshold,
      Number(value),
      this.#parts.clock.elapsed(),
    );
    this.#threshold = state;
    this.#keepReading();
    if (tells === null) return;
    this.#remember(tells === "alert" ? { alerting: true } : {});
    this.#fire("Alerting", value, tells === "clear"); // N07.FR.02, N07.FR.16, N07.FR.17
  }

  #judgeDelta(value: string): void {
    const { reference } = this.#memory;
    const { value: difference } = this.monitor;
    // Of a secret only this life knows.
    const changed = this.#secret
      ? reference !== value
      : hasChanged(this.#dataType, difference, reference ?? "", value);
    if (!changed) return;
    this.#refer(value);
    // N07.FR.18, N07.FR.19; what boolean variables call a problem may be over.
    this.#fire("Delta", value, this.#dataType === "boolean" && isProblem(this.monitor) && value === "false");
  }

  #fire(trigger: Firing["trigger"], value: string, cleared = false): void {
    const { component, variable, severity, id, kind } = this.monitor;
    this.#parts.fire({
      ...{ component, variable, trigger, severity, cleared },
      actualValue: this.#secret ? "" : value, // N07.FR.10
      monitor: { id, kind },
    });
  }

  /**
   * What a difference is counted from: the value at which the monitor was set. Of those from the maker nothing is
   * stored before they fire; a problem that is there from the beginning is news.
   */
  #begin(): void {
    const isMakers = this.monitor.kind !== "custom";
    if (!isMakers) this.#refer(this.#read());
    else this.#memory = { reference: this.#dataType === "boolean" ? "false" : this.#read() };
  }

  #refer(reference: string): void {
    if (this.#secret) this.#memory = { reference };
    else this.#remember({ reference });
  }

  #remember(memory: MonitorMemory): void {
    this.#memory = memory;
    this.#parts.remember(this.monitor.id, memory);
  }

  /** A reading is looked at every second, and so is a value that must stay where it is before it counts. */
  #keepReading(): void {
    const waits = this.#threshold.withinSince !== undefined;
    const needed = this.active && (waits || this.#parts.deviceModel.changesSilently(this.monitor.path));
    if (needed === this.#readEverySecond) return;
    this.#readEverySecond = needed;
    if (needed) this.#parts.everySecond.add(this);
    else this.#parts.everySecond.remove(this);
  }
}

const isProblem = ({ variable }: Monitor): boolean => variable.name === "Problem";
