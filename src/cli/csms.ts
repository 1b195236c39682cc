import { Command } from "commander";
import type { CommandAbilities } from "./abilities.js";
import { port } from "./options.js";

interface CsmsOptions {
  readonly port: number;
  readonly httpPort: number;
}

/** `kerbside csms`: the sandbox CSMS alone. */
export function csmsCommand(abilities: CommandAbilities): Command {
  return new Command("csms")
    .description("run the sandbox CSMS alone, on 127.0.0.1")
    .addOption(port("--port <port>", "port for stations, 0 for any", 9000))
    .addOption(port("--http-port <port>", "port of its HTTP interface, 0 for any", 9001))
    .action(async (options: CsmsOptions) => {
      const csms = await abilities.startSandboxCsms({
        ocppPort: options.port,
        httpPort: options.httpPort,
        rate: 1,
        log: { level: "info", pretty: true },
      });
      abilities.out(
        [
          `Sandbox CSMS for stations:  ${csms.ocppUrl}/{identity}`,
          `Its HTTP interface:         ${csms.httpUrl}/stations`,
          "",
        ].join("\n"),
      );
      await abilities.untilStopped();
      await csms.stop();
    });
}
