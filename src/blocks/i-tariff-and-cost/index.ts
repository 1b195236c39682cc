export * from "./interface.js";
export { costHandlersOcpp2 } from "./ocpp2.js";
export { createTariffAndCost, TOTAL_COST_STAYS, type TariffAndCostAbilities } from "./tariff-and-cost.js";
