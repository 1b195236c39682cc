import type { DeviceModel } from "../../device-model/index.js";
import type { KeyAlgorithm, Subject } from "../../pki/index.js";

/** What a certificate of the station's own is for: towards its CSMS, or towards EVs (CertificateSigningUseEnumType). */
export type OwnCertificateUse = "ChargingStationCertificate" | "V2GCertificate";

/** What a certificate is asked for: one use, or both with the same certificate. */
export type SigningUse = OwnCertificateUse | "CombinedCertificate";

/** The uses that a certificate may have that was asked for so. */
export const usesOf = (use: SigningUse): readonly OwnCertificateUse[] =>
  use === "CombinedCertificate" ? ["ChargingStationCertificate", "V2GCertificate"] : [use];

type Settings = Pick<DeviceModel, "string" | "find">;

/** @returns the value, or `fallback` where there is none or it is empty */
const settingOr = (deviceModel: Settings, path: string, fallback: string): string =>
  deviceModel.find(path) || fallback;

/** Whom a certificate of that use names (A00.FR.509, A00.FR.511; towards EVs the SECC, as ISO 15118-2 has it). */
export function subjectOf(use: SigningUse, identity: string, deviceModel: Settings): Subject {
  const organization = deviceModel.string("SecurityCtrlr.OrganizationName");
  if (use === "ChargingStationCertificate") return { commonName: identity, organization };
  const country = settingOr(deviceModel, "ISO15118Ctrlr.CountryName", "");
  const name: Subject =
    use === "V2GCertificate"
      ? {
          commonName: settingOr(deviceModel, "ISO15118Ctrlr.SeccId", identity),
          organization: settingOr(deviceModel, "ISO15118Ctrlr.OrganizationName", organization),
        }
      : { commonName: identity, organization };
  return { ...name, ...(country !== "" && { country }) };
}

/** The kind of key for a certificate of that use. ISO 15118-2 knows one only (A00.FR.513). */
export const keyAlgorithmOf = (use: SigningUse, deviceModel: Settings): KeyAlgorithm =>
  use === "ChargingStationCertificate"
    ? (deviceModel.string("SecurityCtrlr.KeyAlgorithm") as KeyAlgorithm)
    : "ECDSA-P256";
