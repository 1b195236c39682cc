import { createActor, type Actor, type AnyActorLogic, type InputFrom } from "xstate";
import type { Clock } from "./clock.js";
import type { Logger } from "./logger.js";

/**
 * Starts an XState actor on the station's clock with an error observer: an action that throws ends its actor
 * and, unobserved, the process.
 * @param name what the log calls it
 */
export function startActor<L extends AnyActorLogic>(
  logic: L,
  { clock, logger, name, input }: { clock: Clock; logger: Logger; name: string; input: InputFrom<L> },
): Actor<L> {
  const actor = createActor(logic, {
    input,
    clock: {
      setTimeout: (fn: (...args: unknown[]) => void, timeout: number) => clock.setTimeout(fn, timeout),
      clearTimeout: (id: unknown) => clock.clearTimeout(id),
    },
  } as never);
  actor.subscribe({
    error: (error: unknown) => logger.error({ err: error }, `${name} stopped: internal error`),
  });
  actor.start();
  return actor;
}
