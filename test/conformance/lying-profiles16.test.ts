import { ALL_CASES_16, loadOwnVariants, type CaseResult } from "../../src/conformance/index.js";
import { drawn } from "../support/conformance/drawn.js";
import { adds, alters, answersWrong, swallows } from "../support/conformance/lies.js";
import { lyingWire, type Liar } from "../support/conformance/lying-wire.js";
import { runInProcess } from "../support/conformance/run-in-process.js";

type Payload = Record<string, unknown>;
/** A variant, where it is not the one with two sockets. */
type Place = "duo" | "fixed" | "socket";

const VARIANTS = loadOwnVariants("ocpp1.6");

function run(id: string, place: Place, liar: Liar): Promise<CaseResult> {
  const testCase = ALL_CASES_16.find((one) => one.id === id);
  const variant = VARIANTS.find(({ name }) => name === place);
  if (!testCase || !variant) throw new Error(`there is no case ${id} for ${place}`);
  return runInProcess(testCase, variant, (clock) => lyingWire(liar, clock));
}

const STATUS = "StatusNotification";
const EVENT = "SecurityEventNotification";
const COMPOSITE = "GetCompositeSchedule";
const SIGNED = "SignedFirmwareStatusNotification";
const NOW = "2026-01-01T00:00:00Z";

const having =
  (field: string, value: unknown) =>
  (payload: Payload): boolean =>
    payload[field] === value;
const saying =
  (changes: Payload) =>
  (payload: Payload): Payload => ({ ...payload, ...changes });
const available = { connectorId: 1, status: "Available", errorCode: "NoError", timestamp: NOW };
const inSchedule =
  (change: (schedule: Payload) => Payload) =>
  (payload: Payload): Payload => ({
    ...payload,
    chargingSchedule: change(payload["chargingSchedule"] as Payload),
  });
/** Of each period of a composite schedule, with its place in it. */
const periods = (change: (period: Payload, index: number) => Payload) =>
  inSchedule((schedule) => ({
    ...schedule,
    chargingSchedulePeriod: (schedule["chargingSchedulePeriod"] as Payload[]).map(change),
  }));
const setIn = (field: string, at: number, value: unknown) =>
  periods((period, index) => (index === at ? { ...period, [field]: value } : period));
/** Of the hash data of each certificate. */
const hashes =
  (change: (data: Payload) => Payload) =>
  (payload: Payload): Payload => ({
    ...payload,
    certificateHashData: (payload["certificateHashData"] as Payload[]).map(change),
  });

/** Says again what it said at first. */
function unchanged(): (payload: Payload) => Payload {
  let first: Payload | undefined;
  return (payload) => (first ??= payload);
}

