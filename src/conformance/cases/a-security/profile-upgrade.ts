import { Seconds } from "../../../kernel/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { oneOf } from "../../expectations/pattern.js";
import { endpointSecurity } from "../../pki/security.js";
import { ValidationFailed } from "../../verdict.js";
import { onlyActiveSlot, resets, setsPriority, setsProfile, slots } from "../connection-profiles.js";
import { reconnectsSoon } from "../preparations.js";

/** The station's URL by TLS, at the same port. */
const secured = (url: string): string => url.replace(/^ws:/, "wss:");

/** Every CSMS root of the station is deleted. */
async function deletesCsmsRoots({ csms }: CaseTools): Promise<void> {
  const { certificateHashDataChain } = await csms.request("GetInstalledCertificateIds", {
    certificateType: ["CSMSRootCertificate"],
  });
  for (const { certificateHashData } of (certificateHashDataChain ?? []) as readonly {
    readonly certificateHashData: object;
  }[]) {
    await csms.ask(
      "DeleteCertificate",
      { certificateHashData: { ...certificateHashData } },
      { status: "Accepted" },
    );
  }
}

export const PROFILE_CASES = [
  testCase(
    "TC_A_19_CS",
    "Upgrade Charging Station Security Profile - Accepted",
    { Core: "SP-1 or SP-2" },
    async (tools) => {
      const { csms, configured, memory, pki, state, variables } = tools;
      const higher = configured.securityProfile === 1 ? 2 : 3;
      await reconnectsSoon(tools);
      if (higher === 2)
        await memory.certificateInstalled("CSMSRootCertificate", (await pki.root()).certificate.pem);
      else await memory.renewChargingStationCertificate((csr) => pki.signs(csr));

      const { active, other } = await slots(tools);
      await setsProfile(tools, other, secured(csms.url), higher);
      await setsPriority(tools, [other, active]);
      const upgraded = await endpointSecurity(pki, higher);
      await resets(tools);
      csms.secures(upgraded);
      await state.boots();
      if (csms.handshake.hello === null) throw new ValidationFailed("the station does not connect by TLS");
      csms.check("SecurityProfile", await variables.get("SecurityCtrlr.SecurityProfile"), String(higher));
      const priority = (await variables.get("OCPPCommCtrlr.NetworkConfigurationPriority")) ?? "";
      if (priority.split(",").includes(String(active)))
        throw new ValidationFailed(`NetworkConfigurationPriority is ${priority}, with the less secure slot`);

      if (higher !== 2) return;
      const before = csms.connections;
      csms.secures(await endpointSecurity(pki, 1));
      csms.dropsConnection();
      await csms.waits(Seconds(configured.longOperationTimeout));
      if (csms.connections > before)
        throw new ValidationFailed("the station goes back to security profile 1");
      csms.secures(upgraded);
      await csms.expectsNewConnection(before, Seconds(configured.longOperationTimeout));
      csms.disregards("SecurityEventNotification");
    },
  ),

  testCase(
    "TC_A_20_CS",
    "Upgrade Charging Station Security Profile - No valid CSMSRootCertificate installed",
    { Core: "AQ-1 and C-61 and SP-1" },
    async (tools) => {
      const { csms, pki } = tools;
      const { active, other } = await onlyActiveSlot(tools);
      await deletesCsmsRoots(tools);
      const url = await csms.opensSecondEndpoint(await endpointSecurity(pki, 2));
      await setsProfile(tools, other, url, 2, oneOf("Accepted", "Rejected"));
      await setsPriority(tools, [other, active], "Rejected");
    },
  ),

  testCase(
    "TC_A_21_CS",
    "Upgrade Charging Station Security Profile - No valid ChargingStationCertificate installed",
    { AdvancedSecurity: "AQ-3 and NOT SP-3" },
    async (tools) => {
      const { csms, pki } = tools;
      const { active, other } = await slots(tools);
      const url = await csms.opensSecondEndpoint(await endpointSecurity(pki, 3));
      await setsProfile(tools, other, url, 3);
      await setsPriority(tools, [other, active], "Rejected");
    },
  ),

  testCase(
    "TC_A_22_CS",
    "Upgrade Charging Station Security Profile - Downgrade security profile - Rejected",
    { Core: "SP-2 or SP-3" },
    async (tools) => {
      const { csms, pki } = tools;
      const { other } = await slots(tools);
      const url = await csms.opensSecondEndpoint(await endpointSecurity(pki, 1));
      await setsProfile(tools, other, url, 1, "Rejected");
    },
  ),
];
