export type { Customer, CustomerRecords } from "./customer-information.js";
export { customerInformationHandlersOcpp2 } from "./ocpp2-customer-information.js";
export {
  createLogUpload,
  hasUnfinishedUpload,
  type LogRequest,
  type LogSource,
  type LogType,
  type LogUpload,
} from "./log-upload.js";
export { createLogStatusOutbox, currentLogStatus, logHandlersOcpp2 } from "./ocpp2-log.js";
