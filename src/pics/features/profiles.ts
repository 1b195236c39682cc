import type { Feature, FeatureGroup } from "../feature.js";
import type { StationFacts } from "../station-facts.js";

const PRIORITIES = ["AlwaysFront", "InFront", "NormalCycle"] as const;
const FORMATS = ["ASCII", "HTML", "URI", "UTF8"] as const;

const reserves = (facts: StationFacts): boolean =>
  facts.isOn("ReservationCtrlr.Available") && facts.canBe("ReservationCtrlr.Enabled", "true");
const limits = (facts: StationFacts): boolean =>
  facts.isOn("SmartChargingCtrlr.Available") && facts.canBe("SmartChargingCtrlr.Enabled", "true");
const shows = (facts: StationFacts): boolean =>
  facts.isOn("DisplayMessageCtrlr.Available") && facts.canBe("DisplayMessageCtrlr.Enabled", "true");
const lists = (facts: StationFacts): boolean =>
  facts.isOn("LocalAuthListCtrlr.Available") && facts.canBe("LocalAuthListCtrlr.Enabled", "true");
const monitors = (facts: StationFacts): boolean =>
  facts.isOn("MonitoringCtrlr.Available") && facts.canBe("MonitoringCtrlr.Enabled", "true");
const talksIso15118 = ({ configuration }: StationFacts): boolean =>
  configuration.evses.some(({ iso15118 }) => iso15118 === true);
const clientCertificate = ({ configuration }: StationFacts): boolean =>
  configuration.csms.securityProfile === 3;

const member = (
  id: string,
  variable: string,
  element: string,
  has: (facts: StationFacts) => boolean,
): Feature => ({
  id,
  meaning: `${variable.split(".")[1] ?? variable} contains ${element}`,
  variable,
  answer: (facts) => has(facts) && facts.list(variable).includes(element),
});

