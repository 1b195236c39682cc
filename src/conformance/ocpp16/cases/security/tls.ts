import { describe, weakness } from "../../../../pki/index.js";
import { checkOffer } from "../../../expectations/tls-offer.js";
import { ValidationFailed } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { serialNumberOf } from "./preparations.js";
import { restarts } from "../restart.js";

/** The station restarts, begins TLS as it must, and says who it is in the way of its profile, and in no other. */
async function restartsOverTls(tools: CaseTools16): Promise<void> {
  const { csms, configured } = tools;
  await restarts(tools);
  checkOffer(csms.handshake.hello);
  if ((csms.handshake.authorization !== undefined) !== (configured.securityProfile === 2))
    throw new ValidationFailed("only in security profile 2 the handshake has an Authorization header");
}

export const TLS_CASES = [
  testCase16(
    "TC_086",
    "TLS - server-side certificate - Valid certificate",
    { Security: "SP-2 or SP-3" },
    restartsOverTls,
  ),

  testCase16(
    "TC_087",
    "TLS - Client-side certificate - valid certificate",
    { Security: "SP-3" },
    async (tools) => {
      await restartsOverTls(tools);
      const { certificate } = tools.csms.handshake;
      if (!certificate) throw new ValidationFailed("the station shows no certificate");
      const weak = weakness(certificate.publicKey);
      if (weak !== null) throw new ValidationFailed(`the station's certificate: ${weak}`);
      if (certificate.serialNumber === "") throw new ValidationFailed("the certificate has no serial number");
      const serialNumber = await serialNumberOf(tools);
      if (!certificate.subject.commonNames.includes(serialNumber))
        throw new ValidationFailed(
          `${describe(certificate)} does not name the station ${serialNumber} (A00.FR.511)`,
        );
    },
  ),
];
