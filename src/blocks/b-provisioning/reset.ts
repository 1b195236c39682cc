import { initialTransition, transition, type EventFrom } from "xstate";
import type { DeviceModel } from "../../device-model/index.js";
import type { StationHardware } from "../../hardware/index.js";
import { Seconds, type Clock, type Logger, type Timer } from "../../kernel/index.js";
import type { Availability } from "../g-availability/index.js";
import { resetMachine, type ResetPhase, type ResetReason } from "./reset.machine.js";

/** Values of ReasonEnumType for what a reset ends: at once, or gracefully (1.6: Soft). */
export type ResetStopReason = "ImmediateReset" | "Reboot";

/** What a reset must know of transactions and do to them. */
export interface ResettableTransactions {
  /** Whether one is in progress, on that EVSE or anywhere. */
  any(evseId?: number): boolean;
  /** Ends them with ResetCommand. */
  endForReset(stoppedReason: ResetStopReason, evseId?: number): void;
  onEnded(listener: () => void): () => void;
}

/** What {@link createReset} asks of its surroundings. */
export interface ResetAbilities {
  readonly transactions: ResettableTransactions;
  readonly availability: Pick<Availability, "suspendUse" | "evseStatus" | "events">;
  /** Whether a reservation waits for its driver. */
  readonly reservationPending: () => boolean;
  readonly hardware: Pick<StationHardware, "evses" | "events">;
  readonly deviceModel: Pick<DeviceModel, "find">;
  /** Resolves when the queued messages are delivered or their time is up (B12.FR.05). */
  readonly settled: () => Promise<void>;
  /** Restarts the station. */
  readonly restart: (reason: ResetReason) => void;
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
  /** @param stoppedReason how transactions are said to end; ImmediateReset unless told */
  request(type: "OnIdle" | "Immediate", evseId?: number, stoppedReason?: ResetStopReason): ResetDecision;
  dispose(): void;
}

/** How long an EVSE is out of use while it resets. */
const EVSE_RESET_TAKES = Seconds(1);

/**
 * Makes the Reset engine. A reset that waits is not kept across a power cut: the cut is the reset that was
 * asked for.
 */
export function createReset(abilities: ResetAbilities): Reset {
  const { transactions, availability, reservationPending, hardware, deviceModel, settled, restart } =
    abilities;
  const { clock, logger } = abilities;
  const underWay = new Map<number | undefined, ResetProcess>();

  /** B11's remark (errata 2025-06): a pending reservation and a locked cable are no idle state either. */
  const busy = (evseId?: number): boolean =>
    transactions.any(evseId) ||
    (evseId === undefined && reservationPending()) ||
    evsesOf(hardware, evseId).some(
      ({ id, connectors }) =>
        connectors.some(({ locked }) => locked) || availability.evseStatus(id) === "Reserved",
    );

  /** One reset from its order to its end, of the station (`undefined`) or an EVSE. */
  class ResetProcess {
    #snapshot = initialTransition(resetMachine)[0];
    readonly #suspensions: { release(): void }[] = [];
    #forget: (() => void)[] = [];
    #timer: Timer | null = null;
    /** How to end what runs; `null` while it may end by itself. */
    stoppedReason: ResetStopReason | null = null;

    constructor(readonly evseId: number | undefined) {}

    get phase(): ResetPhase {
      return this.#snapshot.value as ResetPhase;
    }

    step(event: EventFrom<typeof resetMachine>): void {
      const before = this.phase;
      [this.#snapshot] = transition(resetMachine, this.#snapshot, event);
      if (this.phase !== before) this.#entered(this.phase);
    }

    #entered(phase: ResetPhase): void {
      switch (phase) {
        case "waiting":
          return this.#wait();
        case "telling":
          return this.#tell();
        case "resetting":
          return this.#reset();
        case "idle":
          underWay.delete(this.evseId);
          for (const suspension of this.#suspensions) suspension.release();
      }
    }

    #wait(): void {
      logger.info({ evseId: this.evseId }, "a reset waits until nothing is under way any more");
      // B12: what is free is out of use from now on; what is in use may finish, but nothing new begins. What is
      // reserved is not free: its driver may still come.
      for (const { id } of evsesOf(hardware, this.evseId)) {
        const status = availability.evseStatus(id);
        if (status !== "Reserved") this.#suspend(id, status !== "Available");
      }
      const look = (): void => {
        if (!busy(this.evseId)) this.step({ type: "becameIdle" });
      };
      this.#forget = [
        transactions.onEnded(look),
        hardware.events.on("lockChanged", look),
        availability.events.on("connectorStatusChanged", look),
      ];
      look();
    }

    #tell(): void {
      this.#stopLooking();
      for (const { id } of evsesOf(hardware, this.evseId)) this.#suspend(id, true);
      // B12.FR.04, B12.FR.08
      if (this.stoppedReason) transactions.endForReset(this.stoppedReason, this.evseId);
      settled().then(
        () => this.step({ type: "told" }),
        (error: unknown) => {
          logger.error({ err: error }, "the queue could not be watched before the reset");
          this.step({ type: "told" });
        },
      );
    }

    #reset(): void {
      const { evseId } = this;
      if (evseId === undefined) return restart(this.#snapshot.context.reason);
      // B11.FR.08: Unavailable may be told; a driver who just takes the cable away must not hear it as a fault.
      this.#suspend(evseId, true);
      this.#timer = clock.timer(`reset of EVSE ${evseId}`, EVSE_RESET_TAKES, () =>
        this.step({ type: "done" }),
      );
    }

    #suspend(evseId: number, quietly: boolean): void {
      this.#suspensions.push(availability.suspendUse({ evseId }, "a reset is ordered", { quietly }));
    }

    #stopLooking(): void {
      for (const unsubscribe of this.#forget) unsubscribe();
      this.#forget = [];
    }

    /** Leaves the EVSEs suspended: the life that suspended them ends. */
    dispose(): void {
      this.#stopLooking();
      this.#timer?.cancel();
    }
  }

  const processOf = (evseId: number | undefined): ResetProcess => {
    const existing = underWay.get(evseId);
    if (existing) return existing;
    const made = new ResetProcess(evseId);
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

function evsesOf(
  { evses }: Pick<StationHardware, "evses">,
  evseId: number | undefined,
): StationHardware["evses"] {
  return evseId === undefined ? evses : evses.filter(({ id }) => id === evseId);
}