/** The certification profiles beside Core, and what is optional in them. */
export const PROFILES: readonly FeatureGroup[] = [
  {
    title: "Certification profiles",
    features: [
      { id: "AdvancedSecurity", meaning: "profile Advanced Security", answer: () => true },
      {
        id: "LocalAuthListManagement",
        meaning: "profile Local Authorization List Management",
        variable: "LocalAuthListCtrlr.Available",
        answer: lists,
      },
      {
        id: "SmartCharging",
        meaning: "profile Smart Charging",
        variable: "SmartChargingCtrlr.Available",
        answer: limits,
      },
      {
        id: "AdvancedDeviceManagement",
        meaning: "profile Advanced Device Management",
        variable: "MonitoringCtrlr.Available",
        answer: monitors,
      },
      {
        id: "AdvancedUserInterface",
        meaning: "profile Advanced User Interface",
        variable: "DisplayMessageCtrlr.Available",
        answer: shows,
      },
      {
        id: "Reservation",
        meaning: "profile Reservation",
        variable: "ReservationCtrlr.Available",
        answer: reserves,
      },
      { id: "ISO15118Support", meaning: "profile ISO 15118 Support", answer: talksIso15118 },
    ],
  },
  {
    title: "ISO 15118 Support",
    features: [
      {
        id: "ISO-4",
        meaning: "reports and deletes customer data by a certificate",
        answer: talksIso15118,
      },
      {
        id: "ISO-5",
        meaning: "a contract that the station cannot validate is handed to the CSMS",
        variable: "ISO15118Ctrlr.CentralContractValidationAllowed",
        answer: (facts) => facts.canBe("ISO15118Ctrlr.CentralContractValidationAllowed", "true"),
      },
    ],
  },
  {
    title: "Advanced Security",
    features: [
      {
        id: "AS-2",
        meaning: "a new root of the CSMS must be signed by the old one",
        variable: "SecurityCtrlr.AdditionalRootCertificateCheck",
        answer: (facts) => facts.isOn("SecurityCtrlr.AdditionalRootCertificateCheck"),
      },
      {
        id: "AS-3",
        meaning: "asks again for a certificate that the CSMS does not send",
        variable: "SecurityCtrlr.CertSigningWaitMinimum",
        answer: (facts) =>
          facts.writable("SecurityCtrlr.CertSigningWaitMinimum") &&
          facts.writable("SecurityCtrlr.CertSigningRepeatTimes"),
      },
    ],
  },
  {
    title: "Local Authorization List Management",
    features: [
      {
        id: "LA-1",
        meaning: "Local Authorization List",
        variable: "LocalAuthListCtrlr.Enabled",
        answer: lists,
      },
      {
        id: "LA-3",
        meaning: "listed tokens that are not valid can be refused without a question",
        variable: "LocalAuthListCtrlr.DisablePostAuthorize",
        answer: (facts) => lists(facts) && facts.canBe("LocalAuthListCtrlr.DisablePostAuthorize", "true"),
      },
    ],
  },
  {
    title: "Smart Charging",
    features: [
      member("SC-2.1", "SmartChargingCtrlr.RateUnit", "A", limits),
      member("SC-2.2", "SmartChargingCtrlr.RateUnit", "W", limits),
    ],
  },
  {
    title: "Advanced Device Management",
    features: [
      {
        id: "DM-3",
        meaning: "events of chosen severities wait while the station is offline",
        variable: "MonitoringCtrlr.OfflineQueuingSeverity",
        answer: (facts) => monitors(facts) && facts.writable("MonitoringCtrlr.OfflineQueuingSeverity"),
      },
    ],
  },
  {
    title: "Advanced User Interface",
    features: [
      ...PRIORITIES.map((priority, index) =>
        member(`UI-1.${index + 1}`, "DisplayMessageCtrlr.SupportedPriorities", priority, shows),
      ),
      ...FORMATS.map((format, index) =>
        member(`UI-2.${index + 1}`, "DisplayMessageCtrlr.SupportedFormats", format, shows),
      ),
    ],
  },
  {
    title: "Reservation",
    features: [
      {
        id: "R-1",
        meaning: "reservation by connector type",
        variable: "ReservationCtrlr.NonEvseSpecific",
        answer: (facts) => reserves(facts) && facts.isOn("ReservationCtrlr.NonEvseSpecific"),
      },
      {
        id: "R-2",
        meaning: "reservation that names no EVSE",
        variable: "ReservationCtrlr.NonEvseSpecific",
        answer: (facts) => reserves(facts) && facts.isOn("ReservationCtrlr.NonEvseSpecific"),
      },
      {
        id: "R-3",
        meaning: "reservations can be switched off",
        variable: "ReservationCtrlr.Enabled",
        answer: (facts) => reserves(facts) && facts.canBe("ReservationCtrlr.Enabled", "false"),
      },
    ],
  },
  {
    title: "Additional questions",
    features: [
      {
        id: "AQ-1",
        meaning: "the last root certificate of the CSMS can be removed",
        answer: ({ configuration }) => configuration.csms.securityProfile <= 1,
      },
      {
        id: "AQ-2",
        meaning: "a lock keeps the driver from plugging in before authorization",
        answer: ({ connectors }) => connectors.some(({ accessLock }) => accessLock),
      },
      {
        id: "AQ-3",
        meaning: "the last certificate of the station can be removed by other means than OCPP",
        answer: (facts) => !clientCertificate(facts),
      },
      {
        id: "AQ-4",
        meaning: "there is a number of phases by which an EVSE cannot charge",
        answer: ({ connectors }) => connectors.some(({ dc, phases }) => dc || phases < 3),
      },
      { id: "AQ-5", meaning: "there are hard-wired monitors", answer: monitors },
      { id: "AQ-6", meaning: "there are preconfigured monitors", answer: monitors },
      {
        id: "AQ-7",
        meaning: "firmware can be downloaded while a transaction goes on",
        answer: ({ configuration }) => configuration.firmware.downloadsWhileCharging,
      },
      { id: "AQ-8", meaning: "the driver must choose an EVSE before authorization", answer: () => false },
      {
        id: "AQ-9",
        meaning: "an EV can charge by IEC 61851-1, mode 3 or 4",
        answer: ({ connectors }) => connectors.some(({ type }) => /^[cs]Type|^cCCS/.test(type)),
      },
      {
        id: "AQ-10",
        meaning: "a Delta monitor can be set on BasicAuthPassword",
        variable: "SecurityCtrlr.BasicAuthPassword",
        answer: (facts) =>
          monitors(facts) &&
          facts.monitorable("SecurityCtrlr.BasicAuthPassword") &&
          !clientCertificate(facts),
      },
      {
        id: "AQ-18",
        meaning: "there is a connector with an automatic lock at the station's end",
        answer: ({ connectors }) => connectors.some(({ type }) => /^sType[23]$/.test(type)),
      },
    ],
  },
];
