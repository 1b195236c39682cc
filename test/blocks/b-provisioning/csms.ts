import { CallFailed, type RequestHandlers, type Reply } from "../../../src/csms-link/index.js";
import type { CallFailure } from "../../../src/csms-link/index.js";
import type { NotifyReportRequest, ReportData } from "../../../src/blocks/b-provisioning/ocpp2-messages.js";

/** A link that records what the station sends and can be told to fail. */
export function recordingLink() {
  const sent: { action: string; payload: NotifyReportRequest; instructed: boolean | undefined }[] = [];
  let failures: (CallFailure | null)[] = [];
  return {
    sent,
    /** The failures of the next calls, in order; `null` is a response. */
    failNext: (...next: (CallFailure | null)[]) => void (failures = next),
    call: async <Response extends object>(
      action: string,
      payload: object,
      options?: { instructed?: boolean },
    ) => {
      sent.push({ action, payload: payload as NotifyReportRequest, instructed: options?.instructed });
      await Promise.resolve();
      const failure = failures.shift();
      if (failure) throw new CallFailed(action, failure);
      return {} as Response;
    },
  };
}

/** Asks a handler as the link does. */
export async function ask(
  handlers: RequestHandlers,
  action: string,
  request: object,
): Promise<Reply<object>> {
  const handler = handlers[action];
  if (!handler) throw new Error(`${action} is not served`);
  return handler(request as never);
}

/** Asks, and acts as if the response were on the wire; gives the response. @throws Error for a CALLERROR */
export async function respond<Response extends object>(
  handlers: RequestHandlers,
  action: string,
  request: object,
): Promise<Response> {
  const reply = await ask(handlers, action, request);
  if ("error" in reply) throw new Error(`${action}: ${reply.error}`);
  reply.afterwards?.();
  await settled();
  return reply.response as Response;
}

/** Lets everything that waits for nothing but promises run. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The path of a reported variable. */
export function pathOf({ component, variable }: Pick<ReportData, "component" | "variable">): string {
  const { evse } = component;
  const place = evse ? `@${evse.id}${evse.connectorId === undefined ? "" : `.${evse.connectorId}`}` : "";
  return `${component.name}${place}.${variable.name}${variable.instance ? `[${variable.instance}]` : ""}`;
}
