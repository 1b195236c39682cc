import { Seconds } from "../../../../kernel/index.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";

/** Seconds of MinimumStatusDuration, in the case about it. */
const MINIMUM_STATUS_DURATION = 10;

export const BASIC_ACTION_CASES = [
  testCase16("TC_023", "Start Charging Session - Authorize invalid", { Core: "M" }, async (tools) => {
    const { csms, tester, keys, state, place, idTags, connectorId, configured, has } = tools;
    await keys.setIfImplemented("MinimumStatusDuration", MINIMUM_STATUS_DURATION);
    await keys.set("LocalPreAuthorize", true);
    if (has("C-07")) {
      // Other editions of the case present the idTag first: that alone is no change of status.
      await state.presents(idTags.invalid);
      await csms.expects("Authorize", { idTag: idTags.invalid });
      await csms.expectsNone("StatusNotification", Seconds(configured.quietTime));
    }
    await tester.plugIn(place);
    await state.expectsStatus("Preparing", {
      within: Seconds(MINIMUM_STATUS_DURATION + configured.patience),
    });
    if (has("C-07")) {
      await state.presents(idTags.invalid);
    } else {
      await keys.set("AuthorizeRemoteTxRequests", true);
      const request = { connectorId, idTag: idTags.invalid };
      await csms.ask("RemoteStartTransaction", request, { status: "Accepted" });
    }
    await csms.expects("Authorize", { idTag: idTags.invalid });
    await csms.expectsNone("StartTransaction", Seconds(configured.quietTime));
  }),

  testCase16(
    "TC_024",
    "Start Charging Session - Lock Failure",
    { Core: "LockFailure and NOT FixedCable" },
    async ({ csms, tester, state, place, configured }) => {
      await state.startedRemotely();
      await tester.plugInHalfway(place);
      await state.expectsStatus("Faulted", { errorCode: "ConnectorLockFailure" });
      await csms.expectsNone("StartTransaction", Seconds(configured.quietTime));
    },
  ),

  // In OCA's document, but not in the list of what is certified; a laboratory may run it all the same.
  testCase16("TC_041", "No charging at a faulted connector", { Core: "M" }, async (tools) => {
    const { csms, tester, state, place, connectorId, idTags, configured, has } = tools;
    await state.connectorFaulted();
    await tester.plugIn(place);
    if (has("C-07")) {
      await state.presents(idTags.valid);
      await csms.mayExpect("Authorize", { idTag: idTags.valid });
    } else {
      const request = { connectorId, idTag: idTags.valid };
      await csms.ask("RemoteStartTransaction", request, { status: "Rejected" });
    }
    await csms.expectsNone(
      "StartTransaction",
      Seconds(configured.transactionDuration + configured.quietTime),
    );
  }),

  testCase16(
    "TC_043_1",
    "Send Local Authorization List - NotSupported",
    { Core: "NOT LocalAuthListManagement" },
    async (tools) => {
      const entry = { idTag: tools.idTags.valid, idTagInfo: { status: "Accepted" } };
      const list = { listVersion: 1, updateType: "Full", localAuthorizationList: [entry] };
      await isNotSupported(tools, "SendLocalList", list, { status: "NotSupported" });
    },
  ),

  testCase16(
    "TC_042_1",
    "Get Local List Version (not supported)",
    { Core: "NOT LocalAuthListManagement or LocalListCanBeDisabled" },
    async (tools) => {
      if (tools.has("LocalAuthListManagement")) await tools.keys.set("LocalAuthListEnabled", false);
      await isNotSupported(tools, "GetLocalListVersion", {}, { listVersion: -1 });
    },
  ),
];

/** The request is answered so, or by the CALLERROR that says the same. */
async function isNotSupported(
  { csms }: CaseTools16,
  action: string,
  request: object,
  response: Readonly<Record<string, unknown>>,
): Promise<void> {
  const outcome = await csms.asksFor(action, { ...request });
  if (outcome.kind === "error") csms.check(`CALLERROR to ${action}`, outcome, { code: "NotSupported" });
  else csms.check(`${action}Response`, outcome.payload, response);
}
