import { RareMap } from "../../kernel/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import { evsesOf, ResetProcess, type ResetProcessAbilities, type ResetStopReason } from "./reset-process.js";

/** What {@link createReset} asks of its surroundings. */
export interface ResetAbilities extends Omit<ResetProcessAbilities, "busy" | "over"> {
  /** Whether a reservation waits for its driver. */
  readonly reservationPending: () => boolean;
  readonly deviceModel: Pick<DeviceModel, "find">;
}

/** The answer to a Reset, and what to do once it is sent. */
export interface ResetDecision {
  readonly status: "Accepted" | "Rejected" | "Scheduled";
  readonly afterwards?: () => void;
}

/** Reset of the station or an EVSE by order of a CSMS (B11, B12). */
export interface Reset {
  /** @param stoppedReason how transactions are said to end; ImmediateReset unless told */
  request(type: "OnIdle" | "Immediate", evseId?: number, stoppedReason?: ResetStopReason): ResetDecision;
  dispose(): void;
}

/**
 * Makes the Reset engine. A reset that waits is not kept across a power cut: the cut is the reset that was
 * asked for.
 */
export function createReset(abilities: ResetAbilities): Reset {
  const { transactions, availability, reservationPending, hardware, deviceModel } = abilities;
  const underWay = new RareMap<number | undefined, ResetProcess>();

  /** B11's remark (errata 2025-06): a pending reservation and a locked cable are no idle state either. */
  const busy = (evseId?: number): boolean =>
    transactions.any(evseId) ||
    (evseId === undefined && reservationPending()) ||
    evsesOf(hardware, evseId).some(
      ({ id, connectors }) =>
        connectors.some(({ locked }) => locked) || availability.evseStatus(id) === "Reserved",
    );

  const processOf = (evseId: number | undefined): ResetProcess => {
    const existing = underWay.get(evseId);
    if (existing) return existing;
    const made = new ResetProcess(evseId, { ...abilities, busy, over: (id) => void underWay.delete(id) });
    underWay.set(evseId, made);
    return made;
  };
  const cannotNow = (evseId: number | undefined): boolean =>
    [undefined, evseId].some((scope) => {
      const phase = underWay.get(scope)?.phase;
      return phase === "telling" || phase === "resetting";
    });

  return {
    request(type, evseId, stoppedReason = "ImmediateReset") {
      if (cannotNow(evseId)) return { status: "Rejected" }; // B11.FR.06, B12.FR.10
      if (evseId !== undefined && deviceModel.find(`EVSE@${evseId}.AllowReset`) !== "true") {
        return { status: "Rejected" }; // B11.FR.09, B12.FR.09
      }
      if (type === "OnIdle" && busy(evseId)) {
        // B11.FR.07, B12.FR.01; ordered twice, it is still one reset.
        return { status: "Scheduled", afterwards: () => processOf(evseId).step({ type: "wait" }) };
      }
      return {
        status: "Accepted", // B11.FR.03, B12.FR.02
        afterwards() {
          const process = processOf(evseId);
          process.stoppedReason = stoppedReason;
          process.step({ type: "now" });
        },
      };
    },
    dispose() {
      for (const process of underWay.values()) process.dispose();
      underWay.clear();
    },
  };
}
