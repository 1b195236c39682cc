export { createContractHolders, type ContractHolders } from "./contract-holders.js";
export type { Customer, CustomerRecords } from "./customer-information.js";
export * from "./monitoring/index.js";
export { createMonitoringOutbox } from "./ocpp2-events.js";
export { monitoringHandlersOcpp2 } from "./ocpp2-monitoring.js";
export { customerInformationHandlersOcpp2 } from "./ocpp2-customer-information.js";
export {
  createLogUpload,
  hasUnfinishedUpload,
  type LogRequest,
  type LogSource,
  type LogType,
  type LogUpload,
} from "./log-upload.js";
export { createLogStatusOutbox } from "./log-status.js";
export { currentDiagnosticsStatus, currentLogStatusOcpp16, logHandlersOcpp16 } from "./ocpp16.js";
export { currentLogStatus, logHandlersOcpp2 } from "./ocpp2-log.js";
