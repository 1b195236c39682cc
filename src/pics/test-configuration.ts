import { StationFacts } from "./station-facts.js";
import type { StationSurvey } from "../station/index.js";

const PRIORITIES = ["NormalCycle", "InFront", "AlwaysFront"] as const;
const FORMATS = ["UTF8", "ASCII", "HTML", "URI"] as const;

/** Those of `all` that are supported, and the others. */
function parted(all: readonly string[], supported: readonly string[]): readonly [string[], string[]] {
  return [all.filter((one) => supported.includes(one)), all.filter((one) => !supported.includes(one))];
}

const given = (entries: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

/** What a tester must enter about this very station in the test tool; all else keeps the suite's defaults. */
export function testConfigurationOf(survey: StationSurvey): Readonly<Record<string, unknown>> {
  const facts = new StationFacts(survey);
  const { configuration, connectors } = facts;
  const { evses, firmware, csms } = configuration;
  const [first] = connectors;
  const [priority, otherPriority] = parted(PRIORITIES, facts.list("DisplayMessageCtrlr.SupportedPriorities"));
  const [formats, otherFormats] = parted(FORMATS, facts.list("DisplayMessageCtrlr.SupportedFormats"));
  const units = facts.list("SmartChargingCtrlr.RateUnit");
  const power = survey.describe("EVSE@1.Power")?.characteristics.maxLimit;
  return given({
    places: evses.flatMap(({ id, connectors: own }) =>
      own.map((connector) => ({ evseId: id, connectorId: connector.id })),
    ),
    secondEvseId: evses[1]?.id,
    parkingBayEvseIds: evses.filter(({ parkingBaySensor }) => parkingBaySensor).map(({ id }) => id),
    start: configuration.tokenReader || configuration.startButton ? "local" : "remote",
    startButton: !configuration.tokenReader && configuration.startButton,
    securityProfile: Math.max(1, csms.securityProfile),
    chargingRateUnit: units.includes("A") || units.length === 0 ? "A" : "W",
    numberPhases: first && !first.dc ? first.phases : undefined,
    connectorType: first?.type,
    firmwareReboot: firmware.installsWhileCharging ? "never" : "beforeActivation",
    displayMessage: given({
      priority: priority[0],
      otherPriority: priority[1] ?? priority[0],
      unsupportedPriority: otherPriority[0],
      format: formats[0],
      unsupportedFormat: otherFormats[0],
    }),
    quietUpperThreshold: power,
    fileTransfer: facts.list("OCPPCommCtrlr.FileTransferProtocols")[0],
  });
}
