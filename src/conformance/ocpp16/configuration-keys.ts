import type { Payload } from "../../protocol/index.js";
import type { TestCsms } from "../csms/test-csms.js";
import { createSettings, type Settings } from "../settings.js";

/** The station's configuration keys as a case prepares them. */
export type ConfigurationKeys = Settings;

export function createConfigurationKeys(csms: TestCsms): ConfigurationKeys {
  return createSettings({
    async read(key) {
      const { configurationKey = [] } = await csms.request("GetConfiguration", { key: [key] });
      // Keys are compared without regard to case (5.8).
      const found = (configurationKey as readonly Payload[]).find(
        (one) => String(one["key"]).toLowerCase() === key.toLowerCase(),
      );
      return found?.["value"] === undefined ? undefined : String(found["value"]);
    },
    async write(key, value) {
      const { status } = await csms.request("ChangeConfiguration", { key, value });
      if (status === "Accepted" || status === "RebootRequired") return "set";
      return status === "NotSupported" ? "unknown" : "refused";
    },
  });
}
