import type { InstalledProfile } from "../charging-profile.js";
import { lower, type Allowance } from "./allowance.js";
import { sweepStack, type Stack } from "./stack.js";
import { remembering, type Sweep } from "./stretch.js";
import { wattsOf, type Supply } from "./supply.js";

/** What the limit of one EVSE hangs on. */
export interface LimitContext {
  /** All of the station. */
  readonly profiles: readonly InstalledProfile[];
  /** From 1. */
  readonly evseId: number;
  /** `startedAt`, milliseconds since 1970: where Relative profiles begin, the PowerPathClosed moment (K01.FR.42). */
  readonly transaction: { readonly transactionId: string; readonly startedAt: number } | null;
  /** Of the EVSE; with what its cable and EV can take, where that is less and known (SC.04). */
  readonly supply: Supply;
  /** Of the grid connection, in which the limits of the station are meant; absent: like `supply`. */
  readonly stationSupply?: Supply;
}

/** A limit in force. */
export interface LimitInForce {
  /** Per phase (AC), in total (DC). */
  readonly amps: number;
  /** In total, on the phases that may be used. */
  readonly watts: number;
  /** AC only: how many phases may be used, 1 to 3. */
  readonly numberPhases?: number;
  /** 1 to 3, with `numberPhases` 1: the only one that may be used; absent: the station chooses (K01.FR.47). */
  readonly phaseToUse?: number;
  /** The profile that sets the lowest current; of equals the one with fewer watts, then the purpose with the greatest weight. */
  readonly decidedBy: InstalledProfile;
  /** Amperes, as `amps`: the highest that a schedule in force wants at least (K01.FR.21). */
  readonly minChargingRate?: number;
}

/** The lowest of all stacks, as the time goes on. */
export function sweepLimit(stacks: readonly Stack[], supply: Supply): Sweep<LimitInForce> {
  const sweeps = stacks.map(sweepStack);
  return remembering((at) => {
    const allowances: Allowance[] = [];
    let until = Infinity;
    for (const sweep of sweeps) {
      const stretch = sweep(at);
      until = Math.min(until, stretch.until);
      if (stretch.value !== null) allowances.push(stretch.value);
    }
    return { value: lowest(allowances, supply), until };
  });
}

/** Each says: no more than so many amperes on no more than so many phases; so do all together (K08.FR.04, SC.01). */
function lowest(allowances: readonly Allowance[], supply: Supply): LimitInForce | null {
  const [first] = allowances;
  if (first === undefined) return null;
  const deciding = allowances.reduce(lower);
  const phases = Math.min(...allowances.map((allowed) => allowed.phases));
  // The last is the transaction's, which knows best where its EV is connected.
  const phaseToUse = allowances.findLast((allowed) => allowed.phaseToUse !== undefined)?.phaseToUse;
  const rates = allowances.flatMap(({ minChargingRate }) =>
    minChargingRate === undefined ? [] : [minChargingRate],
  );
  return {
    amps: deciding.amps,
    watts: phases === deciding.phases ? deciding.watts : wattsOf(deciding.amps, phases, supply),
    ...(supply.dc ? {} : { numberPhases: phases }),
    ...(phaseToUse === undefined ? {} : { phaseToUse }),
    decidedBy: deciding.installed,
    ...(rates.length === 0 ? {} : { minChargingRate: Math.max(...rates) }),
  };
}
