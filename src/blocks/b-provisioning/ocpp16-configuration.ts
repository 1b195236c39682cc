import type { Reply, RequestHandlers } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import type { ConfigurationKeyDefinition } from "./ocpp16-keys.js";
import type { ConfigurationView, ConversionName } from "./ocpp16-views.js";

/** What the configuration keys of OCPP 1.6 need. */
export interface ConfigurationOptions {
  readonly deviceModel: DeviceModel;
  /** From `loadOcpp16Keys`, shared by all stations of the process. */
  readonly keys: readonly ConfigurationKeyDefinition[];
  readonly views: Readonly<Record<ConversionName, ConfigurationView>>;
  /** How many connectors the station has in the eyes of OCPP 1.6. */
  readonly numberOfConnectors: number;
  /** The feature profiles of OCPP 1.6 that the station has. */
  readonly featureProfiles: readonly string[];
  /** Called when the answer to a ChangeConfiguration is sent: what disturbs the connection may happen now. */
  readonly answered?: () => void;
}

type Variable = NonNullable<ReturnType<DeviceModel["describe"]>>;

interface GetConfigurationRequest {
  readonly key?: readonly string[];
}

interface KeyValue {
  readonly key: string;
  readonly readonly: boolean;
  readonly value?: string;
}

interface GetConfigurationResponse {
  readonly configurationKey?: readonly KeyValue[];
  readonly unknownKey?: readonly string[];
}

interface ChangeConfigurationRequest {
  readonly key: string;
  readonly value: string;
}

interface ChangeConfigurationResponse {
  readonly status: "Accepted" | "Rejected" | "RebootRequired" | "NotSupported";
}

/** The longest value that GetConfiguration can carry. */
const LONGEST_VALUE = 500;

/** GetConfiguration and ChangeConfiguration of OCPP 1.6: its keys are views on the device model. */
export function createConfigurationOcpp16(options: ConfigurationOptions): RequestHandlers {
  return {
    GetConfiguration: (request: GetConfigurationRequest) => getConfiguration(options, request),
    ChangeConfiguration: (request: ChangeConfigurationRequest) => changeConfiguration(options, request),
  };
}

function getConfiguration(
  options: ConfigurationOptions,
  { key: wanted = [] }: GetConfigurationRequest,
): Reply<GetConfigurationResponse> {
  const most = Number(find(options, "GetConfigurationMaxKeys")?.value ?? Infinity);
  if (wanted.length > most) {
    return {
      error: "OccurrenceConstraintViolation",
      description: `GetConfiguration takes at most ${most} keys`,
    };
  }
  if (wanted.length === 0) {
    const readable = options.keys.filter(
      (definition) => definition.access !== "W" && isSupported(options, definition),
    );
    return { response: { configurationKey: readable.map((definition) => show(options, definition)) } };
  }
  const known = wanted.map((key) => find(options, key)).filter((definition) => definition !== undefined);
  const unknown = wanted.filter((key) => find(options, key) === undefined);
  return {
    response: {
      ...(known.length > 0 && { configurationKey: known.map((definition) => show(options, definition)) }),
      ...(unknown.length > 0 && { unknownKey: unknown }),
    },
  };
}

function changeConfiguration(
  options: ConfigurationOptions,
  { key, value }: ChangeConfigurationRequest,
): Reply<ChangeConfigurationResponse> {
  const definition = find(options, key);
  if (!definition) return { response: { status: "NotSupported" } };
  if (definition.access === "R") return { response: { status: "Rejected" } };
  return {
    response: { status: change(options, definition, value) },
    ...(options.answered && { afterwards: options.answered }),
  };
}

function change(
  { deviceModel, views }: ConfigurationOptions,
  definition: ConfigurationKeyDefinition,
  value: string,
): ChangeConfigurationResponse["status"] {
  if (definition.conversion) return views[definition.conversion].write(value) ? "Accepted" : "Rejected";
  const target = deviceModel.describe(definition.path ?? "");
  if (!target) return "Rejected";
  const { status } = deviceModel.set(
    target.component,
    target.variable,
    "Actual",
    toVariable(definition, value),
  );
  return status === "Accepted" || status === "RebootRequired" ? status : "Rejected";
}

/** 1.6 does not say how booleans are spelled; the device model does. */
function toVariable({ type }: ConfigurationKeyDefinition, value: string): string {
  return type === "boolean" ? value.trim().toLowerCase() : value;
}

/** The key by its name, in any spelling of case, if this station has it. */
function find(options: ConfigurationOptions, key: string): ConfigurationKeyDefinition | undefined {
  const definition = options.keys.find((each) => each.key.toLowerCase() === key.toLowerCase());
  return definition && isSupported(options, definition) ? definition : undefined;
}

function isSupported({ deviceModel }: ConfigurationOptions, { path }: ConfigurationKeyDefinition): boolean {
  return path === undefined || deviceModel.has(path);
}

function show(options: ConfigurationOptions, definition: ConfigurationKeyDefinition): KeyValue {
  const { key, access, path } = definition;
  const variable = path === undefined ? undefined : options.deviceModel.describe(path);
  const actual = variable?.attributes[0];
  const readonly = access === "R" || actual?.mutability === "ReadOnly";
  if (access === "W" || actual?.mutability === "WriteOnly") return { key, readonly };
  const shown = variable && shownOf(variable, definition);
  return { key, readonly, value: valueOf(options, definition, shown).slice(0, LONGEST_VALUE) };
}

function shownOf(
  { characteristics, attributes: [actual] }: Variable,
  { shows }: ConfigurationKeyDefinition,
): string | undefined {
  switch (shows) {
    case "maxLimit":
      return String(characteristics.maxLimit ?? "");
    case "listLength":
      return String(characteristics.valuesList?.length ?? 0);
    case "quantities":
      return quantitiesOf(actual?.value ?? "");
    case "fileTransferProtocols":
      return protocolsOf(actual?.value ?? "");
    case undefined:
      return actual?.value;
  }
}

/** 1.6 has no word for SFTP (9.5.1, errata 3.90). */
const protocolsOf = (protocols: string): string =>
  protocols
    .split(",")
    .filter((protocol) => protocol !== "SFTP")
    .join(",");

const QUANTITIES: Readonly<Record<string, string>> = { A: "Current", W: "Power" };

/** 1.6 names what is limited where later versions name its unit (9.4.2). */
const quantitiesOf = (units: string): string =>
  units
    .split(",")
    .flatMap((unit) => QUANTITIES[unit.trim()] ?? [])
    .join(",");

function valueOf(
  { views, featureProfiles, numberOfConnectors }: ConfigurationOptions,
  { value, computed, conversion }: ConfigurationKeyDefinition,
  shown: string | undefined,
): string {
  if (value !== undefined) return value;
  if (computed === "featureProfiles") return featureProfiles.join(",");
  if (computed === "numberOfFeatureProfiles") return String(featureProfiles.length);
  if (computed === "numberOfConnectors") return String(numberOfConnectors);
  if (conversion) return views[conversion].read();
  return shown ?? "";
}
