import { CIPHER_SUITES } from "../../station/index.js";
import type { Feature, FeatureGroup } from "../feature.js";
import type { StationFacts } from "../station-facts.js";

const START_POINTS = [
  "EVConnected",
  "Authorized",
  "DataSigned",
  "PowerPathClosed",
  "EnergyTransfer",
  "ParkingBayOccupancy",
] as const;
const STOP_POINTS = [
  "EVConnected",
  "Authorized",
  "PowerPathClosed",
  "EnergyTransfer",
  "ParkingBayOccupancy",
] as const;
const TRIGGERS = [
  "MeterValues",
  "TransactionEvent",
  "LogStatusNotification",
  "FirmwareStatusNotification",
  "StatusNotification",
  "BootNotification",
] as const;
const MEASURANDS = [
  ["at the start of a transaction", "SampledDataCtrlr.TxStartedMeasurands"],
  ["during a transaction", "SampledDataCtrlr.TxUpdatedMeasurands"],
  ["at the end of a transaction", "SampledDataCtrlr.TxEndedMeasurands"],
  ["clock-aligned", "AlignedDataCtrlr.Measurands"],
  ["clock-aligned, told at the end of a transaction", "AlignedDataCtrlr.TxEndedMeasurands"],
] as const;

const readsTokens = ({ configuration }: StationFacts): boolean => configuration.tokenReader;
const reads = (type: string) => (facts: StationFacts) =>
  readsTokens(facts) && facts.list("AuthCtrlr.SupportedIdTokenTypes").includes(type);
const presses = ({ configuration }: StationFacts): boolean => configuration.startButton;
const caches = (facts: StationFacts): boolean =>
  readsTokens(facts) && facts.canBe("AuthCacheCtrlr.Enabled", "true");
const takesUnknownOffline = (facts: StationFacts): boolean =>
  readsTokens(facts) && facts.canBe("AuthCtrlr.OfflineTxForUnknownIdEnabled", "true");
const listsTokens = (facts: StationFacts): boolean =>
  readsTokens(facts) && facts.canBe("LocalAuthListCtrlr.Enabled", "true");
const masterPass = (facts: StationFacts): boolean =>
  readsTokens(facts) && facts.writable("AuthCtrlr.MasterPassGroupId");
const always = (): boolean => true;
const never = (): boolean => false;

/** An option of a variable: it has the value, or can be given it. */
const option = (id: string, variable: string, value: string, meaning: string): Feature => ({
  id,
  meaning,
  variable,
  answer: (facts) => facts.canBe(variable, value),
});

/** `EVConnected` needs nothing, `DataSigned` a meter that signs, `ParkingBayOccupancy` a sensor. */
const hasPoint = (variable: string, point: string) => (facts: StationFacts) =>
  facts.canContain(variable, point) &&
  (point !== "ParkingBayOccupancy" ||
    facts.configuration.evses.some(({ parkingBaySensor }) => parkingBaySensor)) &&
  (point !== "DataSigned" || facts.configuration.evses.some(({ signingMeter }) => signingMeter));

const points = (id: string, variable: string, all: readonly string[]): readonly Feature[] =>
  all.map((point, index) => ({
    id: `${id}.${index + 1}`,
    meaning: `${variable.split(".")[1] ?? variable} can contain ${point}`,
    variable,
    answer: hasPoint(variable, point),
  }));

