import { readDataFile } from "../../device-model/index.js";
import { ConfigurationError } from "../../kernel/index.js";
import type { ConversionName } from "./ocpp16-views.js";

/** A configuration key of OCPP 1.6 and where its value comes from: one of path, value, computed and conversion. */
export interface ConfigurationKeyDefinition {
  readonly key: string;
  readonly access: "R" | "RW" | "W";
  readonly type: "boolean" | "integer" | "string" | "list";
  readonly source: string;
  /** A variable of the device model. */
  readonly path?: string;
  /** What of that variable it shows, where that is not its value. */
  readonly shows?: "fileTransferProtocols" | "listLength" | "maxLimit" | "quantities";
  /** A value that never changes. */
  readonly value?: string;
  /** A value that the composition root tells. */
  readonly computed?: "featureProfiles" | "numberOfConnectors" | "numberOfFeatureProfiles";
  /** A view that is more than the value of a variable. */
  readonly conversion?: ConversionName;
}

const FILE = "ocpp16-keys.json";

/**
 * Reads `devicemodel/ocpp16-keys.json`; to be called once in a process and shared by its stations.
 * @throws ConfigurationError naming the file
 */
export function loadOcpp16Keys(): readonly ConfigurationKeyDefinition[] {
  const data = readDataFile(FILE);
  const keys = typeof data === "object" && data !== null && "keys" in data ? data.keys : undefined;
  if (!Array.isArray(keys) || !keys.every((each) => typeof (each as { key?: unknown }).key === "string")) {
    throw new ConfigurationError(FILE, "must hold a list of keys");
  }
  return keys as ConfigurationKeyDefinition[];
}
