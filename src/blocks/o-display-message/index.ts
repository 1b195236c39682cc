export * from "./interface.js";
export { createDisplayMessages, type DisplayMessageAbilities } from "./display-messages.js";
export { sameLanguage } from "./languages.js";
export { showsMessages } from "./message-checks.js";
export { displayMessageHandlersOcpp2 } from "./ocpp2.js";
export {
  composeScreen,
  screenLasts,
  TURN,
  type DriverNotice,
  type ScreenEntry,
  type ScreenFacts,
} from "./screen.js";
