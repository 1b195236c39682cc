import { CIPHER_SUITES } from "../../station/index.js";
import type { Feature, FeatureGroup } from "../feature.js";
import type { StationFacts } from "../station-facts.js";

const readsTokens = ({ configuration }: StationFacts): boolean => configuration.tokenReader;
const startsLocally = (facts: StationFacts): boolean => readsTokens(facts) || facts.configuration.startButton;
const isSecured = ({ configuration }: StationFacts): boolean => configuration.csms.securityProfile >= 1;
const showsCertificate = ({ configuration }: StationFacts): boolean =>
  configuration.csms.securityProfile === 3;
const detachable = ({ connectors }: StationFacts): boolean =>
  connectors.some(({ cable }) => cable === "detachable");
const available = (component: string) => (facts: StationFacts) =>
  facts.isOn(`${component}.Available`) && facts.canBe(`${component}.Enabled`, "true");
const lists = available("LocalAuthListCtrlr");
const reserves = available("ReservationCtrlr");
const limits = available("SmartChargingCtrlr");

const option = (id: string, variable: string, value: string, meaning: string): Feature => ({
  id,
  meaning,
  variable,
  answer: (facts) => facts.canBe(variable, value),
});

/** How much the station takes, by the name of the key; only where the profile is there. */
const limit = (key: string, variable: string, has: (facts: StationFacts) => boolean): Feature => ({
  id: key,
  meaning: `configuration key ${key}`,
  variable,
  answer: (facts) => has(facts) && facts.most(variable),
});

