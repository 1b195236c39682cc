import { Milliseconds, Seconds } from "../../../kernel/index.js";
import { describe, weakness } from "../../../pki/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { checkOffer } from "../../expectations/tls-offer.js";
import { endpointSecurity } from "../../pki/security.js";
import type { ServerCertificate } from "../../pki/test-pki.js";
import { ValidationFailed } from "../../verdict.js";
import { onlyActiveSlot } from "../connection-profiles.js";
import { reconnectsSoon } from "../preparations.js";

/** The station restarts and connects; gives its offer. */
async function bootsOverTls({ csms, state }: CaseTools): Promise<void> {
  await state.booting();
  await state.boots();
  checkOffer(csms.handshake.hello);
}

const activeProfile = ({ configured }: CaseTools): 2 | 3 => (configured.securityProfile === 3 ? 3 : 2);

/** How long the station takes to come back after the connection is lost, in milliseconds. */
async function timeToReconnect({ csms }: CaseTools): Promise<number> {
  const before = csms.connections;
  const lostAt = csms.now();
  csms.dropsConnection();
  await csms.expectsNewConnection(before);
  return csms.now() - lostAt;
}

/** Certificates of a CSMS that a station must refuse (errata 2025-02). */
const INVALID: readonly ServerCertificate[] = ["expired", "future", "bySecondRoot", "wrongName", "wildcard"];

export const TLS_CASES = [
  testCase(
    "TC_A_04_CS",
    "TLS - server-side certificate - Valid certificate",
    { Core: "SP-2 or SP-3" },
    bootsOverTls,
  ),

  testCase(
    "TC_A_05_CS",
    "TLS - server-side certificate - Invalid certificate",
    { Core: "SP-2 or SP-3" },
    async (tools) => {
      const { csms, variables, pki } = tools;
      await variables.set("OCPPCommCtrlr.NetworkProfileConnectionAttempts", 3);
      await onlyActiveSlot(tools);
      await variables.setIfImplemented("SecurityCtrlr.AllowCSMSTLSWildcards", false);
      await reconnectsSoon(tools);
      const usual = Milliseconds(Math.max(await timeToReconnect(tools), 500));

      for (const invalid of INVALID) {
        csms.secures(await endpointSecurity(pki, activeProfile(tools), invalid));
        const before = csms.connections;
        const attempts = csms.attemptsAt("first");
        csms.dropsConnection();
        await csms.until(() => csms.attemptsAt("first") > attempts, "the station does not try to reconnect");
        await csms.waits(Milliseconds(usual * 2));
        if (csms.connections > before)
          throw new ValidationFailed(`the station accepts a certificate that is ${invalid}`);
        csms.secures(await endpointSecurity(pki, activeProfile(tools)));
        await csms.expectsNewConnection(before, Seconds(tools.configured.longOperationTimeout));
        await csms.expects("SecurityEventNotification", { type: "InvalidCsmsCertificate" });
      }
    },
  ),

  testCase(
    "TC_A_06_CS",
    "TLS - server-side certificate - TLS version too low",
    { Core: "SP-2 or SP-3" },
    async (tools) => {
      const { csms, variables, pki, state } = tools;
      await variables.set("OCPPCommCtrlr.NetworkProfileConnectionAttempts", 1);
      await reconnectsSoon(tools);
      const good = await endpointSecurity(pki, activeProfile(tools));
      csms.secures({ ...good, only: "TLSv1.1" });
      const [before, attempts] = [csms.connections, csms.attemptsAt("first")];
      await state.booting();
      await csms.until(
        () => csms.attemptsAt("first") > attempts,
        "the station does not try to connect",
        Seconds(tools.configured.bootPatience),
      );
      await csms.passesAMoment();
      if (csms.connections > before) throw new ValidationFailed("the station connects by TLS 1.1");
      csms.secures(good);
      await state.boots();
      await csms.mayExpect("SecurityEventNotification", { type: "InvalidTLSVersion" });
    },
  ),

  testCase(
    "TC_A_07_CS",
    "TLS - Client-side certificate - valid certificate",
    { AdvancedSecurity: "SP-3" },
    async (tools) => {
      await bootsOverTls(tools);
      const { certificate } = tools.csms.handshake;
      if (!certificate) throw new ValidationFailed("the station shows no certificate");
      const weak = weakness(certificate.publicKey);
      if (weak !== null) throw new ValidationFailed(`the station's certificate: ${weak}`);
      if (certificate.serialNumber === "") throw new ValidationFailed("the certificate has no serial number");
      if (!certificate.subject.commonNames.includes(tools.identity))
        throw new ValidationFailed(`${describe(certificate)} does not name the station`);
    },
  ),
];
