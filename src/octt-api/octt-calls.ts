import { messageOf, type Logger } from "../kernel/index.js";
import { OcttRefusal, readArguments } from "./octt-arguments.js";
import type { OcttAnswer, OcttCall, OcttFace, OcttMemory } from "./octt-call.js";
import { createEvCalls } from "./octt-ev-calls.js";
import { createSutCalls } from "./octt-sut-calls.js";
import type { StationSurface } from "../station/index.js";

/** The OCTT's own calls, for whoever brings them: HTTP on two ports, or the relay. */
export interface OcttCalls {
  /** The names of a face's calls. */
  names(face: OcttFace): readonly string[];
  /** Performs a call; never throws. */
  perform(face: OcttFace, name: string, given: URLSearchParams): OcttAnswer;
}

/** Makes {@link OcttCalls} over a station. */
export function createOcttCalls({ surface, logger }: { surface: StationSurface; logger: Logger }): OcttCalls {
  const memory: OcttMemory = { evApiSeen: false, evEndMoved: new Map(), evReady: new Map() };
  const faces: Record<OcttFace, Readonly<Record<string, OcttCall>>> = {
    sut: createSutCalls(surface, memory),
    ev: createEvCalls(surface, memory),
  };

  const find = (face: OcttFace, name: string): OcttCall => {
    const calls = faces[face];
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
    if (call) return call;
    throw new OcttRefusal(404, `there is no call ${name} here; there are ${Object.keys(calls).join(", ")}`);
  };

  return {
    names: (face) => Object.keys(faces[face]),
    perform(face, name, given) {
      try {
        const call = find(face, name);
        const args = readArguments(given, call.accepts);
        if (surface.phase() === "rebooting")
          throw new OcttRefusal(503, "the station has no power or restarts; try again soon");
        call.perform(args);
        return { status: 200, line: "" };
      } catch (error) {
        if (error instanceof OcttRefusal) return { status: error.status, line: oneLine(error.line) };
        logger.error({ err: error }, `the OCTT's call ${name} failed: ${messageOf(error)}`);
        return { status: 500, line: "internal error; the log of the station says more" };
      }
    },
  };
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
