import { basename, dirname, join } from "node:path";
import { loadConfiguration, type ConfigurationSources, type StationConfiguration } from "../station/index.js";
import { identitiesOf } from "./identities.js";

/** The configurations of a fleet. */
export interface FleetConfiguration {
  /** Of no station of its own: what all of them have in common. */
  readonly common: StationConfiguration;
  /** They differ from it in identity and folder. */
  readonly stations: readonly StationConfiguration[];
}

/**
 * Reads the configurations of a fleet: that of one station, with another identity and another folder for each. A folder is
 * named by its identity. It lies beside that of the configuration where that one is named by an identity too, and
 * else in it.
 * @throws ConfigurationError that names the key or option, and what is allowed
 */
export function loadFleet(
  sources: ConfigurationSources,
  { stations, identityPattern }: { readonly stations: number; readonly identityPattern: string },
): FleetConfiguration {
  const common = loadConfiguration(sources);
  const identities = identitiesOf(identityPattern, stations);
  // The last identity is the longest: where it is allowed, all are.
  const flags = [
    ...(sources.flags ?? []),
    { key: "identity", value: identities.at(-1), origin: "--identity-pattern" },
  ];
  loadConfiguration({ ...sources, flags });
  const folder = basename(common.storage) === common.identity ? dirname(common.storage) : common.storage;
  return {
    common,
    stations: identities.map((identity) => ({ ...common, identity, storage: join(folder, identity) })),
  };
}
