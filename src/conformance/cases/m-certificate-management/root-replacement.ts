import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { endpointSecurity } from "../../pki/security.js";
import { ValidationFailed } from "../../verdict.js";
import { resets } from "../connection-profiles.js";
import { reconnectsSoon } from "../preparations.js";
import { describes, hashDataOf } from "../../expectations/hash-data.js";
import { installed } from "./installed.js";

const activeProfile = ({ configured }: CaseTools): 2 | 3 => (configured.securityProfile === 3 ? 3 : 2);

const installsSuccessor = async ({ memory, pki }: CaseTools): Promise<void> =>
  memory.certificateInstalled("CSMSRootCertificate", (await pki.successor()).certificate.pem);

export const ROOT_REPLACEMENT_CASES = [
  testCase(
    "TC_M_30_CS",
    "Install CA certificate - AdditionalRootCertificateCheck - Reconnect using new CSMS Root - Success",
    { Core: "AS-2 and (SP-2 or SP-3)" },
    async (tools) => {
      const { csms, configured, memory, pki, state } = tools;
      await installsSuccessor(tools);
      // The CSMS shows a certificate by the new root from the next connection on.
      csms.secures(await endpointSecurity(pki, activeProfile(tools), "bySuccessor"));
      if (configured.securityProfile === 3) {
        const before = csms.connections;
        const by = await pki.successor();
        await memory.renewChargingStationCertificate((csr) => pki.signs(csr, { by }));
        await csms.expectsNewConnection(before);
      }
      await resets(tools);
      await state.boots();
      const { certificate: old } = await pki.root();
      const entries = await installed(tools, "CSMSRootCertificate");
      if (entries.some(({ certificateHashData }) => describes(certificateHashData, old)))
        throw new ValidationFailed("the old CSMS root is still installed");
    },
  ),

  testCase(
    "TC_M_31_CS",
    "Install CA certificate - AdditionalRootCertificateCheck - Reconnect using new CSMS Root - Fallback mechanism",
    { Core: "AS-2 and (SP-2 or SP-3)" },
    async (tools) => {
      const { pki, state } = tools;
      await reconnectsSoon(tools);
      await installsSuccessor(tools);
      await resets(tools);
      // The CSMS still shows a certificate by the old root.
      await state.boots();
      await state.getInstalledCertificates("CSMSRootCertificate", hashDataOf((await pki.root()).certificate));
    },
  ),
];
