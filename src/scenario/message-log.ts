import type { Frame } from "../station/index.js";
import type { MessagePattern } from "./interface.js";

/** Frames that are kept for steps that look for them, at most; the oldest go first. */
const MOST_FRAMES = 5_000;

/** The messages since the latest actions, and which of them a step has already found. */
export class MessageLog {
  #frames: Frame[] = [];

  add(frame: Frame): void {
    this.#frames.push(frame);
    if (this.#frames.length > MOST_FRAMES) this.#frames.shift();
  }

  /** Forgets what came before the actions that follow. */
  clear(): void {
    this.#frames = [];
  }

  /** The oldest message that fits and that no step has found; it is found now. */
  take(pattern: MessagePattern): Frame | undefined {
    const index = this.#frames.findIndex((frame) => fits(frame, pattern));
    return index < 0 ? undefined : this.#frames.splice(index, 1)[0];
  }

  /** The newest message of that action whose payload does not fit. */
  nearMiss({ payload: _payload, ...pattern }: MessagePattern): Frame | undefined {
    return this.#frames.findLast((frame) => fits(frame, pattern));
  }
}

function fits(frame: Frame, { direction = "sent", messageType = "CALL", action, payload }: MessagePattern) {
  return (
    frame.direction === direction &&
    frame.messageType === messageType &&
    frame.action === action &&
    (payload === undefined || holds(frame.payload, payload))
  );
}

/** Whether a value has the wanted parts: of an object its keys, of a list some elements in any order. */
export function holds(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(value) && wanted.every((part) => value.some((one) => holds(one, part)));
  if (typeof wanted !== "object" || wanted === null) return value === wanted;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(wanted).every(
    ([key, part]) => Object.hasOwn(value, key) && holds((value as Record<string, unknown>)[key], part),
  );
}
