import { ConfigurationError } from "../kernel/index.js";
import { isLoopback } from "./addresses.js";

/** Configuration `api`. */
export interface ApiConfiguration {
  /** Address or name to listen on. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Bearer token of the station API; `null` only on a loopback address. */
  readonly token: string | null;
}

/** Configuration `octt`: who of the OCTT's own calls is served. */
export interface OcttConfiguration {
  /** Serves the SUT API on the port of the station API. */
  readonly sut: boolean;
  /** Port of the EV API, on the same host; 0 takes any free port, `null` serves none. */
  readonly evPort: number | null;
  /** The relay to dial, for a station that the OCTT cannot reach. */
  readonly relay: RelayConfiguration | null;
}

export interface RelayConfiguration {
  /** ws:// or wss://, as the OCTT shows it, with its path. */
  readonly url: string;
  readonly token: string;
}

/**
 * Refuses what would open a station to strangers or cannot work.
 * @throws ConfigurationError that names the key
 */
export function checkConfiguration(api: ApiConfiguration, octt: OcttConfiguration): void {
  if (api.token !== null && !fitsInHeader(api.token))
    throw new ConfigurationError("api.token", `must be null or ${TOKEN_CHARACTERS}`);
  if (api.token === null && !isLoopback(api.host))
    throw new ConfigurationError(
      "api.token",
      `must be set where api.host (${api.host}) is not a loopback address`,
    );
  if (octt.relay && !isWebSocketUrl(octt.relay.url))
    throw new ConfigurationError("octt.relay.url", "must be a URL that begins with ws:// or wss://");
  if (octt.relay && !fitsInHeader(octt.relay.token))
    throw new ConfigurationError("octt.relay.token", `must be ${TOKEN_CHARACTERS}`);
}

const TOKEN_CHARACTERS = "one or more printable ASCII characters without spaces";
const fitsInHeader = (token: string): boolean => /^[\x21-\x7e]+$/.test(token);

function isWebSocketUrl(text: string): boolean {
  return URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol) && !text.includes("#");
}
