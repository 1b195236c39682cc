import { createValue, type Value } from "../live/value.js";
import { Refused } from "../api/client.js";

/** Something to tell the user. */
export interface Notice {
  readonly number: number;
  readonly kind: "done" | "refused";
  readonly text: string;
}

/** What has come of the user's actions. */
export interface Notices {
  readonly latest: Value<Notice | null>;
  done(text: string): void;
  refused(error: unknown, what?: string): void;
  dismiss(): void;
}

export function createNotices(): Notices {
  const latest = createValue<Notice | null>(null);
  const tell = (kind: Notice["kind"], text: string): void =>
    latest.set({ number: (latest.get()?.number ?? 0) + 1, kind, text });
  return {
    latest,
    done: (text) => tell("done", text),
    refused: (error, what) => tell("refused", [what, reasonOf(error)].filter(Boolean).join(": ")),
    dismiss: () => latest.set(null),
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  return "the station's software does not answer";
}
