import { createManualClock, Days, Minutes, Seconds } from "../../src/kernel/index.js";
import {
  certificateHashData,
  createRoot,
  issueCertificate,
  readSigningRequest,
  type Certificate,
} from "../../src/pki/index.js";
import { watchCrypto } from "../support/crypto-in-flight.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

watchCrypto();
const NOW = createManualClock().now();
const VALID = { from: NOW - Days(1), to: NOW + Days(1_000) };
const rootNamed = (commonName: string) => createRoot({ commonName, organization: "Test" }, VALID);

async function booted(options: StationOptions = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: "ocpp1.6" });
  const station = stationOn(csms, clock, { ...options, version: "ocpp1.6" });
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification");
  const installs = async (certificateType: string, { pem }: Certificate, status = "Accepted") => {
    await csms.sends("InstallCertificate", { certificateType, certificate: pem });
    csms.station.answers({ status });
  };
  const expectsEvent = (type: string) => csms.expects("SecurityEventNotification", { type });
  return { clock, csms, station, actions: station.hardware.actions, installs, expectsEvent };
}

const CENTRAL_SYSTEM = "CentralSystemRootCertificate";
const MANUFACTURER = "ManufacturerRootCertificate";

test("A04.FR.01, A04.FR.02: critical events are told in OCPP 1.6, those of offline times after the connection", async () => {
  const { csms, station, actions, expectsEvent } = await booted();
  const started = await expectsEvent("StartupOfTheDevice");
  expect(started).toEqual({ type: "StartupOfTheDevice", timestamp: expect.any(String) as string });
  await csms.goesOffline();
  actions.setFault({ kind: "TamperDetected" }, true);
  await csms.waits(Seconds(30));
  csms.comesBack();
  await expectsEvent("TamperDetectionActivated");
  actions.setFault({ kind: "TamperDetected" }, false);
  await station.stop();
  await csms.done();
});

test("a central system without the security extension is told an event once, and nothing waits behind it", async () => {
  const { csms, station, actions, expectsEvent } = await booted();
  await expectsEvent("StartupOfTheDevice");
  csms.refuses("SecurityEventNotification", "NotImplemented");
  actions.setFault({ kind: "TamperDetected" }, true);
  await expectsEvent("TamperDetectionActivated");
  actions.setFault({ kind: "TamperDetected" }, false);
  station.surface.maintenanceLogin({ accepted: false, origin: "192.0.2.1" });
  await csms.expects("SecurityEventNotification", { type: "MaintenanceLoginFailed" }, { within: Seconds(1) });
  await station.stop();
  await csms.done();
});

test("M03 to M05: roots of both uses of OCPP 1.6 are installed, listed and deleted", async () => {
  const { csms, station, installs, expectsEvent } = await booted();
  const [central, manufacturer] = await Promise.all([rootNamed("Central"), rootNamed("Manufacturer")]);
  const list = async (certificateType: string) =>
    csms.sends("GetInstalledCertificateIds", { certificateType });
  expect(await list(CENTRAL_SYSTEM)).toEqual({ status: "NotFound" });
  await installs(CENTRAL_SYSTEM, central.certificate);
  await installs(MANUFACTURER, manufacturer.certificate);
  const hashData = certificateHashData(central.certificate, central.certificate);
  expect(await list(CENTRAL_SYSTEM)).toEqual({ status: "Accepted", certificateHashData: [hashData] });
  expect(await list(MANUFACTURER)).toEqual({
    status: "Accepted",
    certificateHashData: [certificateHashData(manufacturer.certificate, manufacturer.certificate)],
  });
  for (const status of ["Accepted", "NotFound"]) {
    await csms.sends("DeleteCertificate", { certificateHashData: hashData });
    csms.station.answers({ status });
  }
  expect(await list(CENTRAL_SYSTEM)).toEqual({ status: "NotFound" });
  await csms.sends("InstallCertificate", { certificateType: CENTRAL_SYSTEM, certificate: "none" });
  csms.station.answers({ status: "Rejected" });
  await expectsEvent("InvalidCentralSystemCertificate"); // 8
  await csms.sends("InstallCertificate", { certificateType: MANUFACTURER, certificate: "none" });
  csms.station.answers({ status: "Rejected" });
  await station.stop();
  await csms.done();
});

