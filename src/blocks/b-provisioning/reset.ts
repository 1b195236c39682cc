import type { DeviceModel } from "../../device-model/index.js";
import { Seconds, type Clock, type Logger, type Timer } from "../../kernel/index.js";
import type { Availability } from "../g-availability/index.js";

/** What a reset must know of transactions and do to them. */
export interface ResettableTransactions {
  /** Whether one is in progress, on that EVSE or anywhere. */
  any(evseId?: number): boolean;
  /** Ends them with ResetCommand and ImmediateReset. */
  endForReset(evseId?: number): void;
  onEnded(listener: () => void): () => void;
}

/** What {@link createReset} asks of its surroundings. */
export interface ResetAbilities {
  readonly transactions: ResettableTransactions;
  readonly availability: Pick<Availability, "suspendUse">;
  readonly deviceModel: Pick<DeviceModel, "find">;
  /** Resolves when the queued messages are delivered or their time is up (B12.FR.05). */
  readonly settled: () => Promise<void>;
  /** Restarts the station. */
  readonly restart: (reason: "RemoteReset" | "ScheduledReset") => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The answer to a Reset, and what to do once it is sent. */
export interface ResetDecision {
  readonly status: "Accepted" | "Rejected" | "Scheduled";
  readonly afterwards?: () => void;
}

/** Reset of the station or an EVSE by order of a CSMS (B11, B12). */
export interface Reset {
  request(type: "OnIdle" | "Immediate", evseId?: number): ResetDecision;
  dispose(): void;
}

/** How long an EVSE is out of use while it resets. */
const EVSE_RESET_TAKES = Seconds(1);

/** Makes the Reset engine. */
export function createReset(abilities: ResetAbilities): Reset {
  const { transactions, availability, deviceModel, settled, restart, clock, logger } = abilities;
  const scheduled = new Map<number | "station", () => void>();
  const timers = new Set<Timer>();
  let restarting = false;

  const restartStation = (reason: "RemoteReset" | "ScheduledReset"): void => {
    if (restarting) return;
    restarting = true;
    settled().then(
      () => restart(reason),
      (error: unknown) => logger.error({ err: error }, "the queue could not be watched before the reset"),
    );
  };
  const resetEvse = (evseId: number): void => {
    const suspension = availability.suspendUse({ evseId }, "the EVSE resets"); // B11.FR.08
    const timer = clock.timer(`reset of EVSE ${evseId}`, EVSE_RESET_TAKES, () => {
      timers.delete(timer);
      suspension.release();
    });
    timers.add(timer);
  };
  const perform = (evseId: number | undefined, reason: "RemoteReset" | "ScheduledReset"): void => {
    if (evseId === undefined) restartStation(reason);
    else resetEvse(evseId);
  };

  const schedule = (evseId: number | undefined): void => {
    const key = evseId ?? "station";
    if (scheduled.has(key)) return;
    logger.info({ evseId }, "a reset waits for the transactions to end");
    const stopWaiting = transactions.onEnded(() => {
      if (transactions.any(evseId)) return;
      stopWaiting();
      scheduled.delete(key);
      perform(evseId, "ScheduledReset"); // B12.FR.03, B12.FR.07
    });
    scheduled.set(key, stopWaiting);
  };

  return {
    request(type, evseId) {
      if (restarting) return { status: "Rejected" }; // B11.FR.06
      if (evseId !== undefined && deviceModel.find(`EVSE@${evseId}.AllowReset`) !== "true") {
        return { status: "Rejected" }; // B11.FR.09, B12.FR.09
      }
      if (!transactions.any(evseId)) {
        return { status: "Accepted", afterwards: () => perform(evseId, "RemoteReset") }; // B11.FR.03
      }
      if (type === "OnIdle") {
        return { status: "Scheduled", afterwards: () => schedule(evseId) }; // B12.FR.01
      }
      return {
        status: "Accepted", // B12.FR.02
        afterwards() {
          transactions.endForReset(evseId); // B12.FR.04, B12.FR.08
          perform(evseId, "RemoteReset");
        },
      };
    },
    dispose() {
      for (const stopWaiting of scheduled.values()) stopWaiting();
      for (const timer of timers) timer.cancel();
      scheduled.clear();
    },
  };
}
