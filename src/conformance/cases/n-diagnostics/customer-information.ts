import { certificateHashData, type CertificateHashData } from "../../../pki/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { ValidationFailed } from "../../verdict.js";
import { installed } from "../m-certificate-management/hash-data.js";

const STORES_TOKENS = "(C-30 or C-31 or C-34) and (LocalAuthListManagement or C-49)";
const CUSTOMER_IDENTIFIER = "CUSTOMER-0001";

/** Of ISO15118Ctrlr; the errata have the values of SeccId and CountryName the wrong way round. */
const CONTRACT_VARIABLES = {
  CentralContractValidationAllowed: false,
  V2GCertificateInstallationEnabled: true,
  ContractCertificateInstallationEnabled: true,
  PnCEnabled: true,
  CountryName: "NL",
  OrganizationName: "OCA",
} as const;

interface Inquiry {
  readonly report: boolean;
  readonly clear: boolean;
  /** Whom it is about. */
  readonly about: Payload;
}

/** CustomerInformation that the station accepts; gives the data of all parts of its report. */
async function inquires({ csms }: CaseTools, { report, clear, about }: Inquiry): Promise<string> {
  const requestId = 1 + csms.calls.length;
  await csms.ask("CustomerInformation", { requestId, report, clear, ...about }, { status: "Accepted" });
  let data = "";
  for (let seqNo = 0, more = true; more; seqNo++) {
    const part: Payload = await csms.expects("NotifyCustomerInformation", { requestId, seqNo });
    data += String(part["data"]);
    more = part["tbc"] === true;
  }
  return data;
}

const validToken = ({ configured }: CaseTools): Payload => ({ idToken: { ...configured.validIdToken } });

/** The token has charged here, and is known where the station remembers tokens. */
async function hasCharged({ variables, memory, state, has }: CaseTools): Promise<void> {
  await variables.setIfImplemented("LocalAuthListCtrlr.Enabled", true);
  await variables.setIfImplemented("AuthCtrlr.LocalPreAuthorize", true);
  await variables.setIfImplemented("AuthCacheCtrlr.Enabled", true);
  if (has("C-49")) await memory.idTokenCached();
  if (has("LocalAuthListManagement")) await memory.idTokenLocalAuthList();
  await state.authorized("local", { asks: "maybe" });
  await state.energyTransferStarted();
  await state.parkingBayUnoccupied();
}

/** An EV has charged here by its contract (Plug & Charge); gives the hash data of that. */
async function hasChargedByContract(tools: CaseTools): Promise<CertificateHashData> {
  const { csms, configured, variables, memory, pki, state, tester, place } = tools;
  await variables.setIfImplemented("AuthCtrlr.Enabled", true);
  await variables.setIfImplemented("AuthCtrlr.DisableRemoteAuthorization", false);
  for (const [variable, value] of Object.entries({ ...CONTRACT_VARIABLES, SeccId: configured.seccId }))
    await variables.setIfImplemented(`ISO15118Ctrlr.${variable}`, value);
  // The station is to validate the contract itself, for which it needs the root.
  await memory.certificateInstalled("MORootCertificate", (await pki.moRoot()).certificate.pem);
  if ((await installed(tools, "V2GCertificateChain")).length === 0)
    await memory.renewV2GChargingStationCertificate((csr) => pki.signsV2g(csr));
  await state.evConnectedPreSession();
  await state.authorized15118("PnC");
  await state.authorizationTold();
  await state.energyTransferStarted();
  await tester.stopV2gSession(place.evseId);
  // How the transaction ends is no part of the case.
  csms.disregards("TransactionEvent");
  const [contract, issuer] = await pki.contractChain();
  if (!contract || !issuer) throw new RangeError("the EV's contract has no chain");
  return certificateHashData(contract, issuer);
}

function mustBeEmpty(data: string, what: string): void {
  if (data !== "" && !/\bno\b/i.test(data))
    throw new ValidationFailed(`${what}: the report must say that there is no data, but is "${data}"`);
}

function mustNotBeEmpty(data: string): void {
  if (data === "") throw new ValidationFailed("the report about a known customer is empty");
}

export const CUSTOMER_INFORMATION_CASES = [
  testCase(
    "TC_N_27_CS",
    "Get Customer Information - Accepted + data",
    { Core: STORES_TOKENS },
    async (tools) => {
      await hasCharged(tools);
      mustNotBeEmpty(await inquires(tools, { report: true, clear: false, about: validToken(tools) }));
    },
  ),

  testCase(
    "TC_N_28_CS",
    "Get Customer Information - Accepted + no data",
    { Core: STORES_TOKENS },
    async (tools) => {
      const about = validToken(tools);
      await inquires(tools, { report: false, clear: true, about });
      mustBeEmpty(await inquires(tools, { report: true, clear: false, about }), "after all was cleared");
    },
  ),

  testCase(
    "TC_N_30_CS",
    "Clear Customer Information - Clear and report + data",
    { Core: STORES_TOKENS },
    async (tools) => {
      const about = validToken(tools);
      await hasCharged(tools);
      mustNotBeEmpty(await inquires(tools, { report: true, clear: true, about }));
      // What a Local Authorization List holds is not cleared (N10.FR.02).
      const left = await inquires(tools, { report: true, clear: false, about });
      if (!tools.has("LocalAuthListManagement")) mustBeEmpty(left, "after it was cleared");
    },
  ),

  testCase(
    "TC_N_31_CS",
    "Clear Customer Information - Clear and report + no data",
    { Core: STORES_TOKENS },
    async (tools) => {
      const data = await inquires(tools, { report: true, clear: true, about: validToken(tools) });
      mustBeEmpty(data, "about an unknown customer");
    },
  ),

  testCase("TC_N_32_CS", "Clear Customer Information - Clear and no report", { Core: "M" }, async (tools) => {
    mustNotBeEmpty(await inquires(tools, { report: false, clear: true, about: validToken(tools) }));
  }),

  testCase(
    "TC_N_62_CS",
    "Clear Customer Information - Clear and report - customerIdentifier",
    { Core: "C-14" },
    async (tools) => {
      const about = { customerIdentifier: CUSTOMER_IDENTIFIER };
      mustNotBeEmpty(await inquires(tools, { report: true, clear: true, about }));
      mustBeEmpty(await inquires(tools, { report: true, clear: false, about }), "after it was cleared");
    },
  ),

  testCase(
    "TC_N_63_CS",
    "Clear Customer Information - Clear and report - customerCertificate",
    { ISO15118Support: "ISO-4" },
    async (tools) => {
      const about = { customerCertificate: await hasChargedByContract(tools) };
      await inquires(tools, { report: true, clear: true, about });
      mustBeEmpty(await inquires(tools, { report: true, clear: false, about }), "after it was cleared");
    },
  ),
];
