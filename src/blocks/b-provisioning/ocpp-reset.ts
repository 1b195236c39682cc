import type { RequestHandlers } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { Reset } from "./reset.js";

/** Reset of OCPP 2.0.1 and 2.1. */
export function resetHandlersOcpp2(reset: Reset): RequestHandlers {
  return {
    Reset: ({ type, evseId }: RequestOf<"ocpp2.0.1", "Reset">) => {
      const { status, afterwards } = reset.request(type, evseId);
      return {
        response: { status } satisfies ResponseOf<"ocpp2.0.1", "Reset">,
        ...(afterwards && { afterwards }),
      };
    },
  };
}

/** Reset of OCPP 1.6: both kinds end what runs; Soft and Hard differ in the reason that StopTransaction gives. */
export function resetHandlersOcpp16(reset: Reset): RequestHandlers {
  return {
    Reset: (_request: RequestOf<"ocpp1.6", "Reset">) => {
      const { status, afterwards } = reset.request("Immediate");
      return {
        response: { status: status === "Rejected" ? "Rejected" : "Accepted" } satisfies ResponseOf<
          "ocpp1.6",
          "Reset"
        >,
        ...(afterwards && { afterwards }),
      };
    },
  };
}
