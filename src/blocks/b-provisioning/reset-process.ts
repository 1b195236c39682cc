import type { EventFrom } from "xstate";
import type { StationHardware } from "../../hardware/index.js";
import { createStepper, Seconds, type Clock, type Logger, type Timer } from "../../kernel/index.js";
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

/** What a reset needs to be carried out. */
export interface ResetProcessAbilities {
  readonly transactions: ResettableTransactions;
  readonly availability: Pick<Availability, "suspendUse" | "evseStatus" | "events">;
  readonly hardware: Pick<StationHardware, "evses" | "events">;
  /** Resolves when the queued messages are delivered or their time is up (B12.FR.05). */
  readonly settled: () => Promise<void>;
  /** Restarts the station. */
  readonly restart: (reason: ResetReason) => void;
  /** Whether anything is under way, on that EVSE or anywhere. */
  readonly busy: (evseId?: number) => boolean;
  /** The reset of an EVSE is done. */
  readonly over: (evseId: number | undefined) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long an EVSE is out of use while it resets. */
const EVSE_RESET_TAKES = Seconds(1);
const stepper = createStepper(resetMachine);

/** One reset from its order to its end, of the station (`undefined`) or an EVSE. */
export class ResetProcess {
  readonly evseId: number | undefined;
  readonly #abilities: ResetProcessAbilities;
  #snapshot = stepper.initial;
  readonly #suspensions: { release(): void }[] = [];
  #forget: (() => void)[] = [];
  #timer: Timer | null = null;
  /** How to end what runs; `null` while it may end by itself. */
  stoppedReason: ResetStopReason | null = null;

  constructor(evseId: number | undefined, abilities: ResetProcessAbilities) {
    this.evseId = evseId;
    this.#abilities = abilities;
  }

  get phase(): ResetPhase {
    return this.#snapshot.value as ResetPhase;
  }

  step(event: EventFrom<typeof resetMachine>): void {
    const before = this.phase;
    [this.#snapshot] = stepper.step(this.#snapshot, event);
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
        this.#abilities.over(this.evseId);
        for (const suspension of this.#suspensions) suspension.release();
    }
  }

  #wait(): void {
    const { hardware, availability, transactions, busy, logger } = this.#abilities;
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
    const { hardware, transactions, settled, logger } = this.#abilities;
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
    const { clock, restart } = this.#abilities;
    if (evseId === undefined) return restart(this.#snapshot.context.reason);
    // B11.FR.08: Unavailable may be told; a driver who just takes the cable away must not hear it as a fault.
    this.#suspend(evseId, true);
    this.#timer = clock.timer(`reset of EVSE ${evseId}`, EVSE_RESET_TAKES, () => this.step({ type: "done" }));
  }

  #suspend(evseId: number, quietly: boolean): void {
    const { availability } = this.#abilities;
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

/** The EVSEs that a reset is of. */
export function evsesOf(
  { evses }: Pick<StationHardware, "evses">,
  evseId: number | undefined,
): StationHardware["evses"] {
  return evseId === undefined ? evses : evses.filter(({ id }) => id === evseId);
}
