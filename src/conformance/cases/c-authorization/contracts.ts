import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { omittedOr, satisfying } from "../../expectations/pattern.js";
import { ValidationFailed } from "../../verdict.js";
import { comesBack, emptiesItsQueue, reconnectsSoon } from "../preparations.js";
import { asksCsms } from "./preparations.js";

const HASH_DATA = satisfying(
  "the hash data of the contract certificate and its chain",
  (value) => Array.isArray(value) && value.length > 0,
);
const CERTIFICATE = satisfying(
  "the contract certificate and its chain as PEM",
  (value) => typeof value === "string" && value.includes("-----BEGIN CERTIFICATE-----"),
);

/** What AuthorizeRequest holds of a contract that the station has validated, and of one that it cannot validate. */
const VALIDATED = { iso15118CertificateHashData: HASH_DATA };
const HANDED_OVER = { certificate: CERTIFICATE, iso15118CertificateHashData: omittedOr(HASH_DATA) };

/** Settings of ISO15118Ctrlr, by the names of the variables. */
async function settles({ variables }: CaseTools, settings: Payload): Promise<void> {
  for (const [name, value] of Object.entries(settings))
    await variables.setIfImplemented(`ISO15118Ctrlr.${name}`, value as string | boolean);
}

/** What the station's certificate towards EVs is asked for with, and what EVs may ask for. */
const installation = ({ configured }: CaseTools): Payload => ({
  ContractCertificateInstallationEnabled: true,
  V2GCertificateInstallationEnabled: true,
  SeccId: configured.seccId,
  CountryName: "NL",
  OrganizationName: configured.vendorId,
});

/** The roots are installed, that of contracts only where told, and the station has a certificate towards EVs. */
async function installsCertificates({ memory, pki }: CaseTools, withMoRoot = true): Promise<void> {
  await memory.certificateInstalled("V2GRootCertificate", (await pki.v2gRoot()).certificate.pem);
  if (withMoRoot)
    await memory.certificateInstalled("MORootCertificate", (await pki.moRoot()).certificate.pem);
  await memory.renewV2GChargingStationCertificate((csr) => pki.signsV2g(csr));
}

/** Authorization by contract, which the CSMS validates where `central`, up to the EV that is connected. */
async function online(tools: CaseTools, central: boolean, further: Payload = {}): Promise<void> {
  await asksCsms(tools);
  await settles(tools, { CentralContractValidationAllowed: central, PnCEnabled: true, ...further });
  await installsCertificates(tools, !central);
  await tools.state.evConnectedPreSession();
}

/** The EV is authorized, and charges. */
async function charges({ state }: CaseTools): Promise<void> {
  await state.authorizationTold();
  await state.energyTransferStarted();
}

const chargesOrIsAuthorized = ({ triggerReason, transactionInfo }: Payload): boolean =>
  triggerReason === "Authorized" ||
  (transactionInfo as { readonly chargingState?: string }).chargingState === "Charging";

/** Post scenario: the EV is not authorized and does not charge. */
async function doesNotCharge({ csms, configured }: CaseTools): Promise<void> {
  const quiet = Seconds(configured.quietTime);
  await csms.expectsNone("TransactionEvent", quiet, { triggerReason: "Authorized" });
  await csms.expectsNone("TransactionEvent", quiet, { transactionInfo: { chargingState: "Charging" } });
}

/** The station is told how to treat contracts while it is offline; the contract is in cache and list. */
async function knowsContract(
  tools: CaseTools,
  { validates, unknownToo }: { readonly validates: boolean; readonly unknownToo: boolean },
): Promise<void> {
  const { variables, memory, configured, has } = tools;
  await variables.setIfImplemented("AuthCtrlr.Enabled", true);
  await variables.setIfImplemented("OCPPCommCtrlr.OfflineThreshold", configured.retryBackOffWaitMinimum + 60);
  await reconnectsSoon(tools);
  await settles(tools, { ContractValidationOffline: validates, PnCEnabled: true });
  await installsCertificates(tools);
  if (has("C-49")) await memory.idTokenCached15118();
  if (has("LocalAuthListManagement")) await memory.idTokenLocalAuthList(configured.contractIdToken);
  await variables.setIfImplemented("AuthCtrlr.OfflineTxForUnknownIdEnabled", unknownToo);
}

