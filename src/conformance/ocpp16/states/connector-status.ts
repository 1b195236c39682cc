import type { Expectation } from "../../csms/hearing.js";
import type { StationCall } from "../../csms/inbox.js";
import type { TestCsms } from "../../csms/test-csms.js";
import { oneOf, type Pattern } from "../../expectations/pattern.js";
import type { Session16, Status } from "./session.js";

/** What a StatusNotification must say besides the status, and when it must come. */
export interface StatusExpectation extends Expectation {
  /** `NoError` unless told. */
  readonly errorCode?: string;
  readonly info?: string;
}

/** The connector tells that status (0: the station), one of them; nothing else before. */
export async function expectsStatusOf(
  csms: TestCsms,
  connectorId: number,
  status: Status | readonly Status[],
  { errorCode = "NoError", info, ...expectation }: StatusExpectation = {},
): Promise<StationCall> {
  const pattern: Pattern = {
    connectorId,
    status: typeof status === "string" ? status : oneOf(...status),
    errorCode,
    ...(info !== undefined && { info }),
  };
  return csms.expectsCall("StatusNotification", pattern, {
    ...expectation,
    where: (payload) => payload["connectorId"] === connectorId,
  });
}

/** The connector of the session tells that status, one of them; gives it. */
export async function expectsStatus(
  csms: TestCsms,
  session: Session16,
  status: Status | readonly Status[],
  expectation?: StatusExpectation,
): Promise<Status> {
  const { payload } = await expectsStatusOf(csms, session.connector.connectorId, status, expectation);
  session.status = payload["status"] as Status;
  return session.status;
}