/** What a station does wrong, the case that must notice, and what the case must say about it. */
const LIES: [what: string, id: string, liar: () => Liar, says: RegExp, place?: Place][] = [
  [
    "an empty list has a version",
    "TC_042_2",
    () => answersWrong({ action: "GetLocalListVersion" }, saying({ listVersion: 1 })),
    /listVersion must be 0/,
  ],
  [
    "an older version is accepted",
    "TC_043_2",
    () =>
      answersWrong(
        { action: "SendLocalList", holds: having("status", "VersionMismatch") },
        saying({ status: "Accepted" }),
      ),
    /status must be "VersionMismatch"/,
  ],
  [
    "a refused update changes the version",
    "TC_043_3",
    () => answersWrong({ action: "GetLocalListVersion" }, saying({ listVersion: 2 })),
    /listVersion must be 1/,
  ],
  [
    "a listed idTag is asked about",
    "TC_008",
    () => adds({ action: "StartTransaction" }, "Authorize", ({ idTag }) => ({ idTag })),
    /Authorize came without a cause/,
  ],
  [
    "a stranger is asked about at a reserved connector",
    "TC_046_1",
    () =>
      adds({ action: STATUS, holds: having("status", "Reserved") }, "Authorize", () => ({ idTag: "other" })),
    /Authorize came, which must not be sent here/,
  ],
  [
    "the transaction does not use the reservation",
    "TC_046_1",
    () => alters({ action: "StartTransaction" }, saying({ reservationId: 4711 })),
    /reservationId must be/,
  ],
  [
    "from Reserved it charges at once",
    "TC_046_2",
    () => swallows({ action: STATUS, holds: having("status", "Preparing") }),
    /status must be "Preparing"/,
  ],
  [
    "a reservation expires too early",
    "TC_047",
    () => adds({ action: STATUS, holds: having("status", "Reserved") }, STATUS, () => available),
    /the reservation ended after 0 s/,
  ],
  [
    "a reservation that has expired is used",
    "TC_047",
    () => alters({ action: "StartTransaction" }, saying({ reservationId: 1 })),
    /reservationId must be absent/,
  ],
  [
    "an occupied connector is reserved",
    "TC_048_2",
    () => answersWrong({ action: "ReserveNow" }, saying({ status: "Accepted" })),
    /status must be "Occupied"/,
  ],
  [
    "the station as a whole is Reserved",
    "TC_049",
    () => alters({ action: STATUS, holds: having("status", "Reserved") }, saying({ connectorId: 0 })),
    /StatusNotification .* did not come/,
  ],
  [
    "another connector is available again",
    "TC_051",
    () =>
      alters({ action: STATUS, holds: having("status", "Available"), skip: 3 }, saying({ connectorId: 2 })),
    /StatusNotification .* did not come/,
  ],
  [
    "a reservation goes though it was not cancelled",
    "TC_052",
    () => adds({ action: STATUS, holds: having("status", "Reserved") }, STATUS, () => available),
    /StatusNotification came, which must not be sent here/,
  ],
  [
    "the parent of an idTag is not asked for",
    "TC_053",
    () => swallows({ action: "Authorize" }),
    /Authorize .* did not come/,
  ],
  [
    "another limit holds",
    "TC_056",
    () => answersWrong({ action: COMPOSITE }, setIn("limit", 0, 7_000)),
    /chargingSchedulePeriod must be/,
  ],
  [
    "a schedule that begins an hour ago",
    "TC_056",
    () => answersWrong({ action: COMPOSITE }, saying({ scheduleStart: "2025-12-31T23:00:00Z" })),
    /scheduleStart must be/,
  ],
  [
    "a schedule with two starts",
    "TC_057",
    () =>
      answersWrong(
        { action: COMPOSITE },
        inSchedule((schedule) => ({ ...schedule, startSchedule: "2025-12-31T23:00:00Z" })),
      ),
    /startSchedule must be/,
  ],
  [
    "a schedule in another unit",
    "TC_082",
    () =>
      answersWrong(
        { action: COMPOSITE },
        inSchedule((schedule) => ({ ...schedule, chargingRateUnit: "A" })),
      ),
    /chargingRateUnit must be "W"/,
  ],
  [
    "a limit of the station is forgotten",
    "TC_066",
    () => answersWrong({ action: COMPOSITE }, setIn("limit", 1, 11_000)),
    /chargingSchedulePeriod must be/,
  ],
  [
    "a period begins ten seconds late",
    "TC_066",
    () => answersWrong({ action: COMPOSITE }, setIn("startPeriod", 2, 210)),
    /chargingSchedulePeriod must be/,
  ],
  [
    "a cleared profile still leads",
    "TC_067",
    () => answersWrong({ action: COMPOSITE }, setIn("limit", 0, 6_000)),
    /chargingSchedulePeriod must be/,
  ],
  [
    "there is a limit left when all are cleared",
    "TC_067",
    () =>
      answersWrong(
        { action: COMPOSITE, skip: 2 },
        inSchedule((schedule) => ({
          ...schedule,
          chargingSchedulePeriod: [0, 100].map((startPeriod) => ({ startPeriod, limit: 9_000 })),
        })),
      ),
    /chargingSchedulePeriod must be/,
  ],
  [
    "a lower profile begins anew when it leads again",
    "TC_072",
    () => answersWrong({ action: COMPOSITE }, setIn("limit", 2, 6_000)),
    /chargingSchedulePeriod must be/,
  ],
  [
    "the diagnostics are not where they are said to be",
    "TC_045_1",
    () => answersWrong({ action: "GetDiagnostics" }, saying({ fileName: "elsewhere.txt" })),
    /no file elsewhere.txt was uploaded/,
  ],
  [
    "an upload that fails is told as Uploaded",
    "TC_045_2",
    () =>
      alters(
        { action: "DiagnosticsStatusNotification", holds: having("status", "UploadFailed") },
        saying({ status: "Uploaded" }),
      ),
    /status must be "UploadFailed"/,
  ],
  [
    "the log is of another request",
    "TC_079",
    () => alters({ action: "LogStatusNotification", skip: 1 }, saying({ requestId: 2 })),
    /requestId must be 1/,
  ],
  [
    "the security log is not where it is said to be",
    "TC_079",
    () => answersWrong({ action: "GetLog" }, saying({ filename: "elsewhere.txt" })),
    /no file elsewhere.txt was uploaded/,
  ],
  [
    "a signature is not verified",
    "TC_080",
    () => swallows({ action: SIGNED, holds: having("status", "SignatureVerified") }),
    /status must be "SignatureVerified"/,
  ],
  [
    "an update is told without its number after the boot",
    "TC_080",
    () => alters({ action: SIGNED, holds: having("status", "Installed") }, saying({ requestId: 2 })),
    /requestId must be 1/,
  ],
  [
    "the old firmware runs on",
    "TC_080",
    () => alters({ action: "BootNotification", skip: 1 }, saying({ firmwareVersion: "1.0.0" })),
    /BootNotification tells firmware "1.0.0"/,
  ],
  [
    "a wrong signature is no security event",
    "TC_081",
    () => swallows({ action: EVENT, holds: having("type", "InvalidFirmwareSignature") }),
    /SecurityEventNotification .* did not come/,
  ],
  [
    "a request is no request",
    "TC_074",
    () => alters({ action: "SignCertificate" }, saying({ csr: "a certificate, please" })),
    /csr must be a certificate signing request as PEM/,
    "fixed",
  ],
  [
    "a request cannot be read",
    "TC_074",
    () =>
      alters(
        { action: "SignCertificate" },
        saying({ csr: "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n" }),
      ),
    /SignCertificate: the signing request cannot be read/,
    "fixed",
  ],
  [
    "the hash of a key is that of another",
    "TC_075_1",
    () =>
      answersWrong(
        { action: "GetInstalledCertificateIds" },
        hashes(saying({ issuerKeyHash: "0".repeat(64) })),
      ),
    /certificateHashData must be a list with an element hash data of/,
    "fixed",
  ],
  [
    "a deleted certificate stays",
    "TC_076",
    () => answersWrong({ action: "GetInstalledCertificateIds" }, unchanged()),
    /the deleted certificate is still there/,
    "socket",
  ],
  [
    "an invalid certificate is no security event",
    "TC_077",
    () => swallows({ action: EVENT, holds: having("type", "InvalidChargePointCertificate") }),
    /SecurityEventNotification .* did not come/,
    "fixed",
  ],
  [
    "the security profile can be lowered",
    "TC_084",
    () =>
      answersWrong(
        { action: "ChangeConfiguration", holds: having("status", "Rejected") },
        saying({ status: "Accepted" }),
      ),
    /status must be "Rejected"/,
    "socket",
  ],
  [
    "the certificate is that of another station",
    "TC_087",
    () => alters({ action: "BootNotification" }, saying({ chargePointSerialNumber: "OTHER" })),
    /does not name the station OTHER/,
    "fixed",
  ],
];

test.each(LIES)("%s: %s fails it", async (_what, id, liar, says, place = "duo") => {
  const result = await run(id, place, liar());
  if (result.verdict !== "FAIL" || !says.test(result.reason ?? "")) throw new Error(drawn(result));
});
