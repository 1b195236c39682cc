const MOST_TRIES = 300_000;

/** Lets I/O go on until `condition` holds; gives up after a bounded number of turns of the event loop. */
export async function eventually(
  condition: () => boolean,
  what: string | (() => string) = "it",
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (condition()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`never happened: ${typeof what === "string" ? what : what()}`);
}
