export type * from "./charging-profile.js";
export type { LimitExplanation, ProfileAllowance } from "./explanation.js";
export type {
  ExternalLimit,
  ExternalLimitNotices,
  ExternalRefusal,
  ExternalSource,
} from "./external-limits.js";
export type { EvNegotiationPort, EvScheduleNotice, NeedsAnswer } from "./ev-port.js";
export type { CompositeQuestion, CompositeSchedule, LimitView, Outcome, SmartCharging } from "./interface.js";
export type { ClearCriteria, ProfileFilter } from "./profile-criteria.js";
export type { ProfileRefusal } from "./refusal.js";
export { smartChargingHandlersOcpp16, type NumbersOcpp16 } from "./ocpp16.js";
export { profileFromOcpp16, type ProfileOcpp16 } from "./ocpp16-profile.js";
export { smartChargingHandlersOcpp2 } from "./ocpp2.js";
export { createEvNegotiationPort } from "./ocpp2-ev.js";
export { createLimitNotices } from "./ocpp2-notices.js";
export { profileFromOcpp2, type ProfileOcpp2 } from "./ocpp2-profile.js";
export { createSmartCharging, type SmartChargingAbilities } from "./smart-charging.js";
export * from "./schedule/index.js";
