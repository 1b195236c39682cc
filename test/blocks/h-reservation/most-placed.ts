import type { ReservationTarget } from "../../../src/blocks/h-reservation/index.js";
import { serves, type ReservableEvse } from "../../../src/blocks/h-reservation/placement.js";

/** The most targets that can be placed at once, by trying every assignment. */
export function mostPlaced(targets: readonly ReservationTarget[], evses: readonly ReservableEvse[]): number {
  const [first, ...rest] = targets;
  if (first === undefined) return 0;
  const without = mostPlaced(rest, evses);
  const withIt = evses
    .filter((one) => serves(one, first))
    .map(
      (chosen) =>
        1 +
        mostPlaced(
          rest,
          evses.filter((one) => one !== chosen),
        ),
    );
  return Math.max(without, ...withIt);
}
