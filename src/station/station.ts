// rxjs as a whole is two hundred files, which take as long to load as all the rest.
import { Subject } from "rxjs/internal/Subject";
import type { TracedFrame } from "../csms-link/index.js";
import { canonicalPath } from "../device-model/index.js";
import { createVirtualStation, type VirtualStation } from "../hardware/index.js";
import {
  createStationClock,
  createStepper,
  Lazy,
  Seconds,
  toTimestamp,
  type Clock,
  type Logger,
  type Random,
  type RecentLog,
  type Store,
  type Timer,
} from "../kernel/index.js";
import type { StationConfiguration } from "./configuration/index.js";
import type { LogLines } from "./diagnostics.js";
import { createFrameCheck } from "./frame-check.js";
import { createFrameTrace } from "./frame-trace.js";
import { createInspection, logLine } from "./inspection.js";
import { lifeCycleMachine, type LifePhase } from "./life-cycle.machine.js";
import { createFirmwareSlots } from "../blocks/l-firmware-management/index.js";
import { filesFolder } from "./maintenance.js";
import { createMaintenanceLogins } from "./maintenance-logins.js";
import { createLife } from "./life.js";
import type { Life, RestartReason } from "./life-interface.js";
import { NOTHING_PROVISIONED, type Provisioning } from "./provisioning.js";
import { externalLimitActions } from "./smart-charging.js";
import type { SharedDefinitions } from "./shared-definitions.js";
import { connectorView, evseView, type ViewSources } from "./state-view.js";
import type { Frame, StationState, StationSurface, SurfaceEvent } from "./surface.js";

/** What a station is made from. */
export interface StationParts {
  readonly configuration: StationConfiguration;
  readonly definitions: SharedDefinitions;
  /** What the process has logged, for diagnostics; absent: nothing is kept. */
  readonly logLines?: LogLines;
  /** The newest lines of the process, for those who look on; absent: none. */
  readonly recentLog?: RecentLog;
  /** Certificates and keys that came with the station; absent: none. */
  readonly provisioning?: Provisioning;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Version of Kerbside. */
  readonly softwareVersion: string;
  /** Frames to remember for the page; 0: none (a fleet). */
  readonly framesKept?: number;
}

/** How a station stands with its CSMS; what one of many is asked, without the whole of its state. */
export interface StationStanding {
  readonly connected: boolean;
  readonly registration: StationState["ocpp"]["registration"];
}

/** A charging station: hardware, software, and the power switch. */
export interface Station {
  /** Switches it on. */
  start(): void;
  /** Switches it off in good order; nothing stored is lost. */
  stop(): Promise<void>;
  readonly surface: StationSurface;
  readonly hardware: VirtualStation;
  /** Calls `listener` whenever a CSMS has accepted the station. */
  onAccepted(listener: () => void): void;
  standing(): StationStanding;
}

/** How long a restart by command takes, from the last message to the first. */
const RESTART_TAKES = Seconds(1);
const FRAMES_KEPT = 1_000;
const lifeCycle = createStepper(lifeCycleMachine);

