import type { Answer, Behaviour } from "../../src/sandbox-csms/index.js";

/** An answer, or how it is made from the request. */
export type ScriptedAnswer = Answer | Behaviour["answer"];

/** Answers that a test has laid down, before those of the honest CSMS. */
export interface ScriptedAnswers {
  readonly behaviour: Behaviour;
  /** From now on. */
  set(action: string, answer: ScriptedAnswer): void;
  /** Once, after those that wait already. */
  queue(action: string, answer: ScriptedAnswer): void;
  /** Actions of queued answers that nobody has asked for. */
  unused(): readonly string[];
}

export function createScriptedAnswers(): ScriptedAnswers {
  const lasting = new Map<string, ScriptedAnswer>();
  const queued: { action: string; answer: ScriptedAnswer }[] = [];
  const next = (action: string): ScriptedAnswer => {
    const index = queued.findIndex((entry) => entry.action === action);
    return index < 0 ? lasting.get(action) : queued.splice(index, 1)[0]?.answer;
  };
  return {
    behaviour: {
      action: "*",
      answer(request, context) {
        const answer = next(request.action);
        return typeof answer === "function" ? (answer as Behaviour["answer"])(request, context) : answer;
      },
    },
    set: (action, answer) => void lasting.set(action, answer),
    queue: (action, answer) => void queued.push({ action, answer }),
    unused: () => queued.map(({ action }) => action),
  };
}
