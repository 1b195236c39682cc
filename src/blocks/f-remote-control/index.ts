export { createRemoteControl, type RemoteControl, type RemoteControlAbilities } from "./remote-control.js";
export { remoteControlHandlersOcpp2 } from "./ocpp2.js";
export { remoteControlHandlersOcpp16, type ConnectorPlace } from "./ocpp16.js";
export type { Trigger, TriggerPlace, Triggers } from "./triggers.js";
