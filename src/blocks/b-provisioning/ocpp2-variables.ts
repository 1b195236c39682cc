import type { Clock, Logger } from "../../kernel/index.js";
import type { CsmsLink, Reply, RequestHandlers } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import type {
  GetVariablesRequest,
  GetVariablesResponse,
  SetVariablesRequest,
  SetVariablesResponse,
} from "./ocpp2-messages.js";
import { createReportsOcpp2 } from "./ocpp2-reports.js";
import { exceededLimit } from "./variables.js";

/** What B05 to B08 need. */
export interface VariablesOptions {
  readonly deviceModel: DeviceModel;
  readonly link: Pick<CsmsLink, "call">;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
  /** Called when the answer to a SetVariables is sent: what disturbs the connection may happen now. */
  readonly answered?: () => void;
}

/** SetVariables, GetVariables, GetBaseReport and GetReport of OCPP 2.0.1 and 2.1 (B05 to B08). */
export function createVariablesOcpp2(options: VariablesOptions): RequestHandlers {
  const { deviceModel, answered } = options;
  return {
    SetVariables: (request: SetVariablesRequest) => ({
      ...setVariables(deviceModel, request),
      ...(answered && { afterwards: answered }),
    }),
    GetVariables: (request: GetVariablesRequest) => getVariables(deviceModel, request),
    ...createReportsOcpp2(options),
  };
}

function setVariables(deviceModel: DeviceModel, request: SetVariablesRequest): Reply<SetVariablesResponse> {
  const { setVariableData } = request;
  const exceeded = exceededLimit(deviceModel, "SetVariables", setVariableData.length, request);
  if (exceeded) return exceeded;
  return {
    response: {
      // B05.FR.01, B05.FR.02
      setVariableResult: setVariableData.map((data) => {
        const { component, variable, attributeValue } = data;
        const attributeType = data.attributeType ?? "Actual"; // B05.FR.03, B05.FR.12
        const outcome = deviceModel.set(component, variable, attributeType, attributeValue);
        return {
          attributeType,
          attributeStatus: outcome.status,
          ...(outcome.reasonCode !== undefined && {
            attributeStatusInfo: {
              reasonCode: outcome.reasonCode,
              ...(outcome.additionalInfo !== undefined && { additionalInfo: outcome.additionalInfo }),
            },
          }),
          component,
          variable,
        };
      }),
    },
  };
}

function getVariables(deviceModel: DeviceModel, request: GetVariablesRequest): Reply<GetVariablesResponse> {
  const { getVariableData } = request;
  const exceeded = exceededLimit(deviceModel, "GetVariables", getVariableData.length, request);
  if (exceeded) return exceeded;
  return {
    response: {
      // B06.FR.01, B06.FR.02, B06.FR.14
      getVariableResult: getVariableData.map((data) => {
        const { component, variable } = data;
        const attributeType = data.attributeType ?? "Actual"; // B06.FR.03, B06.FR.11
        const { status, value } = deviceModel.get(component, variable, attributeType);
        return {
          attributeType,
          attributeStatus: status,
          ...(status === "Rejected" && { attributeStatusInfo: { reasonCode: "WriteOnly" } }), // B06.FR.09
          // B06.FR.04; left out where there is nothing to tell (B06.FR.06 to B06.FR.08)
          ...(value !== undefined && { attributeValue: value }),
          component,
          variable,
        };
      }),
    },
  };
}
