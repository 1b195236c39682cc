import type { CaseResult } from "../../../src/conformance/index.js";

/** A result as text for the message of a failing test: the verdict and the dialogue. */
export function drawn({ id, verdict, reason, dialogue }: CaseResult): string {
  const lines = dialogue.map(({ at, from, kind, text, payload }) => {
    const content = payload === undefined ? "" : ` ${JSON.stringify(payload)}`;
    return `${String(at).padStart(7)} ${from.padStart(7)} ${kind.padEnd(10)} ${text}${content}`.slice(0, 400);
  });
  return [`${id}: ${verdict}${reason === null ? "" : ` - ${reason}`}`, ...lines].join("\n");
}
