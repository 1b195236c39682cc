import type { DeviceModel, Selection } from "../../../device-model/index.js";
import { Lazy, type Unsubscribe } from "../../../kernel/index.js";
import { builtInOf } from "./built-in-monitors.js";
import type { Monitor, MonitoringBase } from "./monitor.js";
import { openMonitorStore } from "./monitor-store.js";
import {
  createActiveMonitoring,
  type Monitoring,
  type MonitoringAbilities,
  type MonitoringCriterion,
} from "./monitoring.js";
import type { MonitorWish, WishOutcome } from "./wishes.js";

/** Makes the monitoring of one life of a station. It rests until a CSMS asks for monitors or something happens. */
export function createMonitoring(abilities: MonitoringAbilities): Monitoring {
  return new RestingMonitoring(abilities);
}

/**
 * Most stations have no monitors but those of their maker, and all is well with them: then one listener is enough
 * to know when there is something to monitor. What it missed, monitors see when they first look.
 */
class RestingMonitoring implements Monitoring {
  readonly #abilities: MonitoringAbilities;
  readonly #active: Lazy<Monitoring>;
  #rest: Unsubscribe | null = null;

  constructor(abilities: MonitoringAbilities) {
    this.#abilities = abilities;
    this.#active = new Lazy(() => createActiveMonitoring(abilities));
  }

  start(): void {
    const { definitions, deviceModel, evses, store } = this.#abilities;
    const { monitors, paths } = builtInOf(definitions, deviceModel, evses);
    if (openMonitorStore(store).empty() && monitors.every((monitor) => isAtRest(monitor, deviceModel)))
      this.#rest = deviceModel.watchAny(paths, () => void this.#awake());
    else this.#awake().start();
  }

  set(wishes: readonly MonitorWish[]): readonly WishOutcome[] {
    return this.#awake().set(wishes);
  }

  clear(ids: readonly number[]): readonly ("Accepted" | "Rejected" | "NotFound")[] {
    return this.#awake().clear(ids);
  }

  setBase(base: MonitoringBase): void {
    this.#awake().setBase(base);
  }

  setLevel(severity: number): boolean {
    return this.#awake().setLevel(severity);
  }

  monitors(criteria?: readonly MonitoringCriterion[], selections?: readonly Selection[]): readonly Monitor[] {
    return this.#awake().monitors(criteria, selections);
  }

  look(): void {
    this.#active.made?.look();
  }

  transactionsChanged(): void {
    this.#active.made?.transactionsChanged();
  }

  clockSet(): void {
    this.#active.made?.clockSet();
  }

  dispose(): void {
    this.#rest?.();
    this.#rest = null;
    this.#active.made?.dispose();
  }

  #awake(): Monitoring {
    const active = this.#active.value;
    if (!this.#rest) return active;
    this.#rest();
    this.#rest = null;
    active.start();
    return active;
  }
}

/** Whether a monitor has nothing to tell before its variable changes, which will be heard. */
function isAtRest(
  { type, path }: Monitor,
  deviceModel: Pick<DeviceModel, "find" | "changesSilently">,
): boolean {
  return type === "Delta" && deviceModel.find(path) === "false" && !deviceModel.changesSilently(path);
}
