import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { loadDocument } from "../../src/octt-api/openapi-document.js";
import { startBench } from "./support/bench.js";
import { operations } from "./support/response-schemas.js";

test("the description is served as it stands in the project", async () => {
  await using bench = await startBench();
  const response = await bench.call("GET", "/openapi.yaml");
  const text = await response.text();
  expect(response.headers.get("Content-Type")).toMatch(/^application\/yaml/);
  expect(text).toBe(readFileSync("api/octt-api.openapi.yaml", "utf8"));
  expect((parse(text) as { openapi: string }).openapi).toBe("3.1.0");
});

test("every schema of the description is one", () => {
  const { openApi } = loadDocument();
  const ajv = new Ajv2020();
  for (const [name, schema] of Object.entries(openApi.components.schemas))
    expect([name, ajv.validateSchema(schema), ajv.errors ?? null]).toEqual([name, true, null]);
});

test("every reference in the description leads somewhere", () => {
  const text = readFileSync("api/octt-api.openapi.yaml", "utf8");
  const document = parse(text) as object;
  for (const [, pointer = ""] of text.matchAll(/\$ref: "#\/([^"]+)"/g)) {
    const found = pointer
      .split("/")
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document);
    expect([pointer, typeof found]).toEqual([pointer, "object"]);
  }
});

test("the docs page has a form for every operation and asks nobody else", async () => {
  await using bench = await startBench();
  const html = await (await bench.call("GET", "/docs")).text();
  for (const { path, method } of operations)
    expect(html).toContain(`<form data-method="${method.toUpperCase()}" data-path="${path}">`);
  expect(html).toContain('id="schema-StationState"');
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
});

test.each(["/", "/octt/v1/docs"])("%s is a page that may only talk to its own station", async (path) => {
  await using bench = await startBench({ api: { token: "secret" } });
  const response = await bench.request(path);
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("Content-Security-Policy")).toMatch(/default-src 'none'.*connect-src 'self'/);
  expect(await response.text()).toMatch(/^<!doctype html>/);
});

test("the station's page is made of files of the station, and runs no code that stands in it", async () => {
  await using bench = await startBench();
  const response = await bench.request("/");
  expect(response.headers.get("Content-Security-Policy")).toMatch(/script-src 'self'; style-src 'self'/);
  const html = await response.text();
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|https?:\/\//);
  const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = ""]) => path);
  expect(assets.map((path) => path.replace(/^.*\./, "")).sort()).toEqual(["css", "js", "svg"]);
  for (const path of assets) {
    const asset = await bench.request(path);
    expect([asset.status, asset.headers.get("Content-Encoding")]).toEqual([200, "gzip"]);
    expect(asset.headers.get("Cache-Control")).toMatch(/immutable/);
    expect(asset.headers.get("Content-Type")).toMatch(/javascript|css|svg/);
    const plain = await bench.request(path, { headers: { "Accept-Encoding": "identity" } });
    expect(plain.headers.get("Content-Encoding")).toBeNull();
    expect(await plain.text()).toBe(await asset.text());
  }
});

test.each(["/assets/nothing.js", "/assets/..%2Findex.html", "/assets/..%2f..%2fcli.js", "/assets/"])(
  "%s is no file of the page",
  async (path) => {
    await using bench = await startBench();
    expect((await bench.request(path)).status).toBe(404);
  },
);

test("elsewhere there is nothing", async () => {
  await using bench = await startBench();
  const response = await bench.request("/favicon.ico");
  expect([response.status, response.headers.get("Content-Type")]).toEqual([
    404,
    "application/problem+json; charset=utf-8",
  ]);
});
