import { createManualClock, type Logger } from "../../src/kernel/index.js";
import { createSandboxCsms } from "../../src/sandbox-csms/index.js";
import { rawStation } from "./raw-station.js";
import { loadValidators } from "../../src/protocol/index.js";

function createListeningLogger(lines: string[]): Logger {
  const write =
    (level: string) =>
    (...parts: readonly unknown[]): void =>
      void lines.push(
        [level, ...parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part)))].join(" "),
      );
  const logger: Logger = {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    child: () => logger,
  };
  return logger;
}

test("C04.FR.04 the log tells what happens in sentences, and neither key codes nor passwords", async () => {
  const lines: string[] = [];
  const clock = createManualClock();
  const csms = await createSandboxCsms({
    ocppPort: 0,
    httpPort: 0,
    clock,
    logger: createListeningLogger(lines),
    validators: loadValidators,
  });
  const authorization = `Basic ${Buffer.from("CS-1:top-secret-password").toString("base64")}`;
  const station = await rawStation(`${csms.ocppUrl}/CS-1`, { authorization });
  const idToken = { idToken: "739105", type: "KeyCode" };
  await station.call("Authorize", { idToken });
  await station.call("Authorize", { idToken: { ...idToken, colour: "red" } });
  const timestamp = "2026-01-01T00:00:00Z";
  const event = { timestamp, triggerReason: "Authorized", transactionInfo: { transactionId: "T1" }, idToken };
  await station.call("TransactionEvent", { ...event, eventType: "Started", seqNo: 0, evse: { id: 2 } });
  await station.call("TransactionEvent", { ...event, eventType: "Ended", seqNo: 1 });
  station.onCall(() => [3, { setVariableResult: [] }]);
  const variable = { component: { name: "SecurityCtrlr" }, variable: { name: "BasicAuthPassword" } };
  await fetch(`${csms.httpUrl}/stations/CS-1/commands/SetVariables`, {
    method: "POST",
    body: JSON.stringify({ setVariableData: [{ ...variable, attributeValue: "another-secret-01" }] }),
  });
  station.close();
  await station.closed;
  await csms.stop();

  expect(
    lines.filter((line) => line.startsWith("info")).map((line) => line.replace(/^info (\{.*?\} )?/, "")),
  ).toEqual([
    "station CS-1 connected, speaks ocpp2.0.1",
    "CS-1: transaction T1 started, EVSE 2",
    "CS-1: transaction T1 ended, Local",
    "station CS-1 disconnected (1005)",
  ]);
  expect(lines.filter((line) => line.startsWith("debug"))).toContainEqual(
    expect.stringContaining("CS-1 received CALL Authorize"),
  );
  expect(lines.join("\n")).not.toMatch(/739105|secret/);
});
