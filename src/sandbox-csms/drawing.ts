import type { RecordedFrame } from "./recording.js";

/** Letters between the two life lines. */
const WIDTH = 40;
/** Letters of a payload that are shown. */
const PAYLOAD_WIDTH = 110;

/** Something that happened besides the frames, e.g. that the connection was lost. */
export interface Note {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly note: string;
}

export interface DrawingOptions {
  /** Name of the left life line. */
  readonly station: string;
  /** The instant that counts as 0, in milliseconds since 1970; that of the first line unless told. */
  readonly start?: number;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(3)} s`.padStart(12);

function label({ messageType, action = "?" }: RecordedFrame): string {
  switch (messageType) {
    case "CALL":
    case "SEND":
    case "CALLRESULT":
      return action;
    case "CALLERROR":
      return `${action} CALLERROR`;
    default:
      return messageType;
  }
}

/** Requests are drawn with full lines, answers with dotted ones. */
function arrow(frame: RecordedFrame): string {
  const stroke = frame.messageType === "CALL" || frame.messageType === "SEND" ? "-" : ".";
  const name = ` ${label(frame)} `;
  return frame.direction === "received"
    ? `|${`${stroke}${name}`.padEnd(WIDTH - 1, stroke)}>|`
    : `|<${`${name}${stroke}`.padStart(WIDTH - 1, stroke)}|`;
}

function shortened(payload: unknown): string {
  const text = typeof payload === "string" ? payload : (JSON.stringify(payload) ?? "");
  return text.length > PAYLOAD_WIDTH ? `${text.slice(0, PAYLOAD_WIDTH - 3)}...` : text;
}

function line(item: RecordedFrame | Note): string {
  if (!("note" in item)) return `${arrow(item)} ${shortened(item.payload)}`;
  const note = ` ${item.note} `;
  const left = Math.max(0, Math.floor((WIDTH - note.length) / 2));
  return `|${`${"=".repeat(left)}${note}`.padEnd(WIDTH, "=")}|`;
}

/**
 * Draws a dialogue as a sequence diagram: one line for each frame, the station on the left, the CSMS on the right.
 * Shows payloads as they are, so secrets must be taken out before.
 *
 * @example
 * ```
 *              CS-1                                  CSMS
 *      0.000 s |- Heartbeat --------------------------->| {}
 *      0.000 s |<........................... Heartbeat .| {"currentTime":"2026-01-01T00:00:00.000Z"}
 *      4.000 s |========== disconnected, 1006 ==========|
 * ```
 */
export function drawDialogue(
  items: readonly (RecordedFrame | Note)[],
  { station, start }: DrawingOptions,
): string {
  const from = start ?? items[0]?.at ?? 0;
  const heads = `${" ".repeat(13)}${station.padEnd(WIDTH + 2 - "CSMS".length)}CSMS`;
  return [heads, ...items.map((item) => `${seconds(item.at - from)} ${line(item)}`), ""].join("\n");
}
