import { Milliseconds, type Clock } from "../kernel/index.js";

/** npm hands on the Ctrl-C that the terminal has already sent to all, so one wish may come twice. */
const SAME_WISH = Milliseconds(500);

/** The signals of a process. */
export interface SignalSource {
  on(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
}

/**
 * Listens for the wish to end from now on.
 * @param force called at a second signal, when stopping takes somebody too long
 * @returns a function that resolves at the first signal
 */
export function watchSignals(
  source: SignalSource,
  clock: Pick<Clock, "elapsed">,
  force: () => void,
): () => Promise<void> {
  let firstAt: number | undefined;
  const stopped = new Promise<void>((resolve) => {
    const signalled = (): void => {
      if (firstAt === undefined) {
        firstAt = clock.elapsed();
        resolve();
      } else if (clock.elapsed() - firstAt > SAME_WISH) {
        force();
      }
    };
    source.on("SIGINT", signalled);
    source.on("SIGTERM", signalled);
  });
  return () => stopped;
}
