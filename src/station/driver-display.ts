import type { Prompt } from "../blocks/e-transactions/index.js";
import type { Availability, ConnectorStatus } from "../blocks/g-availability/index.js";
import type { TariffAndCost } from "../blocks/i-tariff-and-cost/index.js";
import {
  composeScreen,
  screenLasts,
  showsMessages,
  type DisplayMessages,
  type ScreenEntry,
  type ScreenFacts,
} from "../blocks/o-display-message/index.js";
import type { DeviceModel } from "../device-model/index.js";
import type { StationHardware } from "../hardware/index.js";
import type { Clock, Timer, Unsubscribe } from "../kernel/index.js";

/** What the display is composed from. */
export interface DriverDisplayParts {
  readonly hardware: Pick<StationHardware, "evses" | "display" | "events">;
  readonly deviceModel: Pick<DeviceModel, "boolean" | "compute" | "events" | "find" | "string">;
  readonly messages: Pick<DisplayMessages, "find">;
  readonly costs: Pick<TariffAndCost, "notices">;
  readonly availability: Pick<Availability, "events">;
  readonly clock: Clock;
  /** What can be read has changed. */
  readonly onChange: () => void;
}

/** Keeps the display up to date: with what the CSMS wants to be shown, what is asked, tariffs and costs. */
export interface DriverDisplay {
  readonly prompt: Prompt;
  /** What can be read now. */
  readonly shown: readonly ScreenEntry[];
  /** Composes anew; to be called where something has changed that the display does not hear of itself. */
  refresh(): void;
  dispose(): void;
}

const CONTROLLERS = ["DisplayMessageCtrlr", "TariffCostCtrlr"];
const LONGEST_TEXT = 1_000;

/**
 * Makes the display of a station in one life. It is composed anew when a fact changes; a timer runs only while
 * messages take turns, or one is to begin or end.
 */
export function createDriverDisplay(parts: DriverDisplayParts): DriverDisplay {
  const { hardware, deviceModel, messages, costs, availability, clock, onChange } = parts;
  let question: readonly string[] = [];
  let shown: readonly ScreenEntry[] = [];
  let timer: Timer | null = null;
  let disposed = false;

  const facts = (): ScreenFacts => ({
    now: clock.now(),
    elapsed: clock.elapsed(),
    state: stateOf(
      deviceModel.find("ChargingStation.AvailabilityState") as ConnectorStatus | undefined,
      hardware.evses.some(({ energyTransfer }) => energyTransfer === "charging"),
    ),
    messages: showsMessages(deviceModel) ? messages.find({}) : [],
    question,
    notices: costs.notices(),
    language: deviceModel.string("DisplayMessageCtrlr.Language"),
    severalEvses: hardware.evses.length > 1,
  });
  const refresh = (): void => {
    if (disposed) return;
    timer?.cancel();
    timer = null;
    const current = facts();
    const there = deviceModel.boolean("Display.Available");
    const next = there ? composeScreen(current) : [];
    const lasts = there ? screenLasts(current) : null;
    if (lasts !== null) timer = clock.timer("what the display shows next", lasts, refresh);
    if (JSON.stringify(next) === JSON.stringify(shown)) return;
    shown = next;
    hardware.display.show(next.map(({ content }) => content));
    onChange();
  };

  deviceModel.compute("Display.DataText[Visible]", () =>
    shown
      .map(({ content }) => content)
      .join("\n")
      .slice(0, LONGEST_TEXT),
  );
  const forget: readonly Unsubscribe[] = [
    availability.events.on("connectorStatusChanged", refresh),
    hardware.events.on("energyTransferChanged", refresh),
    deviceModel.events.on("variableChanged", ({ component }) => {
      if (CONTROLLERS.includes(component.name)) refresh();
    }),
  ];

  return {
    get shown() {
      return shown;
    },
    prompt: {
      ask(next) {
        question = next;
        refresh();
      },
    },
    refresh,
    dispose() {
      disposed = true;
      timer?.cancel();
      for (const unsubscribe of forget) unsubscribe();
    },
  };
}

/** What the station as a whole is doing (MessageStateEnumType): charging as long as one EVSE does. */
function stateOf(status: ConnectorStatus | undefined, charging: boolean): ScreenFacts["state"] {
  if (status === "Faulted" || status === "Unavailable") return status;
  return charging ? "Charging" : "Idle";
}
