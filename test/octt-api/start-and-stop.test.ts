import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { StartupError } from "../../src/kernel/index.js";
import { startBench } from "./support/bench.js";

/** A port that another process seems to hold. */
async function takenPort(): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

test("a port in use is a StartupError that names the key", async () => {
  await using taken = await takenPort();
  const error: unknown = await startBench({ api: { port: taken.port } }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StartupError);
  expect(error).toHaveProperty("message", `api.port ${taken.port} is in use`);
});

test("where the EV port is in use, the other is given back", async () => {
  await using taken = await takenPort();
  const free = await takenPort();
  const { port } = free;
  await free[Symbol.asyncDispose]();
  const start = startBench({ api: { port }, octt: { evPort: taken.port } });
  await expect(start).rejects.toThrow(`octt.evPort ${taken.port} is in use`);
  await using again = await startBench({ api: { port } });
  expect(again.servers.port).toBe(port);
});

test("an address of another machine is a StartupError", async () => {
  const start = startBench({ api: { host: "192.0.2.1", token: "t" } });
  await expect(start).rejects.toThrow("api.host 192.0.2.1 is not an address of this machine");
});

test("says where it listens, and stops listening when told, also twice", async () => {
  const bench = await startBench({ octt: { evPort: 0 } });
  const { url, port, evPort } = bench.servers;
  expect(url).toBe(`http://127.0.0.1:${port}`);
  expect(evPort).not.toBe(port);
  expect((await fetch(`${url}/octt/v1/health`)).status).toBe(200);
  await bench.servers.stop();
  await bench.servers.stop();
  await expect(fetch(`${url}/octt/v1/health`)).rejects.toThrow();
});
