import type { TracedFrame } from "../csms-link/index.js";

/** The newest frames of a station, for its page and its tests; the older ones are forgotten. */
export interface FrameTrace {
  add(frame: TracedFrame): void;
  /** Frames after the one numbered `since`, at most the newest `limit`, oldest first. */
  after(since: number | undefined, limit: number): readonly TracedFrame[];
}

/**
 * Makes a {@link FrameTrace}.
 * @param kept how many frames it remembers, above 0
 */
export function createFrameTrace(kept: number): FrameTrace {
  const frames: TracedFrame[] = [];
  return {
    add(frame) {
      frames.push(frame);
      // In batches, so that a full trace does not shift a thousand elements with every frame.
      if (frames.length > kept * 2) frames.splice(0, frames.length - kept);
    },
    after(since, limit) {
      const newest = frames.slice(-kept);
      return (since === undefined ? newest : newest.filter(({ seq }) => seq > since)).slice(-limit);
    },
  };
}
