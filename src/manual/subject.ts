import { ConfigurationError } from "../kernel/index.js";
import type { StationConfiguration, StationSurvey } from "../station/index.js";

/** A token that a tester is given, and what the CSMS shall say of it. */
export interface ManualToken {
  readonly idToken: string;
  readonly type: string;
  readonly meaning: string;
}

/** A firmware image that a tester is given. */
export interface ManualImage {
  readonly file: string;
  readonly version: string;
  /** What is special about it, and what the station must do with it. */
  readonly outcome: string;
  readonly cases: readonly string[];
}

/** What a manual is about. */
export interface ManualSubject {
  readonly survey: StationSurvey;
  /** The configuration file, as the tester will name it. */
  readonly configurationFile: string;
  /** At least two that are valid, first. */
  readonly tokens: readonly ManualToken[];
  readonly images: readonly ManualImage[];
  /** The version that an image of the tester's own would have. */
  readonly nextVersion: string;
  /** Whether the station's PKI folder holds a PKI already. */
  readonly hasPki: boolean;
}

/** An argument as a POSIX shell takes it. */
export const quoted = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replace(/'/g, `'\\''`)}'`;

/** What starts Kerbside, in the folder of the software. */
export const kerbside = (...parameters: readonly string[]): string =>
  ["node", "dist/cli.js", ...parameters.map(quoted)].join(" ");

/** A URL as it may be printed. */
export function withoutCredentials(url: string): string {
  const printed = new URL(url);
  printed.username = "";
  printed.password = "";
  return printed.href;
}

const ANY_ADDRESS = ["0.0.0.0", "::"];

/** The address of the station's page, as seen from its own machine. */
export function pageOf({ api }: StationConfiguration): string {
  const host = ANY_ADDRESS.includes(api.host) ? "127.0.0.1" : api.host;
  return `http://${host.includes(":") ? `[${host}]` : host}:${api.port}`;
}

/** @throws ConfigurationError where a manual cannot name the address of the station's API */
export function checkAddress({ api }: StationConfiguration): void {
  if (api.port === 0)
    throw new ConfigurationError("api.port", "must be a fixed port, not 0, where a manual is to name it");
}

/** A call of the station API as a command; with a body it is POST unless told. */
export function call(
  configuration: StationConfiguration,
  path: string,
  body?: object,
  method = body === undefined ? "GET" : "POST",
): string {
  const { token } = configuration.api;
  return [
    "curl",
    ...(method === "GET" ? [] : ["-X", method]),
    quoted(`${pageOf(configuration)}/octt/v1/${path}`),
    // The token itself is no part of a manual.
    ...(token === null ? [] : ['-H "Authorization: Bearer $API_TOKEN"']),
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json' -d", quoted(JSON.stringify(body))]),
  ].join(" ");
}
