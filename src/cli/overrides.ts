import type { Command } from "commander";
import type { Override } from "../station/index.js";

/** Options that override a key of the configuration file, by their names in commander. */
const OVERRIDING = {
  identity: "identity",
  csmsUrl: "csms.url",
  apiHost: "api.host",
  apiPort: "api.port",
  apiToken: "api.token",
  storage: "storage",
  logLevel: "log.level",
  pretty: "log.pretty",
} as const;

/** What the user has said by options, over the file and the environment. */
export function overridesOf(
  options: Readonly<Record<string, unknown>>,
  command: Command,
): readonly Override[] {
  return Object.entries(OVERRIDING).flatMap(([name, key]) => {
    const value = options[name];
    const origin = command.options.find((option) => option.attributeName() === name)?.long ?? name;
    return value === undefined ? [] : [{ key, value, origin }];
  });
}
