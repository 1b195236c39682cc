import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { SecurityLog } from "../blocks/a-security/index.js";
import type { LogSource } from "../blocks/n-diagnostics/index.js";
import type { DeviceModel } from "../device-model/index.js";
import { toTimestamp, type Clock } from "../kernel/index.js";
import type { StationConfiguration } from "./configuration/index.js";

/** The lines that the station's process has logged in a time; milliseconds since 1970. */
export type LogLines = (window: {
  readonly from?: number;
  readonly to?: number;
}) => AsyncIterable<string> | Iterable<string>;

async function writeLines(toFile: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
  await mkdir(dirname(toFile), { recursive: true });
  const withBreaks = async function* (): AsyncGenerator<string> {
    for await (const line of lines) yield `${line}\n`;
  };
  await pipeline(Readable.from(withBreaks()), createWriteStream(toFile, { mode: 0o600 }));
}

/** The security log as JSON, a line for each event (N01.FR.03). */
export function securityLogSource(log: SecurityLog): LogSource {
  return {
    async write(toFile, window) {
      await writeLines(
        toFile,
        log.events(window).map((event) => JSON.stringify(event)),
      );
      return true;
    },
  };
}

/** Diagnostics: who the station is, its variables, and what it has logged (N01.FR.04). No secret is among them. */
export function diagnosticsSource({
  configuration,
  deviceModel,
  clock,
  logLines,
}: {
  readonly configuration: Pick<StationConfiguration, "identity" | "vendorName" | "model" | "serialNumber">;
  readonly deviceModel: DeviceModel;
  readonly clock: Pick<Clock, "now">;
  readonly logLines: LogLines;
}): LogSource {
  const { identity, vendorName, model, serialNumber } = configuration;
  return {
    async write(toFile, window) {
      const lines = async function* (): AsyncGenerator<string> {
        const at = toTimestamp(clock.now());
        yield JSON.stringify({ at, station: { identity, vendorName, model, serialNumber } });
        for (const { component, variable, attributes } of deviceModel.reports())
          yield JSON.stringify({
            component,
            variable,
            attributes: attributes.map(({ type, value }) => ({ type, value })),
          });
        yield* logLines(window);
      };
      await writeLines(toFile, lines());
      return true;
    },
  };
}
