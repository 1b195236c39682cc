export { createFirmwareSlots, type FirmwareSlots, type InstalledFirmware } from "./firmware-slots.js";
export { createFirmwareUpdate, hasUnfinishedUpdate, type FirmwareUpdate } from "./firmware-update.js";
export { createInterruption } from "./interruption.js";
export { createFirmwareStatusOutbox } from "./firmware-status.js";
export { plainFirmwareHandlerOcpp16, signedFirmwareHandlerOcpp16 } from "./ocpp16.js";
export { currentPlainFirmwareStatus, currentSignedFirmwareStatus } from "./ocpp16-status.js";
export { currentFirmwareStatus, firmwareHandlersOcpp2 } from "./ocpp2.js";
export type { UpdateHabits } from "./update-job.js";
