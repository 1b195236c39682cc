import { Seconds } from "../../../../kernel/index.js";
import { oneOf } from "../../../expectations/pattern.js";
import { LONGEST_BACK_OFF } from "../../../edition.js";
import { endpointSecurity } from "../../../pki/security.js";
import { ValidationFailed } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { installsCertificate, renewsCertificate } from "./preparations.js";
import { restarts } from "../restart.js";

const setsProfile = ({ csms }: CaseTools16, profile: number, status: unknown) =>
  csms.ask("ChangeConfiguration", { key: "SecurityProfile", value: String(profile) }, { status });

/** What the station must have before it can be secured better (A05.FR.02 to A05.FR.04). */
async function prepares(tools: CaseTools16): Promise<void> {
  if (tools.configured.securityProfile === 2) return void (await renewsCertificate(tools));
  const { certificate } = await tools.pki.root();
  await installsCertificate(tools, "CentralSystemRootCertificate", certificate.pem);
}

/** Once it has worked, the lower profile is never gone back to, however long the higher one is not there. */
async function staysUp({ csms, pki, configured }: CaseTools16, higher: 2 | 3): Promise<void> {
  const before = csms.connections;
  csms.secures(await endpointSecurity(pki, configured.securityProfile));
  csms.dropsConnection();
  await csms.waits(Seconds(configured.longOperationTimeout));
  if (csms.connections > before)
    throw new ValidationFailed("the station goes back to its former security profile");
  csms.secures(await endpointSecurity(pki, higher));
  // It may have come to wait longer and longer between its attempts.
  await csms.expectsNewConnection(before, Seconds(LONGEST_BACK_OFF));
}

export const PROFILE_CASES = [
  testCase16(
    "TC_083",
    "Upgrade security profile",
    { Security: "SeveralSecurityProfiles and (SP-1 or SP-2)" },
    async (tools) => {
      const { csms, keys, pki, configured } = tools;
      const higher = configured.securityProfile === 1 ? 2 : 3;
      await prepares(tools);
      const before = csms.connections;
      csms.secures(await endpointSecurity(pki, higher));
      const { status } = await setsProfile(tools, higher, oneOf("Accepted", "RebootRequired"));
      if (status === "RebootRequired") await restarts(tools);
      // A05.FR.06, A05.FR.07
      else await csms.expectsNewConnection(before, Seconds(configured.longOperationTimeout));
      if (csms.handshake.hello === null) throw new ValidationFailed("the station does not connect by TLS");
      csms.check("SecurityProfile", await keys.get("SecurityProfile"), String(higher));
      if (higher === 2) await staysUp(tools, higher);
    },
  ),

  testCase16(
    "TC_084",
    "Downgrade security profile - Rejected",
    { Security: "SeveralSecurityProfiles and (SP-2 or SP-3)" },
    async (tools) => {
      const { csms, configured } = tools;
      const before = csms.connections;
      await setsProfile(tools, configured.securityProfile - 1, "Rejected");
      await csms.waits(Seconds(configured.quietTime));
      if (csms.connections > before || !csms.connected)
        throw new ValidationFailed(
          "the station connects anew, though it has rejected the change (A05.FR.01)",
        );
    },
  ),
];
