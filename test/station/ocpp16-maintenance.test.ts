import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestFiles, type TestFirmware } from "../../src/conformance/files/test-files.js";
import { createManualClock, Days, Minutes, Seconds, toTimestamp } from "../../src/kernel/index.js";
import { createCredential, createRoot } from "../../src/pki/index.js";
import { watchCrypto } from "../support/crypto-in-flight.js";
import { fakeCsms } from "../support/csms.js";
import { settleIo } from "../support/settle-io.js";
import { stationOn } from "../support/station.js";

watchCrypto();
const NOW = createManualClock().now();
const VALID = { from: NOW - Days(1), to: NOW + Days(1_000) };

async function booted({ unsigned = false } = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: "ocpp1.6", within: Minutes(10) });
  const storage = mkdtempSync(join(tmpdir(), "kerbside-station-"));
  const station = stationOn(csms, clock, {
    ...{ version: "ocpp1.6" as const, storage },
    keys: { "firmware.unsigned": unsigned },
  });
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification");
  let moved = 0;
  const files = createTestFiles({
    host: "127.0.0.1",
    protocol: "HTTP",
    credential: () => Promise.reject(new Error("HTTP has no certificate")),
    onActivity: () => void moved++,
  });
  const server = await files.server();
  const settles = async (): Promise<void> => {
    await settleIo(() => moved);
    await csms.settles();
  };
  const sends = async (action: string, payload: object, answer: object) => {
    await csms.sends(action, payload);
    csms.station.answers({ ...answer });
  };
  return {
    ...{ clock, csms, station, files, server, settles, sends },
    async done() {
      await station.stop();
      await files.close();
      rmSync(storage, { recursive: true, force: true });
      await csms.done();
    },
  };
}

test("N01.FR.01, N01.FR.07 to N01.FR.09, N01.FR.12: GetLog uploads the security log, and tells so with its number", async () => {
  const { csms, server, settles, sends, done } = await booted();
  const log = { remoteLocation: server.url };
  const trigger = () =>
    sends("ExtendedTriggerMessage", { requestedMessage: "LogStatusNotification" }, { status: "Accepted" });
  await trigger();
  expect(await csms.expects("LogStatusNotification")).toEqual({ status: "Idle" });
  server.hold();
  await sends("GetLog", { requestId: 4, logType: "SecurityLog", log }, { status: "Accepted" });
  expect(await csms.expects("LogStatusNotification")).toEqual({ status: "Uploading", requestId: 4 });
  await trigger();
  expect(await csms.expects("LogStatusNotification")).toEqual({ status: "Uploading", requestId: 4 });
  server.release();
  await settles();
  expect(await csms.expects("LogStatusNotification")).toEqual({ status: "Uploaded", requestId: 4 });
  expect(server.received.at(-1)?.content.toString("utf8")).toContain("StartupOfTheDevice"); // N01.FR.03
  await done();
});

test("N01.FR.10, N01.FR.11: an upload that fails says why; a new GetLog cancels one without a word of its own", async () => {
  const { csms, server, settles, sends, done } = await booted();
  const ask = (requestId: number, remoteLocation: string, status: string) =>
    sends("GetLog", { requestId, logType: "DiagnosticsLog", log: { remoteLocation } }, { status });
  await ask(1, "gopher://127.0.0.1/files", "Accepted");
  await csms.expects("LogStatusNotification", { status: "Uploading", requestId: 1 });
  await csms.expects("LogStatusNotification", { status: "NotSupportedOperation", requestId: 1 });
  server.hold();
  await ask(2, server.url, "Accepted");
  await csms.expects("LogStatusNotification", { status: "Uploading", requestId: 2 });
  await ask(3, server.url, "AcceptedCanceled");
  server.release();
  await settles();
  await csms.expects("LogStatusNotification", { status: "Uploading", requestId: 3 });
  await csms.expects("LogStatusNotification", { status: "Uploaded", requestId: 3 });
  await done();
});

