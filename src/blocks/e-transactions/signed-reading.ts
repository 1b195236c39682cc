import type { EvseHardware } from "../../hardware/index.js";
import type { MeterValues } from "../j-meter-values/index.js";
import type { TxPoint } from "./interface.js";
import type { SessionFacts } from "./tx-points.js";

/** The signed reading of the meter that comes before the first energy of a session. */
export class SignedReading {
  readonly #evse: EvseHardware | null;
  readonly #meterValues: Pick<MeterValues, "signs">;
  #taken = false;

  constructor(evse: EvseHardware | null, meterValues: Pick<MeterValues, "signs">) {
    this.#evse = evse;
    this.#meterValues = meterValues;
  }

  /** The meter has given one since the driver was authorized and the EV connected. */
  taken(connected: Pick<SessionFacts, "authorized" | "evConnected">): boolean {
    if (!connected.authorized || !connected.evConnected) this.#taken = false;
    return this.#taken;
  }

  /**
   * Asks the meter once the driver is authorized and the EV connected, where a transaction is to start by it
   * (E01.FR.04); the reading itself goes out with the event.
   * @returns whether the meter was asked now
   */
  ask(start: readonly TxPoint[], { authorized, evConnected }: SessionFacts): boolean {
    if (this.#taken || !authorized || !evConnected || !this.#evse) return false;
    if (!start.includes("DataSigned") || !this.#meterValues.signs(this.#evse.id)) return false;
    this.#taken = true;
    return true;
  }
}