/** Makes a {@link Station}; it is off until {@link Station.start}. */
export function createStation(parts: StationParts): Station {
  const { configuration, store, random, logger, framesKept = FRAMES_KEPT } = parts;
  const clock = createStationClock(parts.clock);
  const hardware = createVirtualStation({
    layout: configuration,
    clock,
    store,
    random,
    logger,
    contractChain: parts.provisioning?.contractChain ?? null,
  });
  const slots = createFirmwareSlots(store, filesFolder(configuration));
  const trace = createFrameTrace(framesKept);
  const frameCheck = new Lazy(createFrameCheck);
  const events = new Subject<SurfaceEvent>();
  const acceptedListeners = new Set<() => void>();
  let snapshot = lifeCycle.initial;
  let life: Life | null = null;
  let lastWarned: Life | null = null;
  let lastFrame = 0;
  let bootedAt = clock.now();
  let powerTimer: Timer | null = null;
  let stopped = false;

  const step = (type: "powered" | "started" | "accepted" | "resetRequested" | "powerCut"): void => {
    [snapshot] = lifeCycle.step(snapshot, { type });
  };
  const phase = (): LifePhase => snapshot.value as LifePhase;
  const changed = (): void => {
    if (events.observed) events.next({ event: "state" });
  };

  const powerUp = (): void => {
    powerTimer = null;
    if (stopped) return;
    step("powered");
    bootedAt = clock.now();
    life = createLife({
      configuration,
      definitions: parts.definitions,
      logLines: parts.logLines ?? (() => []),
      provisioning: parts.provisioning ?? NOTHING_PROVISIONED,
      hardware,
      slots,
      store,
      clock,
      random,
      logger,
      nextFrameNumber: () => ++lastFrame,
      ...(framesKept > 0 && { onFrame: traced }),
      onAccepted: () => {
        step("accepted");
        for (const listener of acceptedListeners) listener();
        changed();
      },
      onChange: changed,
      restart: (reason) => restart(reason),
    });
    life.start();
    step("started");
    changed();
  };
  const version = (): StationState["ocpp"]["version"] =>
    life?.link.version ?? configuration.ocppVersions[0] ?? "ocpp2.0.1";
  const traced = (frame: TracedFrame): void => {
    frameCheck.value.prepare(version());
    trace.add(frame);
    if (events.observed) events.next({ event: "ocpp", data: viewOf(frame) });
  };
  const viewOf = (frame: TracedFrame): Frame => frameView(frame, frameCheck.value.faultOf(frame, version()));

  const powerDown = (end: (life: Life) => Promise<void>, then: () => void): void => {
    const ending = life;
    life = null;
    hardware.powerCycle();
    changed();
    const finish = ending ? end(ending) : Promise.resolve();
    finish
      .catch((error: unknown) => logger.error({ err: error }, "the connection did not close cleanly"))
      .finally(then);
  };
  const restart = (reason: RestartReason): void => {
    if (phase() === "off" || phase() === "resetting") return;
    logger.info({ reason }, "the station restarts");
    step("resetRequested");
    powerDown(
      (ending) => ending.end(),
      () => {
        powerTimer = clock.timer("restart", RESTART_TAKES, powerUp);
      },
    );
  };
  /** A station with backup power has a moment to say goodbye; one without finds out when it is back. */
  const losePower = (seconds: number): void => {
    const warned = life;
    if (!configuration.backupPower || !warned || warned === lastWarned) return cutPower(seconds);
    lastWarned = warned;
    warned
      .powerFails()
      .catch((error: unknown) => logger.error({ err: error }, "the end of the power could not be told"))
      .finally(() => {
        if (life === warned) cutPower(seconds);
      });
  };
  const cutPower = (seconds: number): void => {
    powerTimer?.cancel();
    logger.info({ seconds }, "the power is cut");
    step("powerCut");
    powerDown(
      (ending) => ending.cut(),
      () => {
        powerTimer = clock.timer("power", Seconds(seconds), powerUp);
      },
    );
  };

  const sources = (): ViewSources | null =>
    life && {
      hardware,
      availability: life.availability,
      transactions: life.transactions,
      smartCharging: life.smartCharging,
      reservations: life.reservations,
    };
  const evseOf = (evseId: number) => hardware.evses.find(({ id }) => id === evseId);
  const firmwareView = (): Pick<StationState, "firmwareVersion" | "firmware"> => {
    const running = slots.running();
    return {
      firmwareVersion: running?.version ?? configuration.firmwareVersion,
      firmware: {
        sha256: running?.sha256 ?? null,
        update: life?.maintenance.firmware().status?.status ?? null,
      },
    };
  };
  const standing = (): StationStanding => ({
    connected: life?.link.online ?? false,
    registration: life?.boot.registration ?? "none",
  });
  const state = (): StationState => ({
    identity: configuration.identity,
    vendorName: configuration.vendorName,
    model: configuration.model,
    serialNumber: configuration.serialNumber,
    ...firmwareView(),
    softwareVersion: parts.softwareVersion,
    bootedAt: toTimestamp(bootedAt),
    time: toTimestamp(clock.now()),
    phase: surface.phase(),
    networkOnline: hardware.network.online,
    faults: hardware.faults,
    ocpp: {
      version: version(),
      ...standing(),
      securityProfile: life?.link.target.securityProfile ?? configuration.csms.securityProfile,
      csmsUrl: life?.link.target.url ?? configuration.csms.url,
      configurationSlot: life?.link.target.configurationSlot ?? null,
      queuedMessages: life?.link.outbox.length ?? 0,
    },
    evses: hardware.evses.map((evse) => evseView(evse, sources() ?? UNPOWERED(hardware))),
    display: life?.display.shown ?? [],
  });

  const inspection = new Lazy(() =>
    createInspection({ hardware, life: () => life, recentLog: parts.recentLog }),
  );
  const surface: StationSurface = {
    get firmwareVersion() {
      return firmwareView().firmwareVersion;
    },
    phase() {
      switch (phase()) {
        case "running":
          return "running";
        case "booting":
        case "registering":
          return "booting";
        default:
          return "rebooting";
      }
    },
    state,
    evseState: (evseId) => {
      const evse = evseOf(evseId);
      return evse && evseView(evse, sources() ?? UNPOWERED(hardware));
    },
    connectorState: (evseId, connectorId) => {
      const evse = evseOf(evseId);
      return evse && connectorView(evse, connectorId, sources() ?? UNPOWERED(hardware));
    },
    actions: hardware.actions,
    externalLimits: externalLimitActions(() => life?.smartCharging ?? null),
    deauthorize(evseId) {
      if (!evseOf(evseId)) return { refused: "unknown", because: `there is no EVSE ${evseId}` };
      const token = life?.transactions.authorizedAt(evseId);
      if (!token) return { refused: "impossible", because: `nobody is authorized at EVSE ${evseId}` };
      if (token.type !== "NoAuthorization") return hardware.actions.presentToken(token, evseId);
      return hardware.actions.pressStop({ evseId, emergency: false });
    },
    maintenanceLogin: createMaintenanceLogins(clock, (type, techInfo) =>
      life?.securityEvents.raise(type, techInfo),
    ),
    reboot: ({ powerOffSeconds }) => losePower(powerOffSeconds),
    setVariable(component, variable, value) {
      const path = canonicalPath(component, variable);
      const deviceModel = life?.deviceModel;
      if (!deviceModel?.has(path)) return { refused: "unknown", because: `there is no variable ${path}` };
      const because = deviceModel.force(path, value);
      if (because !== null) return { refused: "impossible", because };
      life?.applyChanges();
      return null;
    },
    messages: ({ since, limit }) => trace.after(since, limit).map(viewOf),
    get inspection() {
      return inspection.value;
    },
    events: events.asObservable(),
  };
  const forget = hardware.events.onAny(changed);
  const forgetLog = parts.recentLog?.onEntry((entry) => {
    if (events.observed) events.next({ event: "log", data: logLine(entry) });
  });

  return {
    surface,
    hardware,
    start: powerUp,
    async stop() {
      stopped = true;
      powerTimer?.cancel();
      const ending = life;
      life = null;
      await ending?.end();
      forget();
      forgetLog?.();
      events.complete();
      hardware.stop();
    },
    onAccepted: (listener) => void acceptedListeners.add(listener),
    standing,
  };
}

/** While the power is off nothing is available and nothing runs. */
const UNPOWERED = (hardware: VirtualStation): ViewSources => ({
  hardware,
  availability: {
    status: () => "Unavailable",
    evseStatus: () => "Unavailable",
    operationalStatus: () => "Inoperative",
  },
  transactions: { onEvse: () => null, authorizedAt: () => null },
  smartCharging: { limitAt: () => null },
  reservations: { keptAt: () => null },
});

function frameView(
  { seq, at, direction, messageType, messageId, action, payload }: TracedFrame,
  violation: string | null,
): Frame {
  return {
    seq,
    at: toTimestamp(at),
    direction,
    messageType,
    messageId,
    ...(action !== undefined && { action }),
    payload,
    ...(violation !== null && { violation }),
  };
}
