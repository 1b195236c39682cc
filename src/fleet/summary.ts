import type { StationStanding } from "../station/index.js";

/** How many stations of a fleet stand how. Every station is counted once. */
export interface FleetSummary {
  readonly stations: number;
  /** Connected and accepted by the CSMS. */
  readonly accepted: number;
  /** Connected and told to wait. */
  readonly pending: number;
  /** Connected and rejected; they ask again when the CSMS has said. */
  readonly refused: number;
  /** Connected, the answer to the BootNotification is due. */
  readonly booting: number;
  /** Switched on, without a connection to the CSMS. */
  readonly offline: number;
  /** Not yet switched on. */
  readonly waiting: number;
  /** Could not be switched on. */
  readonly failed: number;
}

/** What can be said of one station of a fleet. */
export type StationKind = Exclude<keyof FleetSummary, "stations">;

/** Which kind a station is that was switched on. */
export function kindOf({ connected, registration }: StationStanding): StationKind {
  if (!connected) return "offline";
  switch (registration) {
    case "Accepted":
      return "accepted";
    case "Pending":
      return "pending";
    case "Rejected":
      return "refused";
    case "none":
      return "booting";
  }
}

/** Counts the kinds. */
export function summarize(kinds: readonly StationKind[]): FleetSummary {
  const summary = { accepted: 0, pending: 0, refused: 0, booting: 0, offline: 0, waiting: 0, failed: 0 };
  for (const kind of kinds) summary[kind]++;
  return { stations: kinds.length, ...summary };
}

/** In the order of the sentence; the first two are said even where they are none. */
const WORDS: readonly (readonly [StationKind, string])[] = [
  ["accepted", "accepted"],
  ["refused", "refused"],
  ["pending", "told to wait"],
  ["booting", "booting"],
  ["offline", "not connected"],
  ["waiting", "not yet switched on"],
  ["failed", "unable to start"],
];

/**
 * A plain sentence.
 * @example
 * inWords(summary); // "of 3 stations 2 are accepted, 0 are refused, 1 is not connected"
 */
export function inWords(summary: FleetSummary): string {
  const parts = WORDS.filter(([kind], index) => index < 2 || summary[kind] > 0).map(
    ([kind, words]) => `${summary[kind]} ${summary[kind] === 1 ? "is" : "are"} ${words}`,
  );
  return `of ${summary.stations} ${summary.stations === 1 ? "station" : "stations"} ${parts.join(", ")}`;
}
