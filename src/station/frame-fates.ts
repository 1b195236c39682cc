import type { NetworkConditions } from "../hardware/index.js";
import { createSeededRandom, type Random } from "../kernel/index.js";

/** What becomes of one frame: how often it comes, what of it, and how late (milliseconds). */
export interface Fate {
  readonly text: string;
  readonly delay: number;
}

/** Decides what becomes of the frames of each direction, by the seed of the conditions. */
export interface Fates {
  sent(text: string, conditions: NetworkConditions | null): readonly Fate[];
  received(text: string, conditions: NetworkConditions | null): readonly Fate[];
}

/** Tells the two directions apart, so that the chances of one do not depend on the traffic of the other. */
const OTHER_DIRECTION = 0x5bd1e995;

/** Makes {@link Fates}. New conditions begin their chances anew. */
export function createFates(): Fates {
  let known: NetworkConditions | null = null;
  let outward: Random | null = null;
  let inward: Random | null = null;
  const follow = (conditions: NetworkConditions | null): void => {
    if (conditions === known) return;
    known = conditions;
    outward = conditions && createSeededRandom(conditions.seed);
    inward = conditions && createSeededRandom(conditions.seed ^ OTHER_DIRECTION);
  };
  return {
    sent(text, conditions) {
      follow(conditions);
      return fateOf(text, conditions, outward);
    },
    received(text, conditions) {
      follow(conditions);
      return fateOf(text, conditions, inward);
    },
  };
}

function fateOf(text: string, conditions: NetworkConditions | null, random: Random | null): readonly Fate[] {
  if (!conditions || !random) return [{ text, delay: 0 }];
  const {
    latencyMs = 0,
    jitterMs = 0,
    lossPercent = 0,
    duplicatePercent = 0,
    garbagePercent = 0,
  } = conditions;
  // Each frame draws all of its chances, so that one condition does not shift those of another.
  const [loss, garbage, cut, twice, jitter] = Array.from({ length: 5 }, () => random.fraction()) as Chances;
  if (conditions.halfOpen === true || loss * 100 < lossPercent) return [];
  const arrives: Fate = {
    text: garbage * 100 < garbagePercent ? text.slice(0, Math.floor(cut * text.length)) : text,
    delay: latencyMs + jitter * jitterMs,
  };
  return twice * 100 < duplicatePercent ? [arrives, arrives] : [arrives];
}

type Chances = [number, number, number, number, number];
