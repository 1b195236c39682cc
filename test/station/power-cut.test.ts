import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSilentLogger, createSystemClock } from "../../src/kernel/index.js";
import { loadValidators } from "../../src/protocol/index.js";
import { createSandboxCsms, type SandboxCsms } from "../../src/sandbox-csms/index.js";

/** Real processes that are really killed: the one place where tests wait for real things to happen. */
const COMMAND = join(__dirname, "..", "..", "dist", "cli.js");
const folder = mkdtempSync(join(tmpdir(), "kerbside-power-cut-"));
const running = new Set<ChildProcess>();
let csms: SandboxCsms;

beforeAll(async () => {
  csms = await createSandboxCsms({
    ocppPort: 0,
    httpPort: 0,
    clock: createSystemClock(),
    logger: createSilentLogger(),
    validators: loadValidators,
  });
});
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await csms.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starts `kerbside run` and waits for its API. */
async function start(identity: string, port: number) {
  const file = join(folder, `${identity}.yaml`);
  writeFileSync(
    file,
    JSON.stringify({
      identity,
      csms: { url: csms.ocppUrl, securityProfile: 1, basicAuthPassword: "0123456789abcdef" },
      storage: join(folder, identity),
      api: { port },
      log: { level: "error" },
      variables: { "SampledDataCtrlr.TxUpdatedInterval": 1 },
    }),
  );
  const child = spawn(process.execPath, [COMMAND, "run", "--config", file], { stdio: "inherit" });
  running.add(child);
  const api = `http://127.0.0.1:${port}/octt/v1`;
  await until(() =>
    fetch(`${api}/health`).then(
      (answer) => (answer.ok ? true : undefined),
      () => undefined,
    ),
  );
  const post = (call: string, body: object) =>
    fetch(`${api}/${call}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  return {
    child,
    post,
    state: async () =>
      (await (await fetch(`${api}/state`)).json()) as {
        evses: { availability: string; meter: { energyWh: number }; transaction: unknown }[];
      },
    async killed() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
    },
  };
}

interface Event {
  eventType: string;
  seqNo: number;
  triggerReason: string;
  transactionInfo: { transactionId: string; stoppedReason?: string };
}
const frames = (identity: string, action: string): Record<string, unknown>[] =>
  (csms.peer.station(identity)?.frames ?? [])
    .filter((frame) => frame.messageType === "CALL" && frame.action === action)
    .map((frame) => frame.payload as Record<string, unknown>);
const transactionEvents = (identity: string) => frames(identity, "TransactionEvent") as unknown as Event[];

/** A port that is free now. */
async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

test.each([0, 150, 1300])(
  "E06.FR.08, B01.FR.09 killed %i ms into a session the station boots with PowerUp and ends it as PowerLoss, nothing lost",
  async (wait) => {
    expect(existsSync(COMMAND)).toBe(true);
    const identity = `CS-KILL-${wait}`;
    const port = await freePort();
    const first = await start(identity, port);
    await until(() => (frames(identity, "StatusNotification").length >= 2 ? true : undefined));
    await first.post("plugin", { evseId: 1, connectorId: 1 });
    await first.post("authorize", { idToken: "04A2B3C4D5E680", type: "ISO14443" });
    if (wait > 0)
      await until(() => transactionEvents(identity).find((e) => e.triggerReason === "ChargingStateChanged"));
    await new Promise((resolve) => setTimeout(resolve, wait));
    const before = await first.state();
    await first.killed();

    const second = await start(identity, port);
    const ended = await until(() => transactionEvents(identity).find((e) => e.eventType === "Ended"));
    expect(ended.transactionInfo.stoppedReason).toBe("PowerLoss");
    const boots = frames(identity, "BootNotification");
    expect(boots.map(({ reason }) => reason)).toEqual(["PowerUp", "PowerUp"]);
    const own = transactionEvents(identity).filter(
      (e) => e.transactionInfo.transactionId === ended.transactionInfo.transactionId,
    );
    // Nothing lost, and nothing twice but by retry.
    expect([...new Set(own.map((e) => e.seqNo))]).toEqual([...Array(ended.seqNo + 1).keys()]);
    const after = await second.state();
    expect(after.evses[0]).toMatchObject({ availability: "Occupied", transaction: null });
    expect(after.evses[0]?.meter.energyWh).toBeGreaterThanOrEqual(before.evses[0]?.meter.energyWh ?? 0);
    await second.killed();
  },
  30_000,
);
