import { Seconds } from "../../../kernel/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { endpointSecurity } from "../../pki/security.js";
import type { ServerCertificate } from "../../pki/test-pki.js";
import { ValidationFailed } from "../../verdict.js";
import { connectionData, resets, setsPriority, setsProfile, slots } from "../connection-profiles.js";
import { describes } from "../../expectations/hash-data.js";
import { installed } from "../m-certificate-management/installed.js";
import { reconnectsSoon } from "../preparations.js";

/** No station has so many slots. */
const NO_SLOT = 999;

/** A second CSMS is opened, set up in the slot that is not in use, and put first; then the station is reset. */
async function migrates(tools: CaseTools, certificate: ServerCertificate = "valid"): Promise<void> {
  const { csms, configured, pki } = tools;
  const { securityProfile } = configured;
  const { active, other } = await slots(tools);
  const url = await csms.opensSecondEndpoint(await endpointSecurity(pki, securityProfile, certificate));
  await setsProfile(tools, other, url, securityProfile);
  await setsPriority(tools, [other, active]);
}

/** The station boots at that CSMS. */
async function bootsAt({ csms, state }: CaseTools, which: "first" | "second"): Promise<void> {
  await state.boots();
  if (csms.connectedToSecond !== (which === "second"))
    throw new ValidationFailed(`the station did not connect to the ${which} CSMS`);
}

/** The station tries the second CSMS so often, and then goes back to the first. */
async function triesSecond({ csms, configured }: CaseTools, times: number): Promise<void> {
  await csms.until(
    () => csms.attemptsAt("second") >= times,
    `the station does not try the second CSMS ${times} times`,
    Seconds(configured.longOperationTimeout),
  );
}

export const NETWORK_PROFILE_CASES = [
  testCase("TC_B_43_CS", "Set new NetworkConnectionProfile - Rejected", { Core: "M" }, async (tools) => {
    await tools.csms.ask(
      "SetNetworkProfile",
      {
        configurationSlot: NO_SLOT,
        connectionData: connectionData(tools, tools.csms.url, tools.configured.securityProfile),
      },
      { status: "Rejected" },
    );
  }),

  testCase(
    "TC_B_45_CS",
    "Migrate to new ConnectionProfile - Success - Same CSMS Root",
    { Core: "M" },
    async (tools) => {
      await migrates(tools);
      await resets(tools);
      await bootsAt(tools, "second");
    },
  ),

  testCase(
    "TC_B_46_CS",
    "Migrate to new ConnectionProfile - Fallback mechanism - Same CSMS Root",
    { Core: "M" },
    async (tools) => {
      const { csms, variables } = tools;
      await variables.set("OCPPCommCtrlr.NetworkProfileConnectionAttempts", 2);
      await reconnectsSoon(tools);
      await migrates(tools);
      csms.acceptsAt({ first: true, second: false });
      await resets(tools);
      await triesSecond(tools, 2);
      await bootsAt(tools, "first");
      if (csms.attemptsAt("second") !== 2)
        throw new ValidationFailed(
          `the station tried the second CSMS ${csms.attemptsAt("second")} times, not twice`,
        );
    },
  ),

  testCase(
    "TC_B_47_CS",
    "Migrate to new ConnectionProfile - Fallback after NetworkProfileConnectionAttempts per NetworkConfigurationPriority failed - New CSMS Root - New CSMS",
    { Core: "AS-2 and C-47 and (SP-2 or SP-3)" },
    async (tools) => {
      const { memory, pki, variables } = tools;
      await variables.set("OCPPCommCtrlr.NetworkProfileConnectionAttempts", 1);
      await memory.certificateInstalled("CSMSRootCertificate", (await pki.successor()).certificate.pem);
      await reconnectsSoon(tools);
      await migrates(tools);
      await resets(tools);
      await triesSecond(tools, 1);
      await bootsAt(tools, "first");
      const { certificate: old } = await pki.root();
      const entries = await installed(tools, "CSMSRootCertificate");
      if (!entries.some(({ certificateHashData }) => describes(certificateHashData, old)))
        throw new ValidationFailed("the old CSMS root is not installed any more");
    },
  ),

  testCase(
    "TC_B_49_CS",
    "Migrate to new ConnectionProfile - Fallback after NetworkProfileConnectionAttempts per NetworkConfigurationPriority failed - Same CSMS Root",
    { Core: "C-47" },
    async (tools) => {
      const { csms, configured, variables } = tools;
      await variables.set("OCPPCommCtrlr.NetworkProfileConnectionAttempts", 1);
      await variables.set("OCPPCommCtrlr.RetryBackOffRepeatTimes", 0);
      await variables.set("OCPPCommCtrlr.RetryBackOffRandomRange", 0);
      await variables.set("OCPPCommCtrlr.RetryBackOffWaitMinimum", configured.retryBackOffWaitMinimum);
      await migrates(tools);
      csms.acceptsAt({ first: false, second: false });
      const attempts = csms.attemptsAt("first");
      await resets(tools);
      await triesSecond(tools, 1);
      await csms.until(
        () => csms.attemptsAt("first") > attempts,
        "the station does not go back to the first CSMS",
        Seconds(configured.longOperationTimeout),
      );
      const refusedAt = csms.now();
      csms.acceptsAt({ first: true, second: false });
      await bootsAt(tools, "first");
      const waited = csms.now() - refusedAt;
      if (waited < configured.retryBackOffWaitMinimum * 900)
        throw new ValidationFailed(`the station waited only ${waited} ms before it reconnected`);
    },
  ),

  testCase(
    "TC_B_50_CS",
    "Migrate to new ConnectionProfile - Success - New CSMS Root - New CSMS",
    { Core: "M" },
    async (tools) => {
      const { memory, pki, has } = tools;
      const root = has("AS-2") ? await pki.successor() : await pki.secondRoot();
      await memory.certificateInstalled("CSMSRootCertificate", root.certificate.pem);
      await migrates(tools, has("AS-2") ? "bySuccessor" : "bySecondRoot");
      await resets(tools);
      await bootsAt(tools, "second");
    },
  ),
];