/** All that a PICS of OCPP 1.6 asks: certificate, security, and what the tester must know. */
export const FEATURES_OF_OCPP16: readonly FeatureGroup[] = [
  {
    title: "OCPP 1.6 certificate: profiles",
    features: [
      { id: "FirmwareManagement", meaning: "profile Firmware Management", answer: () => true },
      {
        id: "LocalAuthListManagement",
        meaning: "profile Local Auth List Management",
        variable: "LocalAuthListCtrlr.Available",
        answer: lists,
      },
      {
        id: "Reservation",
        meaning: "profile Reservation",
        variable: "ReservationCtrlr.Available",
        answer: reserves,
      },
      {
        id: "SmartCharging",
        meaning: "profile Smart Charging",
        variable: "SmartChargingCtrlr.Available",
        answer: limits,
      },
      { id: "RemoteTrigger", meaning: "profile Remote Trigger", answer: () => true },
    ],
  },
  {
    title: "OCPP 1.6 certificate: optional features",
    features: [
      {
        id: "C-02",
        meaning: "lets unknown idTags charge while it is offline (AllowOfflineTxForUnknownId)",
        variable: "AuthCtrlr.OfflineTxForUnknownIdEnabled",
        answer: (facts) =>
          readsTokens(facts) && facts.canBe("AuthCtrlr.OfflineTxForUnknownIdEnabled", "true"),
      },
      {
        id: "C-03",
        meaning: "delivers a limited amount of energy for an invalid idTag (MaxEnergyOnInvalidId)",
        variable: "TxCtrlr.MaxEnergyOnInvalidId",
        answer: (facts) => readsTokens(facts) && facts.writable("TxCtrlr.MaxEnergyOnInvalidId"),
      },
      {
        id: "C-04",
        meaning: "authorization cache",
        variable: "AuthCacheCtrlr.Enabled",
        answer: (facts) => readsTokens(facts) && facts.canBe("AuthCacheCtrlr.Enabled", "true"),
      },
      {
        id: "C-05",
        meaning: "holds back statuses that last only shortly (MinimumStatusDuration)",
        variable: "OCPPCommCtrlr.MinimumStatusDuration",
        answer: (facts) => facts.writable("OCPPCommCtrlr.MinimumStatusDuration"),
      },
      option("C-06.Yes", "TxCtrlr.StopTxOnEVSideDisconnect", "true", "stops when the EV's end is pulled"),
      option("C-06.No", "TxCtrlr.StopTxOnEVSideDisconnect", "false", "goes on when the EV's end is pulled"),
      { id: "C-07", meaning: "local start", answer: startsLocally },
      { id: "C-08", meaning: "local stop", answer: startsLocally },
      {
        id: "R-1",
        meaning: "reserves the whole station (ReserveConnectorZeroSupported)",
        variable: "ReservationCtrlr.NonEvseSpecific",
        answer: (facts) => reserves(facts) && facts.isOn("ReservationCtrlr.NonEvseSpecific"),
      },
      ...["A", "W"].map((unit) => ({
        id: `SC-1.${unit}`,
        meaning: `charging limits in ${unit}`,
        variable: "SmartChargingCtrlr.RateUnit",
        answer: (facts: StationFacts) =>
          limits(facts) && facts.list("SmartChargingCtrlr.RateUnit").includes(unit),
      })),
    ],
  },
  {
    title: "OCPP 1.6 security certificate",
    features: [
      { id: "Security", meaning: "security whitepaper, edition 3", answer: isSecured },
      { id: "SeveralSecurityProfiles", meaning: "the security profile can be raised", answer: isSecured },
      {
        id: "CipherSuites",
        meaning: "cipher suites that are offered",
        answer: (facts) => (isSecured(facts) ? CIPHER_SUITES : []),
      },
    ],
  },
  {
    title: "Additional questions",
    features: [
      {
        id: "AQ-1",
        meaning: "the last root certificate of the central system can be removed",
        answer: ({ configuration }) => configuration.csms.securityProfile === 1,
      },
      {
        id: "AQ-2",
        meaning: "a lock keeps the driver from plugging in before authorization",
        answer: ({ connectors }) => connectors.some(({ accessLock }) => accessLock),
      },
      {
        id: "AQ-3",
        meaning: "the last certificate of the charge point can be removed by other means than OCPP",
        answer: (facts) => isSecured(facts) && !showsCertificate(facts),
      },
      {
        id: "AQ-4",
        meaning: "firmware can be downloaded while a transaction goes on",
        answer: ({ configuration }) => configuration.firmware.downloadsWhileCharging,
      },
      { id: "AQ-5", meaning: "the driver must choose an EVSE before authorization", answer: () => false },
      {
        id: "AQ-6",
        meaning: "IEC 61851-1 mode 3",
        answer: ({ connectors }) => connectors.some(({ type }) => /^[cs]Type/.test(type)),
      },
      {
        id: "AQ-7.1",
        meaning: "tells of the end of transactions before it goes down as the power fails",
        answer: ({ configuration }) => configuration.backupPower,
      },
      {
        id: "AQ-7.2",
        meaning: "tells of the end of transactions when it is back after a power failure",
        answer: ({ configuration }) => !configuration.backupPower,
      },
    ],
  },
  {
    title: "What the tester must know",
    features: [
      { id: "FixedCable", meaning: "all cables are fixed", answer: (facts) => !detachable(facts) },
      { id: "LockFailure", meaning: "a failure of the lock can be brought about", answer: detachable },
      {
        id: "LocalListCanBeDisabled",
        meaning: "LocalAuthListEnabled can be false",
        variable: "LocalAuthListCtrlr.Enabled",
        answer: (facts) => lists(facts) && facts.canBe("LocalAuthListCtrlr.Enabled", "false"),
      },
      limit("SendLocalListMaxLength", "LocalAuthListCtrlr.ItemsPerMessage", lists),
      limit("MaxChargingProfilesInstalled", "SmartChargingCtrlr.Entries[ChargingProfiles]", limits),
      limit("ChargingScheduleMaxPeriods", "SmartChargingCtrlr.PeriodsPerSchedule", limits),
      limit("ChargeProfileMaxStackLevel", "SmartChargingCtrlr.ProfileStackLevel", limits),
    ],
  },
];
