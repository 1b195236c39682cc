import type { DeviceModel } from "../device-model/index.js";
import type { Store, Unsubscribe } from "../kernel/index.js";

/**
 * Contracts of EVs are not taken while the CSMS does not sign the station's certificate towards EVs, until the
 * next boot (A02.FR.21).
 */
export interface PlugAndChargePause {
  begin(): void;
  dispose(): void;
}

const ENABLED = "ISO15118Ctrlr.PnCEnabled";

/** Ends a pause of the life before; what a CSMS has set since stays. */
export function createPlugAndChargePause(
  deviceModel: Pick<DeviceModel, "has" | "boolean" | "update" | "watch">,
  store: Store,
): PlugAndChargePause {
  if (!deviceModel.has(ENABLED)) return { begin: () => undefined, dispose: () => undefined };
  const state = store.table<true>("plugAndChargePause");
  const PAUSED = "paused";
  if (state.get(PAUSED)) {
    state.delete(PAUSED);
    deviceModel.update(ENABLED, true);
  }
  const forget: Unsubscribe = deviceModel.watch(ENABLED, (value) => {
    if (value.toLowerCase() === "true") state.delete(PAUSED);
  });
  return {
    begin() {
      if (!deviceModel.boolean(ENABLED)) return;
      store.transaction(() => {
        deviceModel.update(ENABLED, false);
        state.put(PAUSED, true);
      });
    },
    dispose: forget,
  };
}
