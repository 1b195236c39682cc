import type { RecordedFrame } from "./recording.js";

/** Letters between the two life lines. */
const WIDTH = 40;
/** Letters of a payload that are shown. */
const PAYLOAD_WIDTH = 110;

export interface DrawingOptions {
  /** Name of the left life line. */
  readonly station: string;
  /** The instant that counts as 0, in milliseconds since 1970; that of the first frame unless told. */
  readonly start?: number;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(3)} s`.padStart(12);

const isCall = ({ messageType }: RecordedFrame): boolean => messageType === "CALL" || messageType === "SEND";

/** Requests are drawn with full lines, answers with dotted ones. */
function arrow(frame: RecordedFrame): string {
  const stroke = isCall(frame) ? "-" : ".";
  const { messageType, action = "?" } = frame;
  const names = {
    CALL: action,
    SEND: action,
    CALLRESULT: action,
    CALLERROR: `${action} CALLERROR`,
    CALLRESULTERROR: "CALLRESULTERROR",
    UNREADABLE: "unreadable",
  };
  const label = ` ${names[messageType]} `;
  return frame.direction === "received"
    ? `|${stroke}${label.padEnd(WIDTH - 2, stroke)}>|`
    : `|<${label.padStart(WIDTH - 2, stroke)}${stroke}|`;
}

function shortened(payload: unknown): string {
  const text = typeof payload === "string" ? payload : (JSON.stringify(payload) ?? "");
  return text.length > PAYLOAD_WIDTH ? `${text.slice(0, PAYLOAD_WIDTH - 3)}...` : text;
}

/**
 * Draws a dialogue as a sequence diagram: one line a frame, the station on the left, the CSMS on the right.
 * Shows payloads as they are, so secrets must be taken out before.
 */
export function drawDialogue(frames: readonly RecordedFrame[], { station, start }: DrawingOptions): string {
  const from = start ?? frames[0]?.at ?? 0;
  const heads = `${" ".repeat(13)}${station.padEnd(WIDTH + 2 - "CSMS".length)}CSMS`;
  const lines = frames.map(
    (frame) => `${seconds(frame.at - from)} ${arrow(frame)} ${shortened(frame.payload)}`,
  );
  return [heads, ...lines, ""].join("\n");
}
