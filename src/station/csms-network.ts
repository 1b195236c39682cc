import type { Network, OpenSocket } from "../csms-link/index.js";
import type { VirtualStation } from "../hardware/index.js";
import type { Clock, Unsubscribe } from "../kernel/index.js";
import { disturbedBy } from "./disturbed-network.js";

/** The network interface of the hardware, as the link sees it. */
export function csmsNetwork(hardware: NetworkedHardware, clock: Clock): Network {
  return new HardwareNetwork(hardware, clock);
}

type NetworkedHardware = Pick<VirtualStation, "network" | "events" | "networkConditions">;

/** A class, because a getter in an object literal costs each station a shape of its own. */
class HardwareNetwork implements Network {
  readonly #hardware: NetworkedHardware;
  readonly #clock: Clock;
  /** Made with the first socket; it remembers the chances from one socket to the next. */
  #carry: ReturnType<typeof disturbedBy> | undefined;

  constructor(hardware: NetworkedHardware, clock: Clock) {
    this.#hardware = hardware;
    this.#clock = clock;
  }

  carry(open: OpenSocket): OpenSocket {
    this.#carry ??= disturbedBy({ conditions: () => this.#hardware.networkConditions, clock: this.#clock });
    return this.#carry(open);
  }

  get online(): boolean {
    return this.#hardware.network.online;
  }

  onNetworkChanged(listener: () => void): Unsubscribe {
    return this.#hardware.events.on("networkChanged", () => listener());
  }
}
