import type { InitialValues } from "../../device-model/index.js";
import { ConfigurationError, LOG_LEVELS } from "../../kernel/index.js";
import { OCPP_VERSIONS, type OcppVersion } from "../../protocol/index.js";
import { evses } from "./evses.js";
import {
  above,
  flag,
  integer,
  isSection,
  list,
  nullable,
  oneOf,
  optional,
  section,
  text,
  value,
  withDefault,
  type Rule,
} from "./rules.js";
import { SECURITY_PROFILES, TWO_AC_SOCKETS, type StationConfiguration } from "./station-configuration.js";

/** The highest rate at which virtual time may run. */
const FASTEST_CLOCK = 60;

// identifierString of OCPP, less the colon that ends the user name of Basic authentication.
const identity = text(1, 48, /^[A-Za-z0-9*\-_=+|@.]+$/, "letters, digits and * - _ = + | @ .");

const ocppVersions: Rule<readonly OcppVersion[]> = {
  read: (found, key) => {
    const versions = list(oneOf(...OCPP_VERSIONS)).read(found, key);
    if (new Set(versions).size < versions.length) {
      throw new ConfigurationError(key, "must name each version once");
    }
    return versions;
  },
};

const webSocketUrl = (of: string): Rule<string> => ({
  isText: true,
  ...value(
    (found): found is string =>
      typeof found === "string" && URL.canParse(found) && /^wss?:$/.test(new URL(found).protocol),
    `must be a ws: or wss: URL${of}`,
  ),
});

/** The keys of a configuration file; the order is that in which mistakes are reported. */
export const STATION_KEYS = section({
  identity: withDefault(identity, "CS-0001"),
  vendorName: withDefault(text(1, 50), "Kerbside"),
  model: withDefault(text(1, 20), "Duo-22"),
  serialNumber: withDefault(text(1, 25), "KS-0001"),
  firmwareVersion: withDefault(text(1, 50), "1.0.0"),
  ocppVersions: withDefault(ocppVersions, ["ocpp2.0.1"]),
  csms: section({
    url: withDefault(webSocketUrl(", to which the identity is appended"), "ws://127.0.0.1:9000/ocpp"),
    securityProfile: withDefault(oneOf(...SECURITY_PROFILES), 1),
    basicAuthPassword: optional(text(16, 40)),
  }),
  evses: withDefault(evses, TWO_AC_SOCKETS),
  userInterface: withDefault(flag, false),
  tokenReader: withDefault(flag, true),
  startButton: withDefault(flag, true),
  backupPower: withDefault(flag, false),
  variables: withDefault(
    value(isSection, "must be a map from Component.Variable to a value") as Rule<InitialValues>,
    {},
  ),
  storage: optional(text(1, 4_096)),
  api: section({
    host: withDefault(text(1, 255, /^\S+$/, "characters without spaces"), "127.0.0.1"),
    port: withDefault(integer(0, 65_535), 8080),
    token: nullable(text(1, 1_024)),
  }),
  octt: section({
    sut: withDefault(flag, true),
    evPort: nullable(integer(0, 65_535)),
    relay: nullable(section({ url: webSocketUrl(""), token: text(1, 4_096) })),
  }),
  firmware: section({
    downloadsWhileCharging: withDefault(flag, true),
    installsWhileCharging: withDefault(flag, false),
    cancellable: withDefault(flag, true),
    unsigned: withDefault(flag, false),
  }),
  certs: withDefault(text(1, 4_096), "./certs"),
  log: section({
    level: withDefault(oneOf(...LOG_LEVELS), "info"),
    pretty: withDefault(flag, false),
  }),
  clock: section({ rate: withDefault(above(0, FASTEST_CLOCK), 1) }),
});

/**
 * Checks a whole configuration, with what only holds between keys.
 * @throws ConfigurationError that names the first wrong key and what is allowed there
 */
export function readStationConfiguration(tree: unknown): StationConfiguration {
  const { csms, storage, ...read } = STATION_KEYS.read(tree, "");
  const { securityProfile, basicAuthPassword } = csms;
  const { ocppVersions: versions, vendorName, api, octt } = read;
  const scheme = securityProfile >= 2 ? "wss:" : "ws:";
  if (new URL(csms.url).protocol !== scheme) {
    throw new ConfigurationError(
      "csms.url",
      `must be a ${scheme} URL with security profile ${securityProfile}`,
    );
  }
  if ((securityProfile === 1 || securityProfile === 2) && basicAuthPassword === undefined) {
    const allowed = `is missing; with security profile ${securityProfile} it must be a text of 16 to 40 characters`;
    throw new ConfigurationError("csms.basicAuthPassword", allowed);
  }
  // BootNotification of 1.6 has room for no more.
  if (versions.includes("ocpp1.6") && vendorName.length > 20) {
    throw new ConfigurationError("vendorName", "must be at most 20 characters where ocpp1.6 is offered");
  }
  if (api.token === null && !isLoopback(api.host)) {
    throw new ConfigurationError("api.token", `must be set, as api.host ${api.host} is no loopback address`);
  }
  if (octt.evPort !== null && octt.evPort !== 0 && octt.evPort === api.port) {
    throw new ConfigurationError("octt.evPort", "must be another port than api.port");
  }
  return {
    ...read,
    storage: storage ?? `./data/${read.identity}`,
    csms: {
      url: csms.url,
      securityProfile,
      ...(basicAuthPassword !== undefined && { basicAuthPassword }),
    },
  };
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
