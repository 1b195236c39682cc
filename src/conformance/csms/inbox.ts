import type { Payload } from "../../protocol/index.js";
import { mismatch, type Pattern } from "../expectations/pattern.js";
import type { Answer } from "./answers.js";
import type { Dialect } from "./dialect.js";

/** A request of the station. */
export interface StationCall {
  /** Counts from 0 in the order of arrival. */
  readonly position: number;
  /** When it came, milliseconds since 1970. */
  readonly at: number;
  readonly messageId: string;
  readonly action: string;
  readonly payload: Payload;
  /** Whether an expectation of the case has asked for it. */
  taken: boolean;
  /** What the CSMS has made of it. */
  answer?: Answer;
}

/** Which of the requests of an action an expectation is about. */
export type Where = (payload: Payload) => boolean;

/** The requests of the station, and which of them the case has asked for. */
export interface Inbox {
  readonly calls: readonly StationCall[];
  add(call: Omit<StationCall, "position" | "taken">): StationCall;
  /**
   * The first request of that action that nobody has asked for: `undefined` where none has come. Requests that
   * come by themselves all the time (see {@link Dialect}) are passed over unless the pattern is theirs.
   */
  first(action: string, pattern: Pattern, where?: Where, after?: StationCall): StationCall | undefined;
  /** Takes all requests of that action that nobody has asked for, those that come by themselves too. */
  takeAll(action: string, where?: Where, after?: StationCall): readonly StationCall[];
  /** Requests that do not matter to the case, those that came and those that will. */
  disregard(action: string, pattern: Pattern): void;
  /** Requests that nobody has asked for and that a station does not send without cause. */
  uncalledFor(): readonly StationCall[];
}

/** Whether a pattern says something, and a payload is so. */
const isMeant = (payload: Payload, pattern: Pattern): boolean =>
  Object.keys(pattern).length > 0 && mismatch(payload, pattern) === null;

/** @param dialect says which requests need a cause, and which come by themselves */
export function createInbox({
  needsCause,
  comesByItself,
}: Pick<Dialect, "needsCause" | "comesByItself">): Inbox {
  const calls: StationCall[] = [];
  const disregarded: { action: string; pattern: Pattern }[] = [];
  const matters = ({ action, payload }: StationCall): boolean =>
    !disregarded.some((one) => one.action === action && mismatch(payload, one.pattern) === null);
  const open = (): StationCall[] => calls.filter((call) => !call.taken && matters(call));
  return {
    calls,
    add(call) {
      const added = { ...call, position: calls.length, taken: false };
      calls.push(added);
      return added;
    },
    first: (action, pattern, where = () => true, after = undefined) =>
      open().find(
        (call) =>
          call.action === action &&
          call.position > (after?.position ?? -1) &&
          where(call.payload) &&
          (!comesByItself(action, call.payload) || isMeant(call.payload, pattern)),
      ),
    takeAll(action, where = () => true, after = undefined) {
      const taken = open().filter(
        (call) => call.action === action && call.position > (after?.position ?? -1) && where(call.payload),
      );
      for (const call of taken) call.taken = true;
      return taken;
    },
    disregard: (action, pattern) => void disregarded.push({ action, pattern }),
    uncalledFor: () =>
      open().filter(({ action, payload }) => needsCause.includes(action) && !comesByItself(action, payload)),
  };
}
