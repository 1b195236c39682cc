import type { Network } from "../csms-link/index.js";
import type { StationHardware } from "../hardware/index.js";
import type { Unsubscribe } from "../kernel/index.js";

/** The network interface of the hardware, as the link sees it. */
export function csmsNetwork(hardware: Pick<StationHardware, "network" | "events">): Network {
  return new HardwareNetwork(hardware);
}

/** A class, because a getter in an object literal costs each station a shape of its own. */
class HardwareNetwork implements Network {
  readonly #hardware: Pick<StationHardware, "network" | "events">;

  constructor(hardware: Pick<StationHardware, "network" | "events">) {
    this.#hardware = hardware;
  }

  get online(): boolean {
    return this.#hardware.network.online;
  }

  onNetworkChanged(listener: () => void): Unsubscribe {
    return this.#hardware.events.on("networkChanged", () => listener());
  }
}
