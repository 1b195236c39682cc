import type { ActionOutcome } from "../hardware/index.js";
import type { StationSurface } from "../station/index.js";

/** The answer to a call of the OCTT: an HTTP status and one line of text. */
export interface OcttOutcome {
  readonly status: 200 | 400 | 404 | 409 | 501 | 503;
  readonly line: string;
}

/** Arguments as they stand in the query string. */
export type OcttArguments = Readonly<Record<string, string>>;

/** The OCTT's own calls, behind HTTP and relay alike. */
export interface OcttCalls {
  /** SUT API CS. */
  sut(call: string, args: OcttArguments): OcttOutcome;
  /** EV API. */
  ev(call: string, args: OcttArguments): OcttOutcome;
}

const TOKEN_TYPES = [
  "Central",
  "eMAID",
  "ISO14443",
  "ISO15693",
  "KeyCode",
  "Local",
  "MacAddress",
  "NoAuthorization",
] as const;

class BadArgument extends Error {}

const DONE: OcttOutcome = { status: 200, line: "" };
const outcome = (done: ActionOutcome): OcttOutcome =>
  done ? { status: done.refused === "unknown" ? 404 : 409, line: done.because } : DONE;

function idOf(args: OcttArguments, name: string): number {
  const text = args[name] ?? "1";
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new BadArgument(`${name}: must be a whole number from 1`);
  return Number(text);
}

function flagOf(args: OcttArguments, name: string): boolean | undefined {
  const text = args[name];
  if (text === undefined || text === "true" || text === "false") return text && text === "true";
  throw new BadArgument(`${name}: must be true or false`);
}

function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new BadArgument(`${name}: is required`);
  return value;
}

type Serve = (args: OcttArguments) => OcttOutcome;
interface Call {
  readonly takes: readonly string[];
  readonly serve: Serve;
}

const PLACE = ["evse_id", "connector_id"] as const;

/** Makes the calls over a surface; it holds no logic but which end of the cable is whose. */
export function createOcttCalls(surface: StationSurface): OcttCalls {
  const { actions } = surface;
  // A tester's OCTT may know the SUT API alone; then it moves both ends.
  let evApiSeen = false;
  const sutSide = (): "station" | "both" => (evApiSeen ? "station" : "both");
  const at = (args: OcttArguments) => ({
    evseId: idOf(args, "evse_id"),
    connectorId: idOf(args, "connector_id"),
  });

  const state = (args: OcttArguments): OcttOutcome => {
    const faulted = flagOf(args, "faulted");
    const unlockFailed = flagOf(args, "unlock_failed");
    const listRefused = flagOf(args, "refused_local_auth_list");
    const place = at(args);
    const limit = args["charging_limit"];
    if (limit !== undefined && !/^(\d+(\.\d+)?A?)?$/.test(limit)) {
      throw new BadArgument("charging_limit: must be watts, or amperes with a final A, or empty");
    }
    if (limit !== undefined) return { status: 501, line: "charging_limit: is not available in this version" };
    if ([faulted, unlockFailed, listRefused].every((flag) => flag === undefined)) {
      throw new BadArgument("state: name what is to change");
    }
    const faultedPart = {
      ...(args["evse_id"] !== undefined && { evseId: place.evseId }),
      ...(args["connector_id"] !== undefined && place),
    };
    const changes: (() => ActionOutcome)[] = [
      ...(faulted === undefined
        ? []
        : [() => actions.setFault({ kind: "Faulted", ...faultedPart }, faulted)]),
      ...(unlockFailed === undefined
        ? []
        : [() => actions.setFault({ kind: "UnlockFailure", ...place }, unlockFailed)]),
      ...(listRefused === undefined
        ? []
        : [() => actions.setFault({ kind: "LocalListRefused" }, listRefused)]),
    ];
    for (const change of changes) {
      const refused = change();
      if (refused) return outcome(refused);
    }
    return DONE;
  };

  const sut: Readonly<Record<string, Call>> = {
    plugin: {
      takes: [...PLACE, "halfway"],
      serve: (args) =>
        outcome(actions.plugIn({ ...at(args), side: sutSide(), halfway: flagOf(args, "halfway") ?? false })),
    },
    plugout: { takes: PLACE, serve: (args) => outcome(actions.plugOut({ ...at(args), side: sutSide() })) },
    authorize: {
      takes: [...PLACE, "id", "type"],
      serve(args) {
        const type = args["type"] ?? "ISO14443";
        if (!TOKEN_TYPES.some((known) => known === type)) {
          throw new BadArgument(`type: must be one of ${TOKEN_TYPES.join(", ")}`);
        }
        if (type === "NoAuthorization") return outcome(actions.pressStart(at(args).evseId));
        return outcome(actions.presentToken({ idToken: needed(args["id"], "id"), type }, at(args).evseId));
      },
    },
    parkingbay: {
      takes: ["occupied", "evse_id"],
      serve: (args) =>
        outcome(actions.setParkingBay(idOf(args, "evse_id"), needed(flagOf(args, "occupied"), "occupied"))),
    },
    reboot: {
      takes: [],
      serve() {
        surface.reboot({ powerOffSeconds: 0 });
        return DONE;
      },
    },
    state: {
      takes: [...PLACE, "faulted", "unlock_failed", "refused_local_auth_list", "charging_limit"],
      serve: state,
    },
  };

  /** The EVSE an EV call without one means: where the EV is. */
  const evAt = (args: OcttArguments): number =>
    args["evse_id"] === undefined
      ? (surface.state().evses.find(({ ev }) => ev !== null)?.evseId ?? 1)
      : idOf(args, "evse_id");
  const ev: Readonly<Record<string, Call>> = {
    plugin: { takes: PLACE, serve: (args) => outcome(actions.plugIn({ ...at(args), side: "ev" })) },
    plugout: { takes: PLACE, serve: (args) => outcome(actions.plugOut({ ...at(args), side: "ev" })) },
    end: { takes: ["evse_id"], serve: (args) => outcome(actions.suspend(evAt(args), "EV")) },
    state: {
      takes: ["ready", "evse_id"],
      serve: (args) =>
        outcome(actions.changeEv(evAt(args), { ready: needed(flagOf(args, "ready"), "ready") })),
    },
  };

  const perform = (calls: Readonly<Record<string, Call>>, name: string, args: OcttArguments): OcttOutcome => {
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
    if (!call) return { status: 404, line: `there is no call ${name}` };
    const unknown = Object.keys(args).find((given) => !call.takes.includes(given));
    if (unknown !== undefined) return { status: 400, line: `${unknown}: unknown argument` };
    if (surface.phase() === "rebooting")
      return { status: 503, line: "the station is switched off or restarts" };
    try {
      return call.serve(args);
    } catch (error) {
      if (error instanceof BadArgument) return { status: 400, line: error.message };
      throw error;
    }
  };
  return {
    sut: (call, args) => perform(sut, call, args),
    ev(call, args) {
      const result = perform(ev, call, args);
      if (result.status === 200) evApiSeen = true;
      return result;
    },
  };
}
