import { Seconds } from "../../src/kernel/index.js";
import {
  expectsStatus,
  goodFirmware,
  orders,
} from "../../src/conformance/cases/l-firmware-management/update.js";
import type { CaseTools } from "../../src/conformance/index.js";
import { scenario } from "../support/conformance/scenario.js";

const within = { within: Seconds(120) };

async function expectsInstalled({ csms }: CaseTools): Promise<void> {
  await csms.expects("BootNotification", { reason: "FirmwareUpdate" }, within);
  await csms.expects(
    "FirmwareStatusNotification",
    { status: "Installed", requestId: 1 },
    { ...within, where: ({ status }) => status === "Installed" },
  );
}

scenario("a power cut in the middle of a download changes nothing but the time", "ac-duo", async (tools) => {
  const { csms, files, tester } = tools;
  const firmware = await goodFirmware(tools);
  const server = await files.server();
  server.hold();
  await orders(tools, firmware);
  await expectsStatus(tools, "Downloading");
  await csms.passesAMoment();
  await tester.powerCycle(1);
  await csms.expects("BootNotification", { reason: "PowerUp" }, within);
  await expectsStatus(tools, "Downloading");
  server.release();
  await expectsStatus(tools, "Downloaded");
  await expectsStatus(tools, "SignatureVerified");
  await expectsInstalled(tools);
});

scenario("an installation that is scheduled waits out a power cut", "ac-duo", async (tools) => {
  const { csms, tester } = tools;
  const firmware = await goodFirmware(tools);
  await orders(tools, firmware, { installIn: 60 });
  for (const status of ["Downloading", "Downloaded", "SignatureVerified", "InstallScheduled"])
    await expectsStatus(tools, status);
  await csms.passesAMoment();
  await tester.powerCycle(1);
  await csms.expects("BootNotification", { reason: "PowerUp" }, within);
  await csms.expects("FirmwareStatusNotification", { status: "InstallScheduled" }, within);
  await csms.expects("FirmwareStatusNotification", { status: "Installing" }, within);
  await expectsInstalled(tools);
});

scenario(
  "L01.FR.04: a signature that is off by one bit is invalid, and the old firmware goes on",
  "ac-duo",
  async (tools) => {
    const firmware = await goodFirmware(tools);
    const bytes = Buffer.from(firmware.signature, "base64");
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await orders(tools, { ...firmware, signature: bytes.toString("base64") });
    await expectsStatus(tools, "Downloading");
    await expectsStatus(tools, "Downloaded");
    await expectsStatus(tools, "InvalidSignature");
    await tools.csms.expects("SecurityEventNotification", { type: "InvalidFirmwareSignature" });
    // Nothing is in the way of the next one.
    await orders(tools, firmware, { requestId: 2 });
    await expectsStatus(tools, "Downloading", 2);
  },
);

scenario("L01.FR.30: only when all retries have failed the download has failed", "ac-duo", async (tools) => {
  const { csms } = tools;
  const firmware = await goodFirmware(tools);
  const began = csms.now();
  await csms.ask(
    "UpdateFirmware",
    {
      requestId: 1,
      retries: 2,
      retryInterval: 30,
      firmware: {
        location: `${firmware.location}-gone`,
        retrieveDateTime: new Date(began).toISOString(),
        signingCertificate: firmware.signingCertificate,
        signature: firmware.signature,
      },
    },
    { status: "Accepted" },
  );
  await expectsStatus(tools, "Downloading");
  await csms.expects("FirmwareStatusNotification", { status: "DownloadFailed" }, within);
  if (csms.now() - began < 60_000) throw new Error("it did not wait between its attempts");
});

scenario(
  "L01.FR.25, L01.FR.26: a trigger tells the last status, and Idle once it is installed",
  "dc",
  async (tools) => {
    const { csms } = tools;
    const trigger = () =>
      csms.ask("TriggerMessage", { requestedMessage: "FirmwareStatusNotification" }, { status: "Accepted" });
    const firmware = await goodFirmware(tools);
    await orders(tools, firmware, { retrieveIn: 60 });
    await expectsStatus(tools, "DownloadScheduled");
    await trigger();
    await expectsStatus(tools, "DownloadScheduled");
    await csms.expects(
      "FirmwareStatusNotification",
      { status: "Installed" },
      { ...within, where: ({ status }) => status === "Installed" },
    );
    csms.takesAllHeard();
    await trigger();
    await csms.expects("FirmwareStatusNotification", { status: "Idle" });
  },
);

scenario("L01.FR.33: charging goes on while firmware is fetched and verified", "ac-duo", async (tools) => {
  const { csms, state } = tools;
  await state.energyTransferStarted();
  const firmware = await goodFirmware(tools);
  await orders(tools, firmware);
  for (const status of ["Downloading", "Downloaded", "SignatureVerified", "InstallScheduled"])
    await expectsStatus(tools, status);
  await csms.expectsNone("TransactionEvent", Seconds(5), { eventType: "Ended" });
  csms.disregards("StatusNotification");
});

scenario("N01: a log is cut to its time, and diagnostics show no secret", "ac-duo", async (tools) => {
  const { csms, files, password } = tools;
  const server = await files.server();
  const log = (requestId: number, logType: string, times: object) =>
    csms.ask(
      "GetLog",
      { requestId, logType, log: { remoteLocation: server.url, ...times } },
      { status: "Accepted" },
    );
  const uploaded = async (): Promise<string> => {
    await csms.expects("LogStatusNotification", { status: "Uploading" });
    await csms.expects("LogStatusNotification", { status: "Uploaded" });
    return server.received.at(-1)?.content.toString("utf8") ?? "";
  };
  await log(1, "SecurityLog", { oldestTimestamp: new Date(csms.now() + 60_000).toISOString() });
  csms.check("log of the future", await uploaded(), "");
  await log(2, "SecurityLog", { latestTimestamp: new Date(csms.now() + 60_000).toISOString() });
  if (!(await uploaded()).includes("StartupOfTheDevice")) throw new Error("the start is missing");
  await log(3, "DiagnosticsLog", {});
  const diagnostics = await uploaded();
  if (!diagnostics.includes("HeartbeatInterval")) throw new Error(diagnostics.slice(0, 500));
  if (diagnostics.includes(password)) throw new Error("diagnostics show the password");
});

scenario("a log for an address that makes no sense is told so", "ac-duo", async (tools) => {
  const { csms } = tools;
  for (const [requestId, remoteLocation, status] of [
    [1, "nowhere", "BadMessage"],
    [2, "gopher://host/logs", "NotSupportedOperation"],
    [3, "http://host.invalid/logs", "UploadFailure"],
  ] as const) {
    await csms.ask(
      "GetLog",
      { requestId, logType: "SecurityLog", log: { remoteLocation } },
      { status: "Accepted" },
    );
    await csms.expects("LogStatusNotification", { status: "Uploading", requestId });
    await csms.expects("LogStatusNotification", { status, requestId }, within);
  }
});
