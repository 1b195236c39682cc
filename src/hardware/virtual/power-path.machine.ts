import { setup, type StateValueFrom } from "xstate";
import { createStepper } from "../../kernel/index.js";
import type { EnergyTransfer } from "../interface.js";

/** What physics finds at an EVSE. */
export type PowerPathEvent = "nothingOffered" | "currentFlows" | "evTakesNone" | "evseGivesNone";

/** The chart of an EVSE's power path: idle, or offered to an EV that charges or is suspended by either side. */
export const powerPathMachine = setup({ types: {} as { events: { type: PowerPathEvent } } }).createMachine({
  id: "powerPath",
  initial: "idle",
  on: {
    currentFlows: ".offered.charging",
    evTakesNone: ".offered.suspendedEV",
    evseGivesNone: ".offered.suspendedEVSE",
  },
  states: {
    idle: {},
    offered: {
      initial: "suspendedEVSE",
      on: { nothingOffered: "idle" },
      states: { charging: {}, suspendedEV: {}, suspendedEVSE: {} },
    },
  },
});

const stepper = createStepper(powerPathMachine);

type PowerPathValue = StateValueFrom<typeof powerPathMachine>;

const valueOf = (transfer: EnergyTransfer): PowerPathValue =>
  transfer === "none" ? "idle" : { offered: transfer };

/** What happens to energy after `event`. */
export function movePowerPath(transfer: EnergyTransfer, event: PowerPathEvent): EnergyTransfer {
  const snapshot = powerPathMachine.resolveState({ value: valueOf(transfer) });
  const [next] = stepper.step(snapshot, { type: event });
  return next.value === "idle" ? "none" : next.value.offered;
}
