import type { Frame } from "../../../src/console/api/types.js";

/** A CALL of the station and its answer, as the trace has them; `seq` and the next one. */
export function exchange(seq: number, action: string, payload: object = {}, answer: object = {}): Frame[] {
  const messageId = `m-${seq}`;
  return [
    { seq, at: at(seq), direction: "sent", messageType: "CALL", messageId, action, payload },
    {
      ...{ seq: seq + 1, at: at(seq + 1), direction: "received", messageType: "CALLRESULT" },
      ...{ messageId, action, payload: answer },
    },
  ] as Frame[];
}

/** The same for a CALL of the CSMS. */
export function command(seq: number, action: string, payload: object = {}, answer: object = {}): Frame[] {
  return exchange(seq, action, payload, answer).map((frame) => ({
    ...frame,
    direction: frame.direction === "sent" ? "received" : "sent",
  }));
}

const at = (seq: number): string => new Date(Date.UTC(2026, 0, 1) + seq * 10).toISOString();
