export { createFirmwareSlots, type FirmwareSlots, type InstalledFirmware } from "./firmware-slots.js";
export { createFirmwareUpdate, hasUnfinishedUpdate, type FirmwareUpdate } from "./firmware-update.js";
export { createInterruption } from "./interruption.js";
export { createFirmwareStatusOutbox, currentFirmwareStatus, firmwareHandlersOcpp2 } from "./ocpp2.js";
export type { UpdateHabits } from "./update-job.js";
