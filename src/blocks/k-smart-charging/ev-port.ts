import type { ChargingNeeds } from "../../hardware/index.js";
import type { ChargingSchedule } from "./charging-profile.js";

/**
 * What a CSMS says of an EV's needs: a profile comes at once (Accepted) or later (Processing), or none does; `none`:
 * nothing, because it could not be asked or did not answer.
 */
export type NeedsAnswer = "Accepted" | "Processing" | "Rejected" | "none";

/** How an EV means to charge, as the CSMS is told (K15.FR.10). */
export interface EvScheduleNotice {
  readonly evseId: number;
  /** Milliseconds since 1970: when the schedule begins. */
  readonly timeBase: number;
  readonly schedule: ChargingSchedule;
  /** The schedule of the CSMS that the EV has chosen (K15.FR.21, K16.FR.14); absent: it has given none. */
  readonly selectedId?: number;
}

/** The way of a negotiation to the CSMS. */
export interface EvNegotiationPort {
  /** Tells an EV's needs (K15.FR.01, K17.FR.01); never fails. */
  tellNeeds(evseId: number, needs: ChargingNeeds): Promise<NeedsAnswer>;
  /** Tells how the EV means to charge; stored until it has arrived. */
  tellSchedule(notice: EvScheduleNotice): void;
}