test("5.9: GetDiagnostics uploads the diagnostics under the name it tells, with statuses of its own", async () => {
  const { csms, server, settles, sends, done } = await booted();
  const trigger = () =>
    sends("TriggerMessage", { requestedMessage: "DiagnosticsStatusNotification" }, { status: "Accepted" });
  await trigger();
  await csms.expects("DiagnosticsStatusNotification", { status: "Idle" });
  server.hold();
  const { fileName } = await csms.sends("GetDiagnostics", { location: server.url });
  await csms.expects("DiagnosticsStatusNotification", { status: "Uploading" });
  await trigger();
  await csms.expects("DiagnosticsStatusNotification", { status: "Uploading" });
  server.release();
  await settles();
  await csms.expects("DiagnosticsStatusNotification", { status: "Uploaded" });
  expect(server.received.map(({ name }) => name)).toEqual([fileName]);
  expect(server.received[0]?.content.toString("utf8")).toContain("HeartbeatInterval");
  await csms.sends("GetDiagnostics", { location: "gopher://127.0.0.1/files" });
  await csms.expects("DiagnosticsStatusNotification", { status: "Uploading" });
  await csms.expects("DiagnosticsStatusNotification", { status: "UploadFailed" });
  await done();
});

test("L01: signed firmware is fetched, verified and installed; each status bears the number of its request", async () => {
  const { clock, csms, files, settles, sends, done } = await booted();
  const manufacturer = await createRoot({ commonName: "Manufacturer", organization: "Test" }, VALID);
  const options = { subject: { commonName: "Firmware", organization: "Test" }, validity: VALID };
  const signer = await createCredential(manufacturer, options);
  const { vendorName, model } = { vendorName: "Kerbside", model: "Duo-22" };
  const { firmwareVersion, ...firmware }: TestFirmware = await files.firmware({ vendorName, model }, signer);
  const order = (change: object, status: string) =>
    sends(
      "SignedUpdateFirmware",
      { requestId: 5, firmware: { ...firmware, retrieveDateTime: toTimestamp(clock.now()), ...change } },
      { status },
    );
  const trigger = (action: string) =>
    sends(action, { requestedMessage: "FirmwareStatusNotification" }, { status: "Accepted" });
  await order({}, "InvalidCertificate"); // L01.FR.24
  await csms.expects("SecurityEventNotification", { type: "InvalidFirmwareSigningCertificate" }); // L01.FR.02
  const certificate = {
    certificateType: "ManufacturerRootCertificate",
    certificate: manufacturer.certificate.pem,
  };
  await sends("InstallCertificate", certificate, { status: "Accepted" });

  await order({ retrieveDateTime: toTimestamp(clock.now() + Minutes(1)) }, "Accepted");
  await csms.expects("SignedFirmwareStatusNotification", { status: "DownloadScheduled", requestId: 5 });
  await trigger("ExtendedTriggerMessage");
  expect(await csms.expects("SignedFirmwareStatusNotification")).toEqual({
    ...{ status: "DownloadScheduled", requestId: 5 },
  }); // L01.FR.29
  await csms.expects("SignedFirmwareStatusNotification", { status: "Downloading", requestId: 5 });
  await settles();
  for (const status of ["Downloaded", "SignatureVerified", "Installing", "InstallRebooting"])
    await csms.expects("SignedFirmwareStatusNotification", { status, requestId: 5 });
  await csms.expects("BootNotification", { firmwareVersion });
  await csms.expects("SignedFirmwareStatusNotification", { status: "Installed", requestId: 5 });
  await csms.expects("SecurityEventNotification", { type: "FirmwareUpdated" });
  await trigger("ExtendedTriggerMessage");
  expect(await csms.expects("SignedFirmwareStatusNotification")).toEqual({ status: "Idle" }); // L01.FR.28
  await done();
});

test("L01.FR.20: a station that takes signed firmware only does not support UpdateFirmware, nor its status", async () => {
  const { csms, sends, done } = await booted();
  await csms.asks("UpdateFirmware", { location: "http://127.0.0.1/files/x", retrieveDate: toTimestamp(NOW) });
  csms.station.refuses("NotSupported");
  await sends(
    "TriggerMessage",
    { requestedMessage: "FirmwareStatusNotification" },
    { status: "NotImplemented" },
  );
  await done();
});

