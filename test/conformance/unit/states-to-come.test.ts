import { readFileSync } from "node:fs";
import {
  loadOwnVariants,
  runCase,
  type CaseResult,
  type CaseTools,
  testCase,
  type Variant,
} from "../../../src/conformance/index.js";
import { createManualClock, createSeededRandom } from "../../../src/kernel/index.js";
import { loadValidators } from "../../../src/protocol/index.js";
import { drawn } from "../../support/conformance/drawn.js";
import { driven } from "../../support/conformance/run-in-process.js";
import { scriptedSource, type Message, type Script } from "../../support/conformance/scripted-station.js";
import { pkiOf, withoutTls } from "../../support/conformance/pki.js";

// States of blocks that no station of ours can do yet: against scripts that do right and wrong.

const dc = withoutTls(loadOwnVariants().find(({ name }) => name === "dc") as Variant);
const HASHES = { hashAlgorithm: "SHA256", issuerNameHash: "a", issuerKeyHash: "b", serialNumber: "1" };
const CSR = readFileSync(new URL("../../pki/fixtures/request.pem", import.meta.url), "utf8");
const accepted = { status: "Accepted" };
const rejected = { status: "Rejected" };
const status = (connectorStatus: string): Message => [
  "StatusNotification",
  {
    timestamp: "2026-01-01T00:00:00.000Z",
    connectorStatus,
    evseId: 1,
    connectorId: 1,
  },
];
const boots = (reason: string): Message => [
  "BootNotification",
  { reason, chargingStation: { model: "Script", vendorName: "Nobody" } },
];
const firmware = (what: string): Message => ["FirmwareStatusNotification", { status: what, requestId: 1 }];
const needs = (chargingNeeds: object): Message => ["NotifyEVChargingNeeds", { evseId: 1, chargingNeeds }];
const DC_NEEDS = {
  requestedEnergyTransfer: "DC",
  dcChargingParameters: { evMaxCurrent: 1, evMaxVoltage: 1 },
};
const emaid: Message = ["Authorize", { idToken: { idToken: "DE-KBS-C12345678-X", type: "eMAID" } }];

/** A state, what it is executed with, a station that does it, and one that does not, with what is said of that. */
const STATES: [
  name: string,
  execute: (tools: CaseTools) => Promise<void>,
  right: Script,
  wrong: Script,
  says: RegExp,
][] = [
  [
    "Reserved",
    ({ state }) => state.reserved(),
    { answers: { ReserveNow: [accepted, status("Reserved")] } },
    { answers: { ReserveNow: [accepted, status("Occupied")] } },
    /connectorStatus must be "Reserved"/,
  ],
  [
    "GetInstalledCertificates",
    ({ state }) => state.getInstalledCertificates("CSMSRootCertificate", HASHES),
    {
      answers: {
        GetInstalledCertificateIds: [
          {
            ...accepted,
            certificateHashDataChain: [
              { certificateType: "CSMSRootCertificate", certificateHashData: HASHES },
            ],
          },
        ],
      },
    },
    { answers: { GetInstalledCertificateIds: [{ status: "NotFound" }] } },
    /status must be "Accepted"/,
  ],
  [
    "CertificateInstalled",
    ({ memory }) => memory.certificateInstalled("CSMSRootCertificate", "PEM"),
    { answers: { InstallCertificate: [accepted] } },
    { answers: { InstallCertificate: [rejected] } },
    /InstallCertificateResponse: status/,
  ],
  [
    "IdTokenLocalAuthList",
    ({ memory }) => memory.idTokenLocalAuthList(),
    { answers: { SendLocalList: [accepted] } },
    { answers: { SendLocalList: [{ status: "Failed" }] } },
    /SendLocalListResponse: status/,
  ],
  [
    "SetChargingProfile",
    ({ memory }) =>
      memory.setChargingProfile(1, {
        id: 1,
        stackLevel: 0,
        chargingProfilePurpose: "TxDefaultProfile",
        chargingProfileKind: "Relative",
        chargingSchedule: [
          { id: 1, chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 6 }] },
        ],
      }),
    { answers: { SetChargingProfile: [accepted] } },
    { answers: { SetChargingProfile: [rejected] } },
    /SetChargingProfileResponse: status/,
  ],
  [
    "RenewChargingStationCertificate",
    ({ memory }) => memory.renewChargingStationCertificate(() => "CHAIN"),
    {
      answers: {
        TriggerMessage: [accepted, ["SignCertificate", { csr: CSR }]],
        CertificateSigned: [accepted],
      },
    },
    {
      answers: {
        TriggerMessage: [accepted, ["SignCertificate", { csr: "no request" }]],
        CertificateSigned: [accepted],
      },
    },
    /csr must be a certificate signing request/,
  ],
  [
    "RebootBeforeFirmwareInstallation",
    async ({ state, tester }) => {
      await tester.powerCycle(0);
      await state.rebootBeforeFirmwareInstallation(true);
    },
    {
      acts: {
        powerCycle: [
          firmware("InstallRebooting"),
          boots("FirmwareUpdate"),
          status("Available"),
          firmware("Installing"),
        ],
      },
    },
    {
      acts: {
        powerCycle: [
          firmware("InstallRebooting"),
          boots("PowerUp"),
          status("Available"),
          firmware("Installing"),
        ],
      },
    },
    /reason must be "FirmwareUpdate"/,
  ],
  [
    "RebootBeforeFirmwareActivation",
    async ({ state, tester }) => {
      await tester.powerCycle(0);
      await state.rebootBeforeFirmwareActivation();
    },
    { acts: { powerCycle: [boots("FirmwareUpdate"), status("Available")] } },
    { acts: { powerCycle: [boots("FirmwareUpdate"), status("Faulted")] } },
    /connectorStatus must be "Available"/,
  ],
  [
    "Authorized15118",
    ({ state }) => state.authorized15118("PnC"),
    { acts: { startV2gSession: [emaid] } },
    { acts: { startV2gSession: [["Authorize", { idToken: { idToken: "x", type: "Central" } }]] } },
    /idToken.type must be "eMAID"/,
  ],
  [
    "RenegotiateChargingLimits",
    ({ state }) => {
      state.session.transferring = true;
      return state.renegotiateChargingLimits("A");
    },
    { acts: { renegotiate: [needs(DC_NEEDS)] }, answers: { SetChargingProfile: [accepted] } },
    {
      acts: { renegotiate: [needs({ requestedEnergyTransfer: "DC" })] },
      answers: { SetChargingProfile: [accepted] },
    },
    /chargingNeeds must be/,
  ],
];

async function run(execute: (tools: CaseTools) => Promise<void>, script: Script): Promise<CaseResult> {
  const clock = createManualClock();
  let moved = 0;
  const running = runCase(testCase("TC_A_00_CS", "a state", { Core: "M" }, execute), {
    source: scriptedSource(dc.test.places, script),
    pics: dc,
    clock,
    random: createSeededRandom(1),
    validators: await loadValidators("ocpp2.0.1"),
    pki: pkiOf(dc),
    onActivity: () => moved++,
  });
  return driven(clock, () => moved, running, "the script");
}

test.each(STATES)(
  "%s passes a station that does it and fails one that does not",
  async (_name, execute, right, wrong, says) => {
    const good = await run(execute, right);
    if (good.verdict !== "PASS") throw new Error(drawn(good));
    const bad = await run(execute, wrong);
    if (bad.verdict !== "FAIL" || !says.test(bad.reason ?? "")) throw new Error(drawn(bad));
  },
);
