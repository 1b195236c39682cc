import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { sha256Of } from "../../firmware-image/index.js";
import type { Store } from "../../kernel/index.js";

/** A firmware that is installed in one of the two slots. */
export interface InstalledFirmware {
  readonly slot: "a" | "b";
  readonly version: string;
  /** Of the whole image, hexadecimal. */
  readonly sha256: string;
}

/** The two places for firmware: the one that runs, and the one that the next is written to. */
export interface FirmwareSlots {
  /** What runs, or `null` while it is the firmware that the station came with. */
  running(): InstalledFirmware | null;
  /** Writes an image into the slot that does not run; it runs after {@link FirmwareSlots.activate}. */
  install(imageFile: string, version: string): Promise<InstalledFirmware>;
  activate(firmware: InstalledFirmware): void;
}

/** @param folder of the images */
export function createFirmwareSlots(store: Store, folder: string): FirmwareSlots {
  const table = store.table<InstalledFirmware>("firmware");
  const fileOf = (slot: InstalledFirmware["slot"]): string => join(folder, `firmware-${slot}.img`);
  const running = (): InstalledFirmware | null => table.get("running") ?? null;
  return {
    running,
    async install(imageFile, version) {
      const slot = running()?.slot === "a" ? "b" : "a";
      await mkdir(folder, { recursive: true });
      const half = `${fileOf(slot)}.part`;
      await copyFile(imageFile, half);
      await rm(fileOf(slot), { force: true });
      await rename(half, fileOf(slot));
      return { slot, version, sha256: await sha256Of(fileOf(slot)) };
    },
    activate: (firmware) => table.put("running", firmware),
  };
}
