import { createFirmwareSlots } from "../blocks/l-firmware-management/index.js";
import type { DeviceModel, VariableReport } from "../device-model/index.js";
import { createVirtualStation } from "../hardware/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
  createStationClock,
} from "../kernel/index.js";
import type { StationConfiguration } from "./configuration/index.js";
import { createLife } from "./life.js";
import { filesFolder } from "./maintenance.js";
import { NOTHING_PROVISIONED } from "./provisioning.js";
import type { SharedDefinitions } from "./shared-definitions.js";

/** What a station says of itself when it is asked. Paths are those of the device model. */
export interface StationSurvey {
  readonly configuration: StationConfiguration;
  /** Every variable that it would report. */
  readonly variables: readonly VariableReport[];
  /** The variable at `path`, or `undefined` where the station has none. */
  describe(path: string): VariableReport | undefined;
  /** Whether a CSMS could set the variable at `path` to `value` now; it is not set. */
  accepts(path: string, value: string): boolean;
}

/**
 * Builds a station as configured, with all its blocks, lets `ask` question it, and lets it go. It never runs:
 * nothing is connected, nothing is written to disk.
 * @throws ConfigurationError if a value of `variables` does not fit the device model; whatever `ask` throws
 */
export async function surveyStation<T>(
  configuration: StationConfiguration,
  definitions: SharedDefinitions,
  ask: (survey: StationSurvey) => T,
): Promise<T> {
  const store = createMemoryStore();
  const clock = createStationClock(createManualClock());
  const logger = createSilentLogger();
  const random = createSeededRandom(1);
  const hardware = createVirtualStation({
    layout: configuration,
    ...{ clock, store, random, logger },
  });
  try {
    const life = createLife({
      ...{ configuration, definitions, hardware, store, clock, random, logger },
      provisioning: NOTHING_PROVISIONED,
      logLines: () => [],
      slots: createFirmwareSlots(store, filesFolder(configuration)),
      nextFrameNumber: () => 0,
      onAccepted: () => undefined,
      onChange: () => undefined,
      restart: () => undefined,
    });
    try {
      return ask(surveyOf(configuration, life.deviceModel));
    } finally {
      await life.cut();
    }
  } finally {
    hardware.stop();
  }
}

function surveyOf(configuration: StationConfiguration, deviceModel: DeviceModel): StationSurvey {
  return {
    configuration,
    variables: [...deviceModel.reports()],
    describe: (path) => deviceModel.describe(path),
    accepts(path, value) {
      const described = deviceModel.describe(path);
      if (!described) return false;
      const before = deviceModel.find(path) ?? "";
      const { status } = deviceModel.set(described.component, described.variable, "Actual", value);
      if (status !== "Accepted" && status !== "RebootRequired") return false;
      deviceModel.update(path, before);
      return true;
    },
  };
}
