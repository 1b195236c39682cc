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
const NO_LINES: readonly string[] = [];
const NOTHING: readonly ScreenEntry[] = [];

/**
 * Makes the display of a station in one life. It is composed anew when a fact changes; a timer runs only while
 * messages take turns, or one is to begin or end.
 */
export function createDriverDisplay(parts: DriverDisplayParts): DriverDisplay {
  return new ComposedDisplay(parts);
}

/** A class, so that the stations of a process share its methods. */
class ComposedDisplay implements DriverDisplay {
  readonly prompt: Prompt;
  readonly #parts: DriverDisplayParts;
  readonly #forget: readonly Unsubscribe[];
  #question: readonly string[] = NO_LINES;
  #shown: readonly ScreenEntry[] = NOTHING;
  #timer: Timer | null = null;
  #disposed = false;

  constructor(parts: DriverDisplayParts) {
    const { hardware, deviceModel, availability } = parts;
    this.#parts = parts;
    const refresh = (): void => this.refresh();
    this.prompt = {
      ask: (next) => {
        this.#question = next;
        this.refresh();
      },
    };
    deviceModel.compute("Display.DataText[Visible]", () => this.#text().slice(0, LONGEST_TEXT));
    this.#forget = [
      availability.events.on("connectorStatusChanged", refresh),
      hardware.events.on("energyTransferChanged", refresh),
      deviceModel.events.on("variableChanged", ({ component }) => {
        if (CONTROLLERS.includes(component.name)) this.refresh();
      }),
    ];
  }

  get shown(): readonly ScreenEntry[] {
    return this.#shown;
  }

  refresh(): void {
    if (this.#disposed) return;
    const { hardware, deviceModel, clock, onChange } = this.#parts;
    this.#timer?.cancel();
    this.#timer = null;
    const current = this.#facts();
    const there = deviceModel.boolean("Display.Available");
    const next = there ? composeScreen(current) : [];
    const lasts = there ? screenLasts(current) : null;
    if (lasts !== null) this.#timer = clock.timer("what the display shows next", lasts, () => this.refresh());
    if (next.length + this.#shown.length === 0) return;
    if (JSON.stringify(next) === JSON.stringify(this.#shown)) return;
    this.#shown = next;
    hardware.display.show(next.map(({ content }) => content));
    onChange();
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.cancel();
    for (const unsubscribe of this.#forget) unsubscribe();
  }

  #text(): string {
    return this.#shown.map(({ content }) => content).join("\n");
  }

  #facts(): ScreenFacts {
    const { hardware, deviceModel, messages, costs, clock } = this.#parts;
    return {
      now: clock.now(),
      elapsed: clock.elapsed(),
      state: stateOf(
        deviceModel.find("ChargingStation.AvailabilityState") as ConnectorStatus | undefined,
        hardware.evses.some(({ energyTransfer }) => energyTransfer === "charging"),
      ),
      messages: showsMessages(deviceModel) ? messages.find({}) : [],
      question: this.#question,
      notices: costs.notices(),
      language: deviceModel.string("DisplayMessageCtrlr.Language"),
      severalEvses: hardware.evses.length > 1,
    };
  }
}

/** What the station as a whole is doing (MessageStateEnumType): charging as long as one EVSE does. */
function stateOf(status: ConnectorStatus | undefined, charging: boolean): ScreenFacts["state"] {
  if (status === "Faulted" || status === "Unavailable") return status;
  return charging ? "Charging" : "Idle";
}
