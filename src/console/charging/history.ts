import type { StationState } from "../api/types.js";

/** One look at an EVSE. */
export interface Sample {
  /** Seconds since 1970, of the station's clock. */
  readonly at: number;
  readonly powerKw: number;
  /** One for each phase. */
  readonly currentA: readonly number[];
  readonly offeredA: number;
  /** What limits by profiles, or else what the EVSE is built for. */
  readonly limitA: number;
  readonly limitKw: number;
  readonly stateOfCharge: number | null;
}

/** What the page has seen of each EVSE since it was opened. */
export interface History {
  add(state: StationState): void;
  of(evseId: number): readonly Sample[];
}

/** Samples that are kept for each EVSE: an hour and more at the pace of a charging EV. */
const MOST = 8_000;
/** Seconds between two looks, unless something happens. */
const PACE = 0.4;

export function createHistory(): History {
  const samples = new Map<number, Sample[]>();
  return {
    add({ time, evses }) {
      const at = Date.parse(time) / 1_000;
      for (const evse of evses) {
        const { evseId, meter, limit, ev, connectors } = evse;
        const own = samples.get(evseId) ?? [];
        samples.set(evseId, own);
        const last = own.at(-1);
        // The clock was set back: what was drawn before does not fit on the line.
        if (last && at < last.at) own.length = 0;
        const rating = connectors[0]?.rating;
        const sample: Sample = {
          at,
          powerKw: meter.powerW / 1_000,
          currentA: meter.currentA,
          offeredA: meter.offeredA,
          limitA: limit?.amps ?? rating?.maxCurrent ?? 0,
          limitKw: (limit?.watts ?? rating?.maxPower ?? 0) / 1_000,
          stateOfCharge: ev?.stateOfCharge ?? null,
        };
        if (last && at - last.at < PACE && looksLike(last, sample)) continue;
        own.push(sample);
        if (own.length > MOST) own.splice(0, own.length - MOST * 0.9);
      }
    },
    of: (evseId) => samples.get(evseId) ?? [],
  };
}

function looksLike(one: Sample, other: Sample): boolean {
  return (
    one.limitA === other.limitA &&
    one.offeredA === other.offeredA &&
    one.currentA.every((amps, phase) => Math.abs(amps - (other.currentA[phase] ?? 0)) < 0.5)
  );
}