describe("5.19 UpdateFirmware", () => {
  const ABOUT = { vendorName: "Kerbside", model: "Duo-22" };

  async function ready() {
    const { files, ...stage } = await booted({ unsigned: true });
    const { clock, csms, actions, sends } = { ...stage, actions: stage.station.hardware.actions };
    const root = await createRoot({ commonName: "Anybody", organization: "Test" }, VALID);
    const image = (options = {}) => files.firmware(ABOUT, root, options);
    const order = (location: string, attempts: object = {}, after = Minutes(0)) =>
      sends("UpdateFirmware", { location, retrieveDate: toTimestamp(clock.now() + after), ...attempts }, {});
    const expectsStatus = (status: string) => csms.expects("FirmwareStatusNotification", { status });
    const triggers = async (status: string) => {
      await sends(
        "TriggerMessage",
        { requestedMessage: "FirmwareStatusNotification" },
        { status: "Accepted" },
      );
      expect(await csms.expects("FirmwareStatusNotification")).toEqual({ status });
    };
    return { ...stage, files, actions, image, order, expectsStatus, triggers };
  }

  test("4.5 firmware is fetched after its date and installed, and told of once it runs", async () => {
    const { csms, server, settles, image, order, expectsStatus, triggers, done } = await ready();
    const { location, firmwareVersion } = await image();
    server.hold();
    await order(location, {}, Minutes(2));
    await csms.quiet(Minutes(1));
    await triggers("Idle");
    await expectsStatus("Downloading");
    await triggers("Downloading");
    server.release();
    await settles();
    await expectsStatus("Downloaded");
    await expectsStatus("Installing");
    await csms.expects("BootNotification", { firmwareVersion });
    await expectsStatus("Installed");
    await csms.expects("SecurityEventNotification", { type: "FirmwareUpdated" });
    await triggers("Idle");
    await done();
  });

  test("6.55 retries and retryInterval: what cannot be fetched is tried again, then DownloadFailed", async () => {
    const { csms, server, settles, order, expectsStatus, triggers, done } = await ready();
    await order(`${server.url}/none`, { retries: 2, retryInterval: 30 });
    await expectsStatus("Downloading");
    await settles();
    await csms.quiet(Seconds(30));
    await settles();
    await csms.quiet(Seconds(29));
    await csms.waits(Seconds(1));
    await settles();
    await expectsStatus("DownloadFailed");
    await triggers("Idle");
    await done();
  });

  test("a damaged image ends in InstallationFailed, and the old firmware goes on", async () => {
    const { csms, settles, image, order, expectsStatus, done } = await ready();
    const { location } = await image({ damaged: true });
    await order(location);
    for (const status of ["Downloading", "Downloaded", "Installing"]) {
      await settles();
      await expectsStatus(status);
    }
    await settles();
    await expectsStatus("InstallationFailed");
    await csms.quiet(Minutes(1));
    await done();
  });

  test("it waits for a transaction to end; free connectors are Unavailable meanwhile", async () => {
    const { csms, actions, settles, image, order, expectsStatus, done } = await ready();
    const { location, firmwareVersion } = await image();
    csms.ignores("MeterValues");
    actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
    actions.presentToken({ idToken: "04A2B3C4D5E680", type: "ISO14443" }, 1);
    await csms.expects("Authorize");
    await csms.expects("StartTransaction");
    await order(location);
    await settles();
    await expectsStatus("Downloading");
    await expectsStatus("Downloaded");
    await csms.quiet(Minutes(5));
    expect(csms.drawing()).toMatch(/StatusNotification.*"connectorId":2,.*"Unavailable"/);
    actions.presentToken({ idToken: "04A2B3C4D5E680", type: "ISO14443" }, 1);
    await csms.expects("StopTransaction", { reason: "Local" });
    actions.plugOut({ evseId: 1, connectorId: 1, side: "both" });
    await settles();
    await expectsStatus("Installing");
    await settles();
    await csms.expects("BootNotification", { firmwareVersion });
    await expectsStatus("Installed");
    await csms.expects("SecurityEventNotification", { type: "FirmwareUpdated" });
    await done();
  });
});

test("5.5: each message of ExtendedTriggerMessage is sent; an unknown connector is Rejected", async () => {
  const { csms, sends, done } = await booted();
  const trigger = (requestedMessage: string, place: object = {}, status = "Accepted") =>
    sends("ExtendedTriggerMessage", { requestedMessage, ...place }, { status });
  await csms.waits(Minutes(1));
  const before = csms.drawing().length;
  await trigger("Heartbeat");
  await csms.settles();
  expect(csms.drawing().slice(before)).toContain("- Heartbeat -");
  await trigger("MeterValues", { connectorId: 2 });
  await csms.expects("MeterValues", { connectorId: 2 });
  const heard = csms.drawing().length;
  await trigger("StatusNotification", { connectorId: 1 });
  await csms.settles();
  expect(csms.drawing().slice(heard)).toMatch(/- StatusNotification -+>\| {"connectorId":1,/);
  await trigger("StatusNotification", { connectorId: 9 }, "Rejected");
  await done();
});