test("M05.FR.03: no more roots than CertificateStoreMaxLength are installed", async () => {
  const { csms, station, installs } = await booted();
  const { configurationKey } = await csms.sends("GetConfiguration", { key: ["CertificateStoreMaxLength"] });
  expect(configurationKey).toEqual([{ key: "CertificateStoreMaxLength", readonly: true, value: "20" }]);
  for (let number = 0; number < 20; number++)
    await installs(MANUFACTURER, (await rootNamed(`Root ${number}`)).certificate);
  await installs(MANUFACTURER, (await rootNamed("Root 20")).certificate, "Rejected");
  await station.stop();
  await csms.done();
});

test("A02: a certificate is asked for when triggered, taken where it fits, and refused with an event where not", async () => {
  const { csms, station, installs, expectsEvent } = await booted({
    variables: { "SecurityCtrlr.OrganizationName": "Example CPO" },
  });
  const root = await rootNamed("Central");
  await installs(CENTRAL_SYSTEM, root.certificate);
  const asked = async (): Promise<string> => {
    csms.answersNext("SignCertificate", { status: "Accepted" });
    await csms.sends("ExtendedTriggerMessage", { requestedMessage: "SignChargePointCertificate" });
    csms.station.answers({ status: "Accepted" });
    const request = await csms.expects("SignCertificate");
    expect(Object.keys(request)).toEqual(["csr"]);
    return String(request["csr"]);
  };
  const signed = async (csr: string, by = root) => {
    const request = await readSigningRequest(csr);
    expect(request.subject.organization).toBe("Example CPO"); // A02.FR.13
    const { pem } = await issueCertificate(by, { ...request, validity: VALID });
    await csms.sends("CertificateSigned", { certificateChain: pem });
  };
  await signed(await asked());
  csms.station.answers({ status: "Accepted" });
  await signed(await asked(), await rootNamed("Stranger"));
  csms.station.answers({ status: "Rejected" });
  await expectsEvent("InvalidChargePointCertificate"); // A02.FR.07
  // A refusal ends it: nothing is asked for by itself.
  await csms.quiet(Minutes(4));
  await station.stop();
  await csms.done();
});

test("7.1 to 7.6: the keys of the security whitepaper; AuthorizationKey is never shown, and connects anew", async () => {
  const { csms, station, expectsEvent } = await booted();
  await expectsEvent("StartupOfTheDevice");
  const key = [
    "AdditionalRootCertificateCheck",
    "AuthorizationKey",
    "CertificateSignedMaxChainSize",
    "CpoName",
    "SecurityProfile",
    "SupportedFileTransferProtocols",
  ];
  const { configurationKey, unknownKey } = await csms.sends("GetConfiguration", { key });
  expect(unknownKey).toBeUndefined();
  expect(configurationKey).toEqual([
    { key: "AdditionalRootCertificateCheck", readonly: true, value: "false" },
    { key: "AuthorizationKey", readonly: false },
    { key: "CertificateSignedMaxChainSize", readonly: true, value: "10000" },
    { key: "CpoName", readonly: false, value: "Kerbside" },
    { key: "SecurityProfile", readonly: false, value: "0" },
    { key: "SupportedFileTransferProtocols", readonly: true, value: "FTP,FTPS,HTTP,HTTPS" },
  ]);
  const change = async (value: string, status: string) => {
    await csms.sends("ChangeConfiguration", { key: "AuthorizationKey", value });
    csms.station.answers({ status });
  };
  await change("too short", "Rejected");
  let connections = 0;
  csms.peer.events.on("connected", () => connections++);
  await change("a-new-password-0123", "Accepted"); // A01.FR.02
  await csms.settles();
  expect(connections).toBe(1);
  await station.stop();
  await csms.done();
});
