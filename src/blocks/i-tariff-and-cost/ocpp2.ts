import type { RequestHandlers } from "../../csms-link/index.js";
import type { Logger } from "../../kernel/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { TariffAndCost } from "./interface.js";

/** CostUpdated of OCPP 2.0.1 and 2.1 (I02). Its response has no field for a transaction that is not known. */
export function costHandlersOcpp2(
  costs: Pick<TariffAndCost, "costUpdated">,
  logger: Logger,
): RequestHandlers {
  return {
    CostUpdated({ transactionId, totalCost }: RequestOf<"ocpp2.0.1", "CostUpdated">) {
      return {
        response: {} satisfies ResponseOf<"ocpp2.0.1", "CostUpdated">, // I02.FR.02
        afterwards() {
          if (!costs.costUpdated(transactionId, totalCost))
            logger.warn({ transactionId }, "a cost came for a transaction that is not ongoing");
        },
      };
    },
  };
}
