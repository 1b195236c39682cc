import { Seconds } from "../../../kernel/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import type { IdToken } from "../../pics/pics.js";
import { inGroup, staysSilent, usesLocalList } from "./preparations.js";

const MANDATORY = { LocalAuthListManagement: "M" } as const;
const LOCAL = { LocalAuthListManagement: "C-30 or C-31 or C-32 or C-34" };

/** A token is listed as not accepted, so the station asks the CSMS, and that says the same (C14.FR.03). */
async function asksInVain(
  tools: CaseTools,
  idToken: IdToken,
  status: string,
  pluggedFirst: boolean,
): Promise<void> {
  const { memory, state } = tools;
  await asksAboutListed(tools);
  await memory.idTokenLocalAuthList(idToken, { status });
  if (pluggedFirst && !tools.has("AQ-2")) await state.evConnectedPreSession();
  await state.authorized(undefined, { idToken, idTokenInfo: { status } });
  await staysSilent(tools);
}

/** The station asks the CSMS about listed tokens that are not accepted, those of a remote start too. */
async function asksAboutListed(tools: CaseTools): Promise<void> {
  const { variables, configured } = tools;
  await usesLocalList(tools);
  await variables.setIfImplemented("LocalAuthListCtrlr.DisablePostAuthorize", false);
  if (configured.start === "remote") await variables.set("AuthCtrlr.AuthorizeRemoteStart", true);
}

/** The valid token of the group charges; the other token of the list is what it is. */
async function chargesInGroup(tools: CaseTools, other: IdToken, status: string): Promise<void> {
  const { memory, state, configured } = tools;
  await asksAboutListed(tools);
  await memory.localAuthList([configured.validIdToken, inGroup(tools)], [other, inGroup(tools, status)]);
  if (!tools.has("AQ-2")) await state.evConnectedPreSession();
  await state.authorized("local", { asks: "no", eventIdTokenInfo: inGroup(tools) });
  await state.energyTransferStarted();
}

export const LOCAL_LIST_CASES = [
  testCase(
    "TC_C_27_CS",
    "Online authorization through local authorization list - Accepted",
    MANDATORY,
    async (tools) => {
      const { memory, state } = tools;
      await usesLocalList(tools);
      await memory.idTokenLocalAuthList();
      await state.authorized(undefined, { asks: "no" });
      await state.evConnectedPreSession();
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_C_28_CS",
    "Online authorization through local authorization list - Invalid & Not Accepted",
    MANDATORY,
    (tools) => asksInVain(tools, tools.configured.invalidIdToken, "Invalid", false),
  ),

  testCase(
    "TC_C_29_CS",
    "Online authorization through local authorization list - Restricted",
    MANDATORY,
    (tools) => asksInVain(tools, tools.configured.blockedIdToken, "Blocked", true),
  ),

  testCase(
    "TC_C_30_CS",
    "Online authorization through local authorization list - Expired",
    MANDATORY,
    (tools) => asksInVain(tools, tools.configured.expiredIdToken, "Expired", true),
  ),

  testCase(
    "TC_C_31_CS",
    "Online authorization through local authorization list - Invalid & Accepted",
    MANDATORY,
    async (tools) => {
      const { memory, state, configured } = tools;
      const { invalidIdToken } = configured;
      await asksAboutListed(tools);
      await memory.idTokenLocalAuthList(invalidIdToken, { status: "Invalid" });
      await state.authorized(undefined, { idToken: invalidIdToken });
      await state.evConnectedPreSession();
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_C_40_CS",
    "Authorization by GroupId - Success with Local Authorization List",
    LOCAL,
    async (tools) => {
      const { state, configured } = tools;
      await chargesInGroup(tools, configured.secondIdToken, "Accepted");
      await state.stopAuthorized("local", { idToken: configured.secondIdToken });
      await state.evConnectedPostSession();
      await state.evDisconnected();
      await state.parkingBayUnoccupied();
    },
  ),

  testCase(
    "TC_C_43_CS",
    "Authorization by GroupId - Invalid status with Local Authorization List",
    LOCAL,
    async (tools) => {
      const { csms, tester, configured, place } = tools;
      const { invalidIdToken } = configured;
      await chargesInGroup(tools, invalidIdToken, "Invalid");
      csms.answers.always("Authorize", { idTokenInfo: inGroup(tools, "Invalid") });
      await tester.presentToken(invalidIdToken, place.evseId);
      await csms.expects("Authorize", { idToken: { ...invalidIdToken } });
      await staysSilent(tools);
    },
  ),

  testCase(
    "TC_C_58_CS",
    "Online authorization through local authorization list - LocalAuthListDisablePostAuthorize",
    { LocalAuthListManagement: "LA-3" },
    async (tools) => {
      const { csms, memory, state, tester, variables, configured, place } = tools;
      const { invalidIdToken, quietTime } = configured;
      await asksAboutListed(tools);
      await variables.set("LocalAuthListCtrlr.DisablePostAuthorize", true);
      await memory.idTokenLocalAuthList(invalidIdToken, { status: "Invalid" });
      // With the cable plugged it shows whether the authorization is refused, whatever the TxStartPoint.
      if (!tools.has("AQ-2")) await state.evConnectedPreSession();
      if (configured.start === "remote") {
        await csms.request("RequestStartTransaction", {
          idToken: { ...invalidIdToken },
          remoteStartId: 58,
          evseId: place.evseId,
        });
      } else {
        await tester.presentToken(invalidIdToken, place.evseId);
      }
      await csms.expectsNone("Authorize", Seconds(quietTime));
      await staysSilent(tools);
    },
  ),
];
