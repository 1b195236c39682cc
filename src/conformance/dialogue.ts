import type { Clock } from "../kernel/index.js";

/** Who did something in a test. */
export type Actor = "station" | "csms" | "tester" | "note";

/** One line of the drawing of a test. */
export interface DialogueItem {
  /** Milliseconds since the beginning of the case. */
  readonly at: number;
  /** RFC 3339, of the suite's clock. */
  readonly time: string;
  /** Whom the arrow starts from; `tester` is a manual action, `note` a remark of the suite. */
  readonly from: Actor;
  /** What the line says: an action, a manual action, a remark. */
  readonly text: string;
  readonly kind: "request" | "response" | "error" | "action" | "note" | "connection";
  readonly messageId?: string;
  readonly payload?: unknown;
}

/** Everything that happened in a case, in its order. */
export interface Dialogue {
  readonly items: readonly DialogueItem[];
  add(item: Omit<DialogueItem, "at" | "time">): void;
  note(text: string): void;
}

/** @param onItem told of each line as it happens */
export function createDialogue(
  clock: Clock,
  onItem: (item: DialogueItem) => void = () => undefined,
): Dialogue {
  const start = clock.elapsed();
  const items: DialogueItem[] = [];
  const add: Dialogue["add"] = (item) => {
    const at = Math.round(clock.elapsed() - start);
    const line = { at, time: new Date(clock.now()).toISOString(), ...item };
    items.push(line);
    onItem(line);
  };
  return { items, add, note: (text) => add({ from: "note", kind: "note", text }) };
}
