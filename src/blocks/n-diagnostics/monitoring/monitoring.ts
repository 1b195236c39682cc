import { selects, type ComponentId, type DeviceModel, type Selection } from "../../../device-model/index.js";
import { messageOf, type Clock, type Logger, type Store, type Unsubscribe } from "../../../kernel/index.js";
import { builtInOf, type MonitorDefinitions, type Places } from "./built-in-monitors.js";
import { createEventCollector, type ComponentFacts, type MonitoringEvent } from "./events.js";
import { createEverySecond } from "./every-second.js";
import { watchForNotifications } from "./hard-wired-notifications.js";
import type { Monitor, MonitoringBase, MonitorMemory, MonitorType } from "./monitor.js";
import { openMonitorStore } from "./monitor-store.js";
import { createSchedule } from "./schedule.js";
import { Watcher, type WatcherParts } from "./watcher.js";
import { grant, type MonitorWish, type Plan, type WishOutcome } from "./wishes.js";

/** MonitoringCriterionEnumType. */
export type MonitoringCriterion = "ThresholdMonitoring" | "DeltaMonitoring" | "PeriodicMonitoring";

/** What monitoring asks of its surroundings. */
export interface MonitoringAbilities {
  readonly definitions: MonitorDefinitions;
  readonly deviceModel: DeviceModel;
  /** The station's EVSEs and their connectors. */
  readonly evses: Places;
  readonly facts: ComponentFacts & {
    /** Whether a transaction goes on at the component: of its EVSE, or of any for one of the station. */
    transactionOngoing(component: ComponentId): boolean;
  };
  /** The CSMS can be told at once. */
  readonly online: () => boolean;
  readonly nextEventId: () => number;
  /** Stores events to be told. */
  readonly tell: (events: readonly MonitoringEvent[]) => void;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Monitors variables of the device model and tells of what happens to them (N02 to N08). */
export interface Monitoring {
  /** Begins; once, when the variables have their values. */
  start(): void;
  /** N04: one outcome for each wish; those that are granted hold, whatever becomes of the others. */
  set(wishes: readonly MonitorWish[]): readonly WishOutcome[];
  /** N06. */
  clear(ids: readonly number[]): readonly ("Accepted" | "Rejected" | "NotFound")[];
  /** N03. */
  setBase(base: MonitoringBase): void;
  /** N05: `false` where there is no such severity. */
  setLevel(severity: number): boolean;
  /** N02: the monitors in force that meet any of the criteria and of the selections; none of either: all. */
  monitors(criteria?: readonly MonitoringCriterion[], selections?: readonly Selection[]): readonly Monitor[];
  /** What could not be told before may be told now, or monitors were set: looks at all values. */
  look(): void;
  /** Must be called when a transaction has begun or ended. */
  transactionsChanged(): void;
  /** Must be called when the station's clock was set. */
  clockSet(): void;
  dispose(): void;
}

const BASE = "MonitoringCtrlr.ActiveMonitoringBase";
const LEVEL = "MonitoringCtrlr.ActiveMonitoringLevel";
const ENABLED = "MonitoringCtrlr.Enabled";
const OFFLINE_SEVERITY = "MonitoringCtrlr.OfflineQueuingSeverity";

const CRITERION_OF: Readonly<Record<MonitorType, MonitoringCriterion>> = {
  UpperThreshold: "ThresholdMonitoring", // N02.FR.12
  LowerThreshold: "ThresholdMonitoring",
  Delta: "DeltaMonitoring", // N02.FR.13
  Periodic: "PeriodicMonitoring", // N02.FR.14
  PeriodicClockAligned: "PeriodicMonitoring",
};

/** Makes monitoring that is at work. */
export function createActiveMonitoring(abilities: MonitoringAbilities): Monitoring {
  const { definitions, deviceModel, evses, facts, online, nextEventId, tell, store, clock, logger } =
    abilities;
  const stored = openMonitorStore(store);
  const builtIn = builtInOf(definitions, deviceModel, evses);
  const watchers = new Map<number, Watcher>();
  const forget: Unsubscribe[] = [];
  const place = { deviceModel, evses };
  let running = false;

  const events = createEventCollector({ clock, facts, nextEventId, deliver: tell });
  const mayTell = (severity: number): boolean =>
    severity <= deviceModel.integer(LEVEL) && // N05.FR.03, N07.FR.15
    (online() || severity <= deviceModel.integer(OFFLINE_SEVERITY)); // N07.FR.04, N08.FR.03
  const parts: WatcherParts = {
    ...{ deviceModel, clock, mayTell },
    everySecond: createEverySecond(clock, (error) =>
      logger.error({ err: error }, `a monitor could not look at its variable: ${messageOf(error)}`),
    ),
    schedule: createSchedule(clock, ({ id }) => watchers.get(id)?.ring()),
    fire: (firing) => events.add(firing),
    remember: (id, memory) => stored.remember(id, memory),
  };

  const base = (): string => deviceModel.string(BASE);
  const isInForce = ({ kind }: Monitor): boolean => kind !== "preconfigured" || base() !== "HardWiredOnly"; // N03.FR.05
  const shouldWatch = (monitor: Monitor): boolean =>
    running &&
    deviceModel.boolean(ENABLED) &&
    isInForce(monitor) &&
    (!monitor.transaction || facts.transactionOngoing(monitor.component));

  /** Lets each monitor watch exactly while it should. */
  const settle = (which: Iterable<Watcher> = watchers.values()): void => {
    for (const watcher of which) {
      const should = shouldWatch(watcher.monitor);
      if (should && !watcher.active) watcher.activate();
      else if (!should && watcher.active) watcher.deactivate({ forgetting: watcher.monitor.transaction });
    }
  };
  const look = (): void => {
    for (const watcher of watchers.values()) watcher.look();
  };
  const uninstall = (id: number): Watcher | undefined => {
    const watcher = watchers.get(id);
    watcher?.deactivate({ forgetting: false });
    watchers.delete(id);
    return watcher;
  };
  const install = (monitor: Monitor, memory: MonitorMemory = {}): void => {
    watchers.set(monitor.id, new Watcher(monitor, memory, parts));
  };
  /** Removes custom monitors; what they overruled comes back (N03.FR.04). */
  const removeCustoms = (ids: readonly number[]): void => {
    if (ids.length === 0) return;
    stored.save(
      ids.map((id) => ({ id, setting: null })),
      stored.nextId(),
    );
    for (const id of ids) uninstall(id); // N07.FR.12: nothing is told of that
    for (const monitor of builtIn.monitors) if (!watchers.has(monitor.id)) install(monitor);
    settle();
  };
  const customIds = (): number[] =>
    [...watchers.values()]
      .filter(({ monitor }) => monitor.kind === "custom")
      .map(({ monitor }) => monitor.id);

  const restore = (): void => {
    const { customs, memories } = stored.read();
    for (const monitor of builtIn.monitors) install(monitor, memories.get(monitor.id));
    const gone: number[] = [];
    for (const [id, setting] of customs) {
      const plan: Plan = { monitors: new Map(), nextId: id };
      const { status } = grant(setting, plan, place, isInForce);
      const monitor = plan.monitors.get(id);
      if (status === "Accepted" && monitor) install(monitor, memories.get(id));
      else gone.push(id);
    }
    if (gone.length > 0) {
      // N04, remark: what new firmware cannot monitor is not monitored.
      logger.warn({ monitors: gone }, "monitors of variables that cannot be monitored any more are removed");
      removeCustoms(gone);
    }
  };
  restore();

  return {
    look,
    start() {
      running = true;
      settle();
      look(); // N07.FR.14
      forget.push(
        deviceModel.watch(ENABLED, () => {
          settle();
          look();
        }),
        deviceModel.watch(OFFLINE_SEVERITY, look),
        ...watchForNotifications(builtIn.notifications, deviceModel, (firing) => {
          if (online() || firing.severity <= deviceModel.integer(OFFLINE_SEVERITY)) events.add(firing);
        }),
      );
    },
    set(wishes) {
      const plan: Plan = {
        monitors: new Map([...watchers].map(([id, { monitor }]) => [id, monitor])),
        nextId: stored.nextId(),
      };
      const outcomes = wishes.map((wish) => grant(wish, plan, place, isInForce));
      const granted = new Set(
        outcomes.flatMap((outcome) => (outcome.status === "Accepted" ? [outcome.id] : [])),
      );
      const installed = [...granted].flatMap((id) => plan.monitors.get(id) ?? []);
      if (installed.length === 0) return outcomes;
      store.transaction(() => {
        stored.save(
          installed.map(({ id, component, variable, type, value, severity, transaction }) => ({
            id,
            setting: { component, variable, type, value, severity, transaction },
          })),
          plan.nextId,
        );
        for (const monitor of installed) {
          const former = uninstall(monitor.id);
          // N07.FR.11: what has passed the old threshold is held against the new one.
          const passed = former?.monitor.type === monitor.type && former.memory.alerting === true;
          if (passed) stored.remember(monitor.id, { alerting: true });
          install(monitor, passed ? { alerting: true } : {});
        }
        settle(installed.flatMap(({ id }) => watchers.get(id) ?? []));
      });
      return outcomes;
    },
    clear(ids) {
      const outcomes = ids.map((id, index) => {
        const watcher = watchers.get(id);
        if (!watcher || !isInForce(watcher.monitor) || ids.indexOf(id) < index) return "NotFound"; // N06.FR.02
        return watcher.monitor.kind === "custom" ? "Accepted" : "Rejected"; // N06.FR.03
      });
      removeCustoms(ids.filter((_, index) => outcomes[index] === "Accepted"));
      return outcomes;
    },
    setBase(wanted) {
      deviceModel.update(BASE, wanted);
      if (wanted !== "All") {
        // N03.FR.04, N03.FR.05; N03.FR.03: All leaves custom monitors as they are
        removeCustoms(customIds());
      }
      settle();
    },
    setLevel(severity) {
      if (!Number.isInteger(severity) || severity < 0 || severity > 9) return false; // N05.FR.02
      deviceModel.update(LEVEL, severity);
      return true;
    },
    monitors: (criteria = [], selections = []) =>
      [...watchers.values()]
        .map(({ monitor }) => monitor)
        .filter(
          (monitor) =>
            isInForce(monitor) &&
            // N02.FR.05, N02.FR.06, N02.FR.08, N02.FR.11
            (criteria.length === 0 || criteria.includes(CRITERION_OF[monitor.type])) &&
            (selections.length === 0 || selections.some((selection) => selects(selection, monitor))),
        )
        .sort((a, b) => a.id - b.id),
    transactionsChanged() {
      const concerned = [...watchers.values()].filter(({ monitor }) => monitor.transaction);
      settle(concerned);
      for (const watcher of concerned) watcher.look();
    },
    clockSet: () => parts.schedule.clockSet(),
    dispose() {
      running = false;
      for (const unsubscribe of forget) unsubscribe();
      for (const watcher of watchers.values()) watcher.deactivate({ forgetting: false });
      events.flush();
    },
  };
}
