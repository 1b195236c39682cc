import type { EvseState, StationState, StationSurface } from "../station/index.js";
import type { Until } from "./interface.js";

/** What is asked of a condition, and what is so now. */
interface Sight {
  readonly evse: EvseState;
  readonly station: () => StationState;
  readonly connectorId: number;
}

type Conditions = Required<Omit<Until, "within" | "evseId" | "connectorId">>;

/** Looks at one thing: what it is now, and whether that is as wanted. */
type Look<Name extends keyof Conditions> = (
  sight: Sight,
  wanted: Conditions[Name],
) => readonly [now: unknown, fits: boolean];

const same = (now: unknown, wanted: unknown): readonly [unknown, boolean] => [now, now === wanted];

const LOOKS: { readonly [Name in keyof Conditions]: Look<Name> } = {
  stateOfCharge({ evse }, wanted) {
    const now = stateOfChargeOf(evse);
    return [now === null ? "unknown" : round(now), now !== null && now >= wanted];
  },
  energyTransfer: ({ evse }, wanted) => same(evse.energyTransfer, wanted),
  availability: ({ evse }, wanted) => same(evse.availability, wanted),
  transaction: ({ evse }, wanted) => same(evse.transaction ? "started" : "ended", wanted),
  chargingState: ({ evse }, wanted) => same(evse.transaction?.chargingState ?? "none", wanted),
  powerAbove: ({ evse }, wanted) => [evse.meter.powerW, evse.meter.powerW > wanted],
  powerBelow: ({ evse }, wanted) => [evse.meter.powerW, evse.meter.powerW < wanted],
  energyAbove({ evse }, wanted) {
    const now = evse.transaction?.energyWh ?? 0;
    return [round(now), now > wanted];
  },
  cable: (sight, wanted) => same(connectorOf(sight)?.cable ?? "none", wanted),
  locked: (sight, wanted) => same(connectorOf(sight)?.locked ?? false, wanted),
  reserved: ({ evse }, wanted) => same(evse.reservation !== null, wanted),
  connected: ({ station }, wanted) => same(station().ocpp.connected, wanted),
  registration: ({ station }, wanted) => same(station().ocpp.registration, wanted),
  queuedMessages({ station }, wanted) {
    const now = station().ocpp.queuedMessages;
    return [now, now <= wanted];
  },
  display({ station }, wanted) {
    const now = station().display.map(({ content }) => content);
    return [JSON.stringify(now), now.some((line) => line.includes(wanted))];
  },
};

/**
 * What of the conditions is not so now: a sentence for each. None: all are met.
 * Where there is no such EVSE, that is the sentence, and it never comes to be so.
 */
export function unmetConditions(surface: StationSurface, until: Until): readonly string[] {
  const { within: _within, evseId = 1, connectorId = 1, ...wanted } = until;
  const evse = surface.evseState(evseId);
  if (!evse) return [`there is no EVSE ${evseId}`];
  const sight: Sight = { evse, station: () => surface.state(), connectorId };
  return Object.entries(wanted).flatMap(([name, value]) => {
    const look = LOOKS[name as keyof Conditions] as Look<never>;
    const [now, fits] = look(sight, value as never);
    return fits ? [] : [`${name} is ${String(now)}`];
  });
}

const connectorOf = ({ evse, connectorId }: Sight): EvseState["connectors"][number] | undefined =>
  evse.connectors.find((connector) => connector.connectorId === connectorId);

function stateOfChargeOf({ ev }: EvseState): number | null {
  const known = (ev as { readonly stateOfCharge?: unknown } | null)?.stateOfCharge;
  return typeof known === "number" ? known : null;
}

const round = (value: number): number => Math.round(value * 10) / 10;
