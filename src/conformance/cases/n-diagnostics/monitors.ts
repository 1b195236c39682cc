import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import type { TestCsms } from "../../csms/test-csms.js";
import { containing, mismatch, omittedOr, present, type Pattern } from "../../expectations/pattern.js";
import { componentVariable } from "../../variables.js";
import { ValidationFailed } from "../../verdict.js";

/** A monitor that a case sets, its variable as a path. */
export interface MonitorWish {
  readonly variable: string;
  readonly type: "UpperThreshold" | "LowerThreshold" | "Delta" | "Periodic" | "PeriodicClockAligned";
  readonly value: number;
  readonly severity: number;
  /** Of the monitor that it replaces. */
  readonly id?: number;
  readonly transaction?: boolean;
}

/** One element of NotifyMonitoringReport. */
export interface MonitoringData {
  readonly component: Payload;
  readonly variable: Payload;
  readonly variableMonitoring: readonly {
    readonly id: number;
    readonly type: string;
    readonly severity: number;
    readonly value: number;
    readonly transaction: boolean;
  }[];
}

export const NO_ERROR = omittedOr({ reasonCode: "NoError" });
export const ACCEPTED: Pattern = { status: "Accepted", statusInfo: NO_ERROR };
export const EMPTY: Pattern = { status: "EmptyResultSet", statusInfo: omittedOr({ reasonCode: "NotFound" }) };

/** The severity that the errata of 2025-02 name, and the level that lets it pass. */
export const SEVERITY = 5;
const LEVEL = 8;

export const evseAvailability = ({ configured }: CaseTools): string =>
  `EVSE@${configured.evseId}.AvailabilityState`;
export const STATION_AVAILABILITY = "ChargingStation.AvailabilityState";

/** What a SetVariableMonitoring holds for a monitor. */
export const settingOf = ({ variable, ...wish }: MonitorWish): Payload => ({
  ...componentVariable(variable),
  ...wish,
});

/**
 * Sets monitors in one request; the results must be so, one for each monitor, in any order. Gives the results in the
 * order of the monitors.
 */
export async function setsMonitors(
  csms: TestCsms,
  wishes: readonly (MonitorWish & { readonly result: Pattern })[],
): Promise<readonly Payload[]> {
  const setMonitoringData = wishes.map(({ result: _result, ...wish }) => settingOf(wish));
  const response = await csms.request("SetVariableMonitoring", { setMonitoringData });
  const results = [...(response["setMonitoringResult"] as readonly Payload[])];
  csms.check("number of setMonitoringResult", results.length, wishes.length);
  return wishes.map(({ variable, type, severity, result }) => {
    const subject = { ...componentVariable(variable), type, severity };
    const about = results.filter((one) => mismatch(one, subject) === null);
    const found = about.find((one) => mismatch(one, result) === null) ?? about[0] ?? results[0];
    csms.check(`result for ${type} of ${variable}`, found, { ...subject, ...result });
    if (found) results.splice(results.indexOf(found), 1);
    return found ?? {};
  });
}

/** Sets monitors that must be accepted; gives their ids. */
export async function installsMonitors(
  { csms }: Pick<CaseTools, "csms">,
  ...wishes: readonly MonitorWish[]
): Promise<readonly number[]> {
  const accepted: Pattern = { status: "Accepted", id: present, statusInfo: NO_ERROR };
  const results = await setsMonitors(
    csms,
    wishes.map((wish) => ({ ...wish, result: accepted })),
  );
  return results.map(({ id }) => Number(id));
}

/** Sets one monitor that must be accepted; gives its id. */
export const installsMonitor = async (tools: Pick<CaseTools, "csms">, wish: MonitorWish): Promise<number> =>
  (await installsMonitors(tools, wish))[0] ?? 0;

/** Sets the monitoring level that the errata of 2025-02 name. */
export const setsLevel = ({ csms }: CaseTools): Promise<Payload> =>
  csms.ask("SetMonitoringLevel", { severity: LEVEL }, ACCEPTED);

/** Delta monitors on the availability of the station and of the EVSE. */
export const watchesAvailability = (tools: CaseTools): Promise<readonly number[]> =>
  installsMonitors(
    tools,
    ...[STATION_AVAILABILITY, evseAvailability(tools)].map((variable): MonitorWish => ({
      variable,
      type: "Delta",
      value: 1,
      severity: 8,
    })),
  );

/** Asks for a monitoring report, whose response must be so. */
export const asksForReport = (
  { csms }: Pick<CaseTools, "csms">,
  requestId: number,
  { criteria, variables }: { readonly criteria?: readonly string[]; readonly variables?: readonly Payload[] },
  response: Pattern,
): Promise<Payload> =>
  csms.ask(
    "GetMonitoringReport",
    {
      requestId,
      ...(criteria && { monitoringCriteria: criteria }),
      ...(variables && { componentVariable: variables }),
    },
    response,
  );

/** All parts of a monitoring report, of which the first has seqNo 0 and each further one the next. */
export async function expectsMonitoringReport(
  { csms }: Pick<CaseTools, "csms">,
  requestId: number,
): Promise<readonly MonitoringData[]> {
  const data: MonitoringData[] = [];
  for (let seqNo = 0, more = true; more; seqNo++) {
    const part = await csms.expects(
      "NotifyMonitoringReport",
      { requestId, seqNo, generatedAt: present },
      { within: Seconds(30) },
    );
    data.push(...((part["monitor"] ?? []) as readonly MonitoringData[]));
    more = part["tbc"] === true;
  }
  return data;
}

/** A report that must come; gives its monitors. */
export async function reports(
  tools: Pick<CaseTools, "csms">,
  requestId: number,
  what: Parameters<typeof asksForReport>[2] = {},
): Promise<readonly MonitoringData[]> {
  await asksForReport(tools, requestId, what, ACCEPTED);
  return expectsMonitoringReport(tools, requestId);
}

/** The report holds a monitor of that variable that is so. */
export function checkReports(
  { csms }: Pick<CaseTools, "csms">,
  data: readonly MonitoringData[],
  variable: string,
  monitor: Pattern,
): void {
  csms.check(
    "NotifyMonitoringReport",
    data,
    containing({ ...componentVariable(variable), variableMonitoring: containing(monitor) }),
  );
}

/** Every monitor of the report is of one of these types. */
export function checkTypes(data: readonly MonitoringData[], types: readonly string[]): void {
  const wrong = data
    .flatMap(({ variableMonitoring }) => variableMonitoring)
    .find(({ type }) => !types.includes(type));
  if (wrong) throw new ValidationFailed(`monitor ${wrong.id} of type ${wrong.type} is reported`);
}

/** Events of a NotifyEvent. */
export const eventsOf = (payload: Payload): readonly Payload[] =>
  (payload["eventData"] ?? []) as readonly Payload[];

/** The station tells an event of the monitor; it must be so, and its message the first of its kind. */
export async function expectsEvent(
  { csms }: Pick<CaseTools, "csms">,
  { id, variable, ...wanted }: { readonly id: number; readonly variable: string } & Pattern,
): Promise<Payload> {
  const isOf = (event: Payload): boolean => event["variableMonitoringId"] === id;
  const payload = await csms.expects("NotifyEvent", {}, { where: (one) => eventsOf(one).some(isOf) });
  csms.check("NotifyEvent", payload, { seqNo: 0, generatedAt: present });
  const event = eventsOf(payload).find(isOf) ?? {};
  csms.check(`event of monitor ${id}`, event, {
    ...componentVariable(variable),
    ...{ eventId: present, timestamp: present, variableMonitoringId: id },
    ...wanted,
  });
  return event;
}
