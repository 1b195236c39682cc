import type { RequestHandlers } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { Reset } from "./reset.js";

/** Reset of OCPP 2.0.1 and 2.1. */
export function resetHandlersOcpp2(reset: Reset): RequestHandlers {
  return {
    Reset: ({ type, evseId }: RequestOf<"ocpp2.1", "Reset">) => {
      if (type === "ImmediateAndResume") {
        // Of OCPP 2.1 only; no transaction outlives a restart of this station.
        const statusInfo = { reasonCode: "UnsupportedParam", additionalInfo: "transactions are not resumed" };
        return { response: { status: "Rejected", statusInfo } satisfies ResponseOf<"ocpp2.1", "Reset"> };
      }
      const { status, afterwards } = reset.request(type, evseId);
      return {
        response: { status } satisfies ResponseOf<"ocpp2.0.1", "Reset">,
        ...(afterwards && { afterwards }),
      };
    },
  };
}

/**
 * Reset of OCPP 1.6. Both kinds end what runs, tell of it and restart; they differ in the reason that
 * StopTransaction gives.
 */
export function resetHandlersOcpp16(reset: Reset): RequestHandlers {
  return {
    Reset: ({ type }: RequestOf<"ocpp1.6", "Reset">) => {
      const stoppedReason = type === "Soft" ? "Reboot" : "ImmediateReset";
      const { status, afterwards } = reset.request("Immediate", undefined, stoppedReason);
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
