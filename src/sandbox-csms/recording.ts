/** A frame as it went over the wire, seen from the CSMS. */
export interface RecordedFrame {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly direction: "sent" | "received";
  /** `UNREADABLE`: not a frame of OCPP-J; its payload is the text. */
  readonly messageType: "CALL" | "CALLRESULT" | "CALLERROR" | "SEND" | "CALLRESULTERROR" | "UNREADABLE";
  readonly messageId: string;
  /** Absent where the frame answers nothing that was asked. */
  readonly action?: string;
  /** The payload; of a CALLERROR `{ code, description, details }`. */
  readonly payload: unknown;
}

/** A list that forgets its oldest entries. */
export interface BoundedList<T> {
  readonly items: readonly T[];
  add(item: T): void;
}

/** @param limit how many entries are kept, at least 1 */
export function createBoundedList<T>(limit: number): BoundedList<T> {
  const items: T[] = [];
  return {
    items,
    add(item) {
      items.push(item);
      if (items.length > limit) items.shift();
    },
  };
}
