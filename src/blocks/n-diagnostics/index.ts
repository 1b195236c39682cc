export type { Customer, CustomerRecords } from "./customer-information.js";
export { customerInformationHandlersOcpp2 } from "./ocpp2-customer-information.js";
