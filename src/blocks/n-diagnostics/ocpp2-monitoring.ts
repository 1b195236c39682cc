import {
  cutIntoParts,
  exceededMessageLimit,
  sendInParts,
  type CsmsLink,
  type PartNumber,
  type Reply,
  type RequestHandlers,
} from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import { toTimestamp, type Clock, type Logger } from "../../kernel/index.js";
import { statusInfoOf, type RequestOf, type ResponseOf } from "../../protocol/index.js";
import type { Monitor, Monitoring } from "./monitoring/index.js";

type SetVariableMonitoring = RequestOf<"ocpp2.0.1", "SetVariableMonitoring">;
type ReportRequest = RequestOf<"ocpp2.0.1", "GetMonitoringReport">;
type ReportResponse = ResponseOf<"ocpp2.0.1", "GetMonitoringReport">;
type Part = RequestOf<"ocpp2.0.1", "NotifyMonitoringReport">;
type MonitoringData = NonNullable<Part["monitor"]>[number];

/** What the binding asks of its surroundings. */
export interface MonitoringOcpp2Abilities {
  readonly monitoring: Monitoring;
  readonly deviceModel: DeviceModel;
  readonly link: Pick<CsmsLink, "call">;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}

/** Reports that may be on their way at once; each keeps its parts in memory until they are sent. */
const MOST_REPORTS = 4;

/** SetVariableMonitoring, ClearVariableMonitoring, GetMonitoringReport, SetMonitoringBase, SetMonitoringLevel (N02 to N06). */
export function monitoringHandlersOcpp2(abilities: MonitoringOcpp2Abilities): RequestHandlers {
  const { monitoring, deviceModel } = abilities;
  const look = (): void => monitoring.look();
  const limits = (action: string) => ({ controller: "MonitoringCtrlr", action });
  const refused = (reasonCode: string, because: string) => ({
    response: { status: "Rejected" as const, ...statusInfoOf({ reasonCode, because }) },
  });
  return {
    SetVariableMonitoring(request: SetVariableMonitoring) {
      const { setMonitoringData } = request;
      const exceeded = exceededMessageLimit(
        deviceModel,
        limits("SetVariableMonitoring"),
        setMonitoringData.length,
        request,
      );
      if (exceeded) return exceeded; // N04.FR.09
      const outcomes = monitoring.set(
        setMonitoringData.map(({ transaction = false, ...wish }) => ({ ...wish, transaction })),
      );
      return {
        response: {
          // N04.FR.01, N04.FR.02
          setMonitoringResult: setMonitoringData.map(({ type, severity, component, variable }, index) => {
            const outcome = outcomes[index] ?? { status: "Rejected" };
            return {
              ...(outcome.status === "Accepted" ? { id: outcome.id } : statusInfoOf(outcome)),
              ...{ status: outcome.status, type, severity, component, variable },
            };
          }),
        } satisfies ResponseOf<"ocpp2.0.1", "SetVariableMonitoring">,
        // N07.FR.11, N07.FR.16: the value may be beyond the threshold already.
        afterwards: look,
      };
    },
    ClearVariableMonitoring(request: RequestOf<"ocpp2.0.1", "ClearVariableMonitoring">) {
      const ids: readonly number[] = request.id;
      const exceeded = exceededMessageLimit(
        deviceModel,
        limits("ClearVariableMonitoring"),
        ids.length,
        request,
      );
      if (exceeded) return exceeded; // N06.FR.06, N06.FR.07
      const outcomes = monitoring.clear(ids);
      const clearMonitoringResult = ids.map((id, index) => {
        const status = outcomes[index] ?? "NotFound";
        const reasonCode = { Accepted: undefined, NotFound: "NotFound", Rejected: "ReadOnly" }[status];
        return { id, status, ...statusInfoOf({ reasonCode }) };
      });
      // N06.FR.05
      return { response: { clearMonitoringResult } as ResponseOf<"ocpp2.0.1", "ClearVariableMonitoring"> };
    },
    SetMonitoringBase({ monitoringBase }: RequestOf<"ocpp2.0.1", "SetMonitoringBase">) {
      monitoring.setBase(monitoringBase);
      return { response: { status: "Accepted" }, afterwards: look }; // N03.FR.01
    },
    SetMonitoringLevel({ severity }: RequestOf<"ocpp2.0.1", "SetMonitoringLevel">) {
      if (!monitoring.setLevel(severity)) return refused("ValueOutOfRange", "severity must be 0 to 9"); // N05.FR.02
      return { response: { status: "Accepted" }, afterwards: look }; // N05.FR.01
    },
    GetMonitoringReport: createReports(abilities),
  };
}

/** N02. */
function createReports({ monitoring, deviceModel, link, clock, logger }: MonitoringOcpp2Abilities) {
  let underway = 0;
  return (request: ReportRequest): Reply<ReportResponse> => {
    const { requestId, monitoringCriteria = [], componentVariable = [] } = request;
    const limits = { controller: "DeviceDataCtrlr", action: "GetReport" };
    const exceeded = exceededMessageLimit(deviceModel, limits, componentVariable.length, request);
    if (exceeded) return exceeded; // N02.FR.07
    if (underway >= MOST_REPORTS) {
      const because = "Other reports are still being sent";
      return {
        response: { status: "Rejected", ...statusInfoOf({ reasonCode: "Unspecified", because }) },
      };
    }
    const found = monitoring.monitors(monitoringCriteria, componentVariable);
    // N02.FR.10
    if (found.length === 0)
      return { response: { status: "EmptyResultSet", ...statusInfoOf({ reasonCode: "NotFound" }) } };
    const parts = cutIntoParts(byVariable(found));
    const partOf = (monitor: readonly MonitoringData[], { seqNo, tbc }: PartNumber): Part => ({
      requestId, // N02.FR.04
      generatedAt: toTimestamp(clock.now()),
      seqNo, // N02.FR.09
      tbc,
      monitor: monitor as NonNullable<Part["monitor"]>,
    });
    return {
      response: { status: "Accepted" }, // N02.FR.01
      afterwards: () => {
        underway++; // N02.FR.03
        void sendInParts({ link, logger }, "NotifyMonitoringReport", parts, partOf).finally(() => underway--);
      },
    };
  };
}

/** A variable and its monitors, in the order of their ids; hard-wired ones come first. */
function byVariable(monitors: readonly Monitor[]): readonly MonitoringData[] {
  const variables = new Map<string, Monitor[]>();
  for (const monitor of monitors) {
    const others = variables.get(monitor.path);
    if (others) others.push(monitor);
    else variables.set(monitor.path, [monitor]);
  }
  return [...variables.values()].map((own) => ({
    component: own[0]?.component as MonitoringData["component"],
    variable: own[0]?.variable as MonitoringData["variable"],
    variableMonitoring: own.map(({ id, transaction, value, type, severity }) => ({
      ...{ id, transaction, value, type, severity },
    })) as MonitoringData["variableMonitoring"],
  }));
}