/** The profile Core. */
export const CORE: readonly FeatureGroup[] = [
  {
    title: "Core",
    features: [
      {
        id: "C-01",
        meaning: "authorizes transactions while it is offline",
        answer: (facts) =>
          takesUnknownOffline(facts) || caches(facts) || listsTokens(facts) || presses(facts),
      },
      {
        id: "C-02",
        meaning: "lets unknown tokens charge while it is offline",
        variable: "AuthCtrlr.OfflineTxForUnknownIdEnabled",
        answer: takesUnknownOffline,
      },
      {
        id: "C-03",
        meaning: "delivers a limited amount of energy for a token that turns out to be invalid",
        variable: "TxCtrlr.MaxEnergyOnInvalidId",
        answer: (facts) => readsTokens(facts) && facts.writable("TxCtrlr.MaxEnergyOnInvalidId"),
      },
      {
        id: "C-04",
        meaning: "holds back statuses that last only shortly",
        variable: "OCPPCommCtrlr.MinimumStatusDuration",
        answer: (facts) => facts.writable("OCPPCommCtrlr.MinimumStatusDuration"),
      },
      option(
        "C-06.1",
        "TxCtrlr.StopTxOnEVSideDisconnect",
        "false",
        "keeps the authorization when the EV's end is pulled",
      ),
      option(
        "C-06.2",
        "TxCtrlr.StopTxOnEVSideDisconnect",
        "true",
        "drops the authorization when the EV's end is pulled",
      ),
      {
        id: "C-07",
        meaning: "master pass, with a display on which the driver chooses what to stop",
        variable: "AuthCtrlr.MasterPassGroupId",
        answer: (facts) => masterPass(facts) && facts.configuration.userInterface,
      },
      {
        id: "C-08",
        meaning: "master pass, without such a display",
        variable: "AuthCtrlr.MasterPassGroupId",
        answer: (facts) => masterPass(facts) && !facts.configuration.userInterface,
      },
      ...points("C-09", "TxCtrlr.TxStartPoint", START_POINTS),
      ...points("C-10", "TxCtrlr.TxStopPoint", STOP_POINTS),
      {
        id: "C-12.1",
        meaning: "unlocks the connector when the EV's end is pulled",
        variable: "OCPPCommCtrlr.UnlockOnEVSideDisconnect",
        answer: (facts) =>
          facts.connectors.some(({ cable }) => cable === "detachable") &&
          facts.canBe("OCPPCommCtrlr.UnlockOnEVSideDisconnect", "true"),
      },
      option(
        "C-12.2",
        "OCPPCommCtrlr.UnlockOnEVSideDisconnect",
        "false",
        "keeps the connector locked when the EV's end is pulled",
      ),
      {
        id: "C-13",
        meaning: "resets a single EVSE",
        variable: "EVSE.AllowReset",
        answer: (facts) => facts.configuration.evses.every(({ id }) => facts.isOn(`EVSE@${id}.AllowReset`)),
      },
      { id: "C-14", meaning: "knows customer data by a customerIdentifier", answer: never },
      option(
        "C-20",
        "ChargingStation.AllowNewSessionsPendingFirmwareUpdate",
        "true",
        "new sessions may begin while a firmware update waits",
      ),
      {
        id: "C-21",
        meaning: "queues all messages while it is offline, not only those of transactions",
        variable: "OCPPCommCtrlr.QueueAllMessages",
        answer: (facts) => facts.canBe("OCPPCommCtrlr.QueueAllMessages", "true"),
      },
      {
        id: "C-23",
        meaning: "sources of the time",
        variable: "ClockCtrlr.TimeSource",
        answer: (facts) => facts.list("ClockCtrlr.TimeSource"),
      },
      {
        id: "C-25",
        meaning: "the offset of the local time can be set",
        variable: "ClockCtrlr.TimeOffset",
        answer: (facts) => facts.writable("ClockCtrlr.TimeOffset"),
      },
      {
        id: "C-26",
        meaning: "the time zone can be set",
        variable: "ClockCtrlr.TimeZone",
        answer: (facts) => facts.writable("ClockCtrlr.TimeZone"),
      },
      option(
        "C-28",
        "AlignedDataCtrlr.SendDuringIdle",
        "true",
        "clock-aligned values can be left to times without a transaction",
      ),
      ...TRIGGERS.map((message, index) => ({
        id: `C-29.${index + 1}`,
        meaning: `${message} can be triggered`,
        answer: always,
      })),
      {
        id: "C-40",
        meaning: "each list of measurands can hold at least one",
        answer: (facts) =>
          MEASURANDS.every(([, variable]) => facts.list(variable).length > 0 || facts.writable(variable)),
      },
      ...MEASURANDS.map(([when, variable], index) => ({
        id: `C-40.${index + 1}`,
        meaning: `measurands ${when}`,
        variable,
        answer: (facts: StationFacts) => facts.allowed(variable),
      })),
      { id: "C-41", meaning: "cipher suites that are offered", answer: () => CIPHER_SUITES },
      {
        id: "C-42",
        meaning: "signed meter values",
        variable: "SampledDataCtrlr.SignReadings",
        answer: (facts) =>
          facts.configuration.evses.some(({ signingMeter }) => signingMeter) &&
          facts.canBe("SampledDataCtrlr.SignReadings", "true"),
      },
      {
        id: "C-43",
        meaning: "installs and activates firmware while transactions go on",
        answer: ({ configuration }) => configuration.firmware.installsWhileCharging,
      },
      {
        id: "C-47",
        meaning: "tries the former network profile again when all attempts of a new one have failed",
        answer: always,
      },
      option("C-48.1", "AuthCtrlr.AuthorizeRemoteStart", "true", "a remote start can be authorized first"),
      option(
        "C-48.2",
        "AuthCtrlr.AuthorizeRemoteStart",
        "false",
        "a remote start can go without authorization",
      ),
      { id: "C-49", meaning: "authorization cache", variable: "AuthCacheCtrlr.Enabled", answer: caches },
      {
        id: "C-51",
        meaning: "TxStartPoint can be changed",
        variable: "TxCtrlr.TxStartPoint",
        answer: (facts) => facts.writable("TxCtrlr.TxStartPoint"),
      },
      {
        id: "C-52",
        meaning: "TxStopPoint can be changed",
        variable: "TxCtrlr.TxStopPoint",
        answer: (facts) => facts.writable("TxCtrlr.TxStopPoint"),
      },
      {
        id: "C-53",
        meaning: "the life time of cached tokens can be set",
        variable: "AuthCacheCtrlr.LifeTime",
        answer: (facts) => caches(facts) && facts.writable("AuthCacheCtrlr.LifeTime"),
      },
      {
        id: "C-54",
        meaning: "which tokens leave a full cache first",
        variable: "AuthCacheCtrlr.Policy",
        answer: (facts) => (caches(facts) ? facts.list("AuthCacheCtrlr.Policy") : []),
      },
      { id: "C-56", meaning: "the report SummaryInventory", answer: always },
      { id: "C-57", meaning: "cancels the upload of a log", answer: always },
      {
        id: "C-58",
        meaning: "authorization by the CSMS can be switched off",
        variable: "AuthCtrlr.DisableRemoteAuthorization",
        answer: (facts) => readsTokens(facts) && facts.canBe("AuthCtrlr.DisableRemoteAuthorization", "true"),
      },
      {
        id: "C-59",
        meaning: "cached tokens that are not valid can be refused without a question",
        variable: "AuthCacheCtrlr.DisablePostAuthorize",
        answer: (facts) => caches(facts) && facts.canBe("AuthCacheCtrlr.DisablePostAuthorize", "true"),
      },
      {
        id: "C-60",
        meaning: "cancels a firmware update",
        answer: ({ configuration }) => configuration.firmware.cancellable,
      },
      { id: "C-61", meaning: "security profile 1", answer: always },
    ],
  },
  {
    title: "Starting and stopping at the station",
    features: [
      { id: "C-30", meaning: "local start with an RFID token (ISO 14443)", answer: reads("ISO14443") },
      { id: "C-31", meaning: "local start with an RFID token (ISO 15693)", answer: reads("ISO15693") },
      { id: "C-32", meaning: "local start with a key code", answer: reads("KeyCode") },
      { id: "C-33", meaning: "local start with an id that the station makes up", answer: never },
      { id: "C-34", meaning: "local start with the EV's MAC address", answer: never },
      { id: "C-35", meaning: "local start by a button, without authorization", answer: presses },
      { id: "C-70", meaning: "local stop with an RFID token (ISO 14443)", answer: reads("ISO14443") },
      { id: "C-71", meaning: "local stop with an RFID token (ISO 15693)", answer: reads("ISO15693") },
      { id: "C-72", meaning: "local stop with a key code", answer: reads("KeyCode") },
      { id: "C-75", meaning: "local stop by a button", answer: always },
    ],
  },
  {
    title: "Starting by the CSMS",
    features: [
      { id: "C-36", meaning: "remote start with an RFID token (ISO 14443)", answer: always },
      { id: "C-37", meaning: "remote start with an RFID token (ISO 15693)", answer: always },
      { id: "C-38", meaning: "remote start with an id that the CSMS makes up", answer: always },
      { id: "C-39", meaning: "remote start without an idToken (NoAuthorization)", answer: never },
    ],
  },
];
