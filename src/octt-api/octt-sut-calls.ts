import { OcttRefusal, wrong } from "./octt-arguments.js";
import { connectorKey, throwRefusal, type OcttCall, type OcttMemory } from "./octt-call.js";
import { connectorOf, partOf, PLACE } from "./octt-places.js";
import type { ActionOutcome } from "../hardware/index.js";
import type { StationSurface } from "../station/index.js";

const TOKEN_TYPES = [
  "Central",
  "eMAID",
  "ISO14443",
  "ISO15693",
  "KeyCode",
  "Local",
  "MacAddress",
  "NoAuthorization",
];
const LONGEST_TOKEN = 36;
const CHARGING_LIMIT = /^(\d+(\.\d+)?A?)?$/;

/** Who the OCTT's limit comes from: it does not say. */
const LIMIT_SOURCE = "EMS";

/** What `state` can switch, and the fault that stands for it. */
const SWITCHES = [
  { name: "faulted", kind: "Faulted", ofStation: false },
  { name: "unlock_failed", kind: "UnlockFailure", ofStation: false },
  { name: "refused_local_auth_list", kind: "LocalListRefused", ofStation: true },
] as const;

/** The SUT API: what a person does at the station. */
export function createSutCalls(surface: StationSurface, memory: OcttMemory): Record<string, OcttCall> {
  const { actions } = surface;
  const side = (): "station" | "both" => (memory.evApiSeen ? "station" : "both");
  const evEndPlugged = ({ evseId, connectorId }: { evseId: number; connectorId: number }): boolean =>
    ["connected", "evOnly"].includes(surface.connectorState(evseId, connectorId)?.cable ?? "none");
  /** As with a fixed cable: what is plugged now is the EV's end. */
  const onlyEvIsOpen = ({ evseId, connectorId }: { evseId: number; connectorId: number }): boolean =>
    surface.connectorState(evseId, connectorId)?.cable === "stationOnly";
  /** Moves the cable; where that moved the EV's end too, the EV API may be told to do so and has been obeyed. */
  const move = (
    at: { evseId: number; connectorId: number },
    moved: "plugged" | "pulled",
    action: () => ActionOutcome,
  ): void => {
    const before = evEndPlugged(at);
    throwRefusal(action());
    if (!memory.evApiSeen || evEndPlugged(at) !== before)
      memory.evEndMoved.set(connectorKey(at.evseId, at.connectorId), moved);
  };

  const limitExternally = (limit: string, evseId?: number): ActionOutcome => {
    if (limit !== "")
      return surface.externalLimits.set({
        evseId: evseId ?? 0,
        source: LIMIT_SOURCE,
        unit: limit.endsWith("A") ? "A" : "W",
        limit: Number.parseFloat(limit),
      });
    const outcome = surface.externalLimits.clear(LIMIT_SOURCE, evseId);
    return outcome?.refused === "unknown" ? null : outcome;
  };

  return {
    plugin: {
      accepts: [...PLACE, "halfway"],
      perform(given) {
        const at = connectorOf(given);
        const halfway = given.flag("halfway") ?? false;
        const ready = memory.evReady.get(at.evseId);
        const plug = { ...at, side: side(), halfway };
        move(at, "plugged", () =>
          actions.plugIn(onlyEvIsOpen(at) && ready !== undefined ? { ...plug, ev: { ready } } : plug),
        );
      },
    },
    plugout: {
      accepts: PLACE,
      perform(given) {
        const at = connectorOf(given);
        move(at, "pulled", () => actions.plugOut({ ...at, side: side() }));
      },
    },
    authorize: {
      accepts: ["id", "type", ...PLACE],
      perform(given) {
        const { evseId } = partOf(given);
        const type = given.text("type") ?? "ISO14443";
        if (!TOKEN_TYPES.includes(type)) throw wrong("type", `must be one of ${TOKEN_TYPES.join(", ")}`);
        const idToken = given.text("id") ?? (type === "NoAuthorization" ? "" : undefined);
        if (idToken === undefined) throw wrong("id", "is missing; only type NoAuthorization goes without");
        if (idToken.length > LONGEST_TOKEN) throw wrong("id", `must be ${LONGEST_TOKEN} characters at most`);
        throwRefusal(actions.presentToken({ idToken, type }, evseId));
      },
    },
    parkingbay: {
      accepts: ["occupied", "evse_id"],
      perform(given) {
        const occupied = given.flag("occupied");
        if (occupied === undefined) throw wrong("occupied", "is missing; true or false");
        throwRefusal(actions.setParkingBay(given.id("evse_id") ?? 1, occupied));
      },
    },
    reboot: { accepts: [], perform: () => surface.reboot({ powerOffSeconds: 0 }) },
    state: {
      accepts: [...SWITCHES.map(({ name }) => name), "charging_limit", ...PLACE],
      perform(given) {
        const part = partOf(given);
        const limit = given.text("charging_limit");
        if (limit !== undefined && !CHARGING_LIMIT.test(limit))
          throw wrong("charging_limit", "must be watts, or amperes with a final A, or empty");
        const wanted = SWITCHES.map((item) => ({ ...item, active: given.flag(item.name) }));
        if (limit === undefined && wanted.every(({ active }) => active === undefined))
          throw new OcttRefusal(
            400,
            `nothing to change; give ${[...SWITCHES.map(({ name }) => name), "charging_limit"].join(", ")}`,
          );
        if (limit !== undefined) throwRefusal(limitExternally(limit, part.evseId));
        for (const { kind, ofStation, active } of wanted)
          if (active !== undefined) throwRefusal(actions.setFault({ kind, ...(!ofStation && part) }, active));
      },
    },
  };
}
