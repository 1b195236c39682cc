import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startBench } from "./support/bench.js";

/** An HTTP interface that tells what it was asked. */
async function echo(): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      response.writeHead(request.url === "/lost" ? 404 : 200, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ method: request.method, url: request.url, body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

let csms: Awaited<ReturnType<typeof echo>>;
beforeEach(async () => {
  csms = await echo();
});
afterEach(() => new Promise((resolve) => csms.server.close(resolve)));

test("requests are passed on to the sandbox CSMS as they are, and so are its answers", async () => {
  await using bench = await startBench({ sandboxCsms: csms.url });
  const answer = await bench.request("/sandbox-csms/tokens?a=1", { method: "PUT", body: "[1]" });
  expect(await answer.json()).toEqual({ method: "PUT", url: "/tokens?a=1", body: "[1]" });
  expect(answer.headers.get("Content-Type")).toMatch(/^application\/json/);
  expect((await bench.request("/sandbox-csms/lost")).status).toBe(404);
});

test("the token of the station API is asked for there too, and pages of other sites are refused", async () => {
  await using bench = await startBench({ sandboxCsms: csms.url, api: { token: "secret" } });
  expect((await bench.request("/sandbox-csms/stations")).status).toBe(401);
  const headers = { Authorization: "Bearer secret" };
  expect((await bench.request("/sandbox-csms/stations", { headers })).status).toBe(200);
  const foreign = { method: "POST", headers: { ...headers, Origin: "http://elsewhere.example" } };
  expect((await bench.request("/sandbox-csms/stations", foreign)).status).toBe(403);
});

test("without a sandbox CSMS there is nothing, and one that is gone is told", async () => {
  await using bench = await startBench();
  expect((await bench.request("/sandbox-csms/stations")).status).toBe(404);
  await using orphan = await startBench({ sandboxCsms: "http://127.0.0.1:1" });
  expect((await orphan.request("/sandbox-csms/stations")).status).toBe(502);
});
