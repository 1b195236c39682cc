import { Seconds } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";
import type { TestCase } from "../case.js";
import type { TestCsms } from "../csms/test-csms.js";
import { LONGEST_BACK_OFF, type Stage } from "../edition.js";
import { expectsReport, type ReportData } from "../expectations/report-data.js";
import { EDITION_16 } from "../ocpp16/perform-ocpp16.js";
import { EDITION_201 } from "../run/perform-ocpp201.js";
import type { SuiteVersion } from "../suites.js";

/** A variable (OCPP 1.6: a configuration key) as the station has told it. */
export interface ConfigurationItem {
  /** `Component[instance]@evse.connector.Variable[instance]`, or the key. */
  readonly name: string;
  /** Actual, Target, MinSet or MaxSet; of a key always Actual. */
  readonly type: string;
  /** `null` where it is not told, as of a secret. */
  readonly value: string | null;
  /** ReadOnly, WriteOnly or ReadWrite. */
  readonly mutability: string;
}

const REQUEST_ID = 1;

/**
 * What looks like a case and reads every variable of the station before the cases begin, changing nothing.
 * @param told given what was read
 */
export function configurationReading(
  version: SuiteVersion,
  told: (items: readonly ConfigurationItem[]) => void,
): TestCase {
  const is16 = version === "ocpp1.6";
  return {
    id: "CONFIGURATION",
    title: "Reading of the configuration before the cases",
    block: "",
    profiles: {},
    edition: is16 ? EDITION_16 : EDITION_201,
    perform: (stage) => ({
      prepare: () => isThere(stage),
      async run() {
        told(await (is16 ? readKeys(stage.csms) : readVariables(stage.csms)));
        stage.csms.takesAllHeard();
      },
      tidyUp: () => Promise.resolve(),
    }),
  };
}

/** The station is connected and has told of itself. */
async function isThere({ csms, pics, fresh }: Stage): Promise<void> {
  const { bootPatience } = pics.test;
  const within = Seconds(fresh ? bootPatience : Math.max(bootPatience, LONGEST_BACK_OFF));
  await csms.until(() => csms.connected, "the station did not connect", within);
  if (fresh) await csms.expects("BootNotification", {}, { within });
  await csms.waits(Seconds(1));
}

async function readVariables(csms: TestCsms): Promise<readonly ConfigurationItem[]> {
  await csms.ask(
    "GetBaseReport",
    { requestId: REQUEST_ID, reportBase: "FullInventory" },
    { status: "Accepted" },
  );
  return sorted((await expectsReport(csms, REQUEST_ID)).flatMap(itemsOf));
}

/** An item for each attribute of a variable. */
const itemsOf = (data: ReportData): readonly ConfigurationItem[] =>
  data.variableAttribute.map(({ type = "Actual", value = null, mutability = "ReadWrite" }) => ({
    name: pathOf(data),
    type,
    value,
    mutability,
  }));

function pathOf({ component, variable }: ReportData): string {
  const { evse } = component;
  const connector = evse?.connectorId === undefined ? "" : `.${evse.connectorId}`;
  const place = evse ? `@${evse.id}${connector}` : "";
  return `${named(component)}${place}.${named(variable)}`;
}

const named = ({ name, instance }: ReportData["variable"]): string =>
  instance === undefined ? name : `${name}[${instance}]`;

async function readKeys(csms: TestCsms): Promise<readonly ConfigurationItem[]> {
  const { configurationKey = [] } = await csms.request("GetConfiguration", {});
  return sorted(
    (configurationKey as readonly Payload[]).map(({ key, value, readonly }) => ({
      name: String(key),
      type: "Actual",
      value: value === undefined ? null : String(value),
      mutability: readonly === true ? "ReadOnly" : "ReadWrite",
    })),
  );
}

/** Code units, so that reports of all machines can be compared. */
const sorted = (items: readonly ConfigurationItem[]): readonly ConfigurationItem[] =>
  [...items].sort((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1));