/** Offline, the EV comes and shows its contract; then the station is back. Gives its events until they are enough. */
async function comesOffline(
  tools: CaseTools,
  enough: (events: readonly Payload[]) => boolean,
  what: string,
): Promise<readonly Payload[]> {
  const { csms, tester, configured, place, expectsConnectorStatus } = tools;
  await csms.closesConnection();
  if (configured.parkingBayEvseIds.includes(place.evseId)) await tester.setParkingBay(place.evseId, true);
  await tester.plugIn(place);
  await tester.startV2gSession(place, "PnC");
  await csms.waits(Seconds(configured.transactionDuration));
  const back = await comesBack(tools);
  await expectsConnectorStatus("Occupied");
  return emptiesItsQueue(tools, back, enough, what);
}

const chargesNow = ({ triggerReason, transactionInfo }: Payload): boolean =>
  triggerReason === "ChargingStateChanged" &&
  (transactionInfo as { readonly chargingState?: string }).chargingState === "Charging";

const told =
  (triggerReason: string) =>
  (event: Payload): boolean =>
    event["triggerReason"] === triggerReason;

/** The events about the cable and, where it was granted, the authorization tell that they are of the time offline. */
async function checkOffline(
  { csms, txPoints }: CaseTools,
  events: readonly Payload[],
  authorized: boolean,
): Promise<void> {
  const points = await txPoints();
  if (points.starts("EVConnected", "ParkingBayOccupancy"))
    csms.check("the event about the cable", events.find(told("CablePluggedIn")), {
      offline: true,
      transactionInfo: { chargingState: "EVConnected" },
    });
  if (authorized && points.starts("EVConnected", "ParkingBayOccupancy", "Authorized"))
    csms.check("the event about the authorization", events.find(told("Authorized")), { offline: true });
}

const ISO15118 = { ISO15118Support: "M" } as const;
const CENTRAL = { ISO15118Support: "ISO-5" } as const;

/** Authorization by contract certificate (C07). */
export const CONTRACT_CASES = [
  testCase(
    "TC_C_50_CS",
    "Authorization using Contract Certificates 15118 - Online - Local contract certificate validation - Accepted",
    ISO15118,
    async (tools) => {
      await online(tools, false, installation(tools));
      await tools.state.authorized15118("PnC", { request: VALIDATED });
      await charges(tools);
    },
  ),

  testCase(
    "TC_C_51_CS",
    "Authorization using Contract Certificates 15118 - Online - Local contract certificate validation - Rejected",
    ISO15118,
    async (tools) => {
      await online(tools, false);
      await tools.state.authorized15118("PnC", {
        idTokenInfo: { status: "Invalid" },
        certificateStatus: "ContractCancelled",
        request: VALIDATED,
      });
      await doesNotCharge(tools);
    },
  ),

  testCase(
    "TC_C_52_CS",
    "Authorization using Contract Certificates 15118 - Online - Central contract certificate validation - Accepted",
    CENTRAL,
    async (tools) => {
      await online(tools, true, installation(tools));
      await tools.state.authorized15118("PnC", { request: HANDED_OVER });
      await charges(tools);
    },
  ),

  testCase(
    "TC_C_53_CS",
    "Authorization using Contract Certificates 15118 - Online - Central contract validation fails",
    CENTRAL,
    async (tools) => {
      await online(tools, true);
      await tools.state.authorized15118("PnC", {
        idTokenInfo: { status: "Invalid" },
        certificateStatus: "CertificateRevoked",
        request: HANDED_OVER,
      });
      await doesNotCharge(tools);
    },
  ),

  testCase(
    "TC_C_54_CS",
    "Authorization using Contract Certificates 15118 - Offline - ContractValidationOffline is true",
    ISO15118,
    async (tools) => {
      await knowsContract(tools, { validates: true, unknownToo: true });
      const events = await comesOffline(
        tools,
        (gathered) => gathered.some(chargesNow),
        "the event about the start of the energy transfer",
      );
      await checkOffline(tools, events, true);
    },
  ),

  testCase(
    "TC_C_55_CS",
    "Authorization using Contract Certificates 15118 - Offline - ContractValidationOffline is false",
    ISO15118,
    async (tools) => {
      await knowsContract(tools, { validates: false, unknownToo: false });
      const starts = (await tools.txPoints()).starts("EVConnected", "ParkingBayOccupancy");
      const events = await comesOffline(
        tools,
        (gathered) => !starts || gathered.some(told("CablePluggedIn")),
        "the event about the cable",
      );
      await checkOffline(tools, events, false);
      if (events.some(chargesOrIsAuthorized))
        throw new ValidationFailed("the station has charged by a contract that it could not validate");
      await doesNotCharge(tools);
    },
  ),
];
