import type { ActionOutcome } from "../hardware/index.js";
import type { StationSurface } from "../station/index.js";
import type { ActionArguments, ActionName } from "./action-arguments.js";

type Performers = { readonly [Name in ActionName]: (args: ActionArguments[Name]) => ActionOutcome };

/** What each action does at a station. */
function performersAt(surface: StationSurface, seed: number): Performers {
  const { actions, externalLimits } = surface;
  return {
    plugin: (args) => actions.plugIn({ ...args, side: args.side ?? "both" }),
    plugout: (args) => actions.plugOut({ ...args, side: args.side ?? "both" }),
    authorize: ({ evseId, ...token }) => actions.presentToken(token, evseId),
    deauthorize: ({ evseId }) => surface.deauthorize(evseId),
    start: ({ evseId }) => actions.pressStart(evseId),
    stop: ({ evseId, emergency = false }) =>
      actions.pressStop({ ...(evseId !== undefined && { evseId }), emergency }),
    suspend: ({ evseId, by }) => actions.suspend(evseId, by),
    resume: ({ evseId, by }) => actions.resume(evseId, by),
    ev: ({ evseId, ev }) => actions.changeEv(evseId, ev),
    parkingbay: ({ evseId, occupied }) => actions.setParkingBay(evseId, occupied),
    reboot({ powerOffSeconds = 0 }) {
      surface.reboot({ powerOffSeconds });
      return null;
    },
    network: ({ online, conditions }) =>
      (conditions === undefined
        ? null
        : actions.setNetworkConditions(conditions && { seed, ...conditions })) ?? actions.setNetwork(online),
    fault: ({ active, ...fault }) => actions.setFault(fault, active),
    variable: ({ component, variable, value }) => surface.setVariable(component, variable, value),
    "charging-limit": ({ evseId = 0, ...limit }) => externalLimits.set({ ...limit, evseId }),
    "charging-limit-clear": ({ source, evseId }) => externalLimits.clear(source, evseId),
  };
}

const POWERLESS: ActionOutcome = {
  refused: "impossible",
  because: "the station has no power or restarts",
};

/**
 * Does an action at a station, as the station API would.
 * @param seed of chances that bring none of their own
 */
export function performAction<Name extends ActionName>(
  surface: StationSurface,
  name: Name,
  args: ActionArguments[Name],
  seed: number,
): ActionOutcome {
  if (surface.phase() === "rebooting") return POWERLESS;
  return performersAt(surface, seed)[name](args);
}
