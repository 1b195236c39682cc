import type { Readable } from "node:stream";
import { Seconds, type Clock, type Timer } from "../kernel/index.js";
import { TransferFailed } from "./interface.js";

/** How long a server may say nothing in the middle of a file. */
const STALLS_AFTER = Seconds(60);

/** Destroys a stream that delivers nothing for too long. */
export function watchStall(clock: Clock, stream: Readable): { stop(): void } {
  let timer: Timer;
  const arm = (): void => {
    timer = clock.timer("a file transfer", STALLS_AFTER, () =>
      stream.destroy(new TransferFailed("unreachable", `it has sent nothing for ${STALLS_AFTER / 1_000} s`)),
    );
  };
  arm();
  stream.on("data", () => {
    timer.cancel();
    arm();
  });
  // Listening alone must not make it flow before somebody takes what comes.
  stream.pause();
  return { stop: () => timer.cancel() };
}
