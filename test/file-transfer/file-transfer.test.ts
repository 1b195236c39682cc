import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileServer } from "../../src/conformance/files/file-server.js";
import { openFtpFiles } from "../../src/conformance/files/ftp-files.js";
import { openHttpFiles } from "../../src/conformance/files/http-files.js";
import { openSftpFiles } from "../../src/conformance/files/sftp-files.js";
import { createFileTransfer, type TransferFailure } from "../../src/file-transfer/index.js";
import { createManualClock, Minutes } from "../../src/kernel/index.js";
import { createCredential, createRoot, type Credential } from "../../src/pki/index.js";

const HOST = "127.0.0.1";
const VALID = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2049, 0, 1) };
const CONTENT = randomBytes(200_000);
let folder: string;
let root: Credential;
let credential: Credential;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kerbside-transfer-"));
  writeFileSync(join(folder, "source"), CONTENT);
  const named = (commonName: string) => ({ commonName, organization: "Kerbside Test" });
  root = await createRoot(named("Root"), VALID);
  credential = await createCredential(root, {
    subject: named(HOST),
    validity: VALID,
    alternativeNames: [HOST],
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clock = createManualClock();
const transfer = createFileTransfer(clock);
const options = (signal = new AbortController().signal) => ({ signal, trusted: [root.certificate.pem] });
let number = 0;
const freshFile = (): string => join(folder, `file-${number++}`);
const failure = (work: Promise<void>): Promise<TransferFailure | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error as { failure?: TransferFailure }).failure,
  );

const nothing = (): void => undefined;
const SERVERS: readonly (readonly [string, () => Promise<FileServer>])[] = [
  ["HTTP", () => openHttpFiles(HOST, nothing)],
  ["HTTPS", () => openHttpFiles(HOST, nothing, credential)],
  ["FTP", () => openFtpFiles(HOST, nothing)],
  ["FTPS", () => openFtpFiles(HOST, nothing, credential)],
  ["SFTP", () => openSftpFiles(HOST, nothing)],
];

describe.each(SERVERS)("%s", (_name, open) => {
  let server: FileServer;
  beforeEach(async () => {
    server = await open();
  });
  afterEach(() => server.close());

  test("a file is fetched as it is", async () => {
    const file = freshFile();
    await transfer.download(server.offer("image", join(folder, "source")), file, options());
    expect(readFileSync(file).equals(CONTENT)).toBe(true);
  });

  test("what is on disk already is not fetched again", async () => {
    const file = freshFile();
    const before = Buffer.from(CONTENT.subarray(0, 1_000));
    before[0] = (before[0] ?? 0) ^ 0xff;
    writeFileSync(file, before);
    await transfer.download(server.offer("image", join(folder, "source")), file, options());
    expect(readFileSync(file).equals(Buffer.concat([before, CONTENT.subarray(1_000)]))).toBe(true);
  });

  test("a file that is not there is told as such", async () => {
    expect(await failure(transfer.download(`${server.url}/nothing`, freshFile(), options()))).toBe(
      "notFound",
    );
  });

  test("a file is stored under its name in the folder", async () => {
    await transfer.upload(join(folder, "source"), server.url, "log 1.txt", options());
    const [received] = server.received;
    expect(received?.name).toBe("log 1.txt");
    expect(received?.content.equals(CONTENT)).toBe(true);
  });

  test("a folder that is not there takes nothing", async () => {
    const failed = await failure(
      transfer.upload(join(folder, "source"), `${server.url}/not/there`, "log", options()),
    );
    expect(failed).toBe("notFound");
    expect(server.received).toEqual([]);
  });

  test("a transfer that is cancelled ends", async () => {
    const abort = new AbortController();
    server.hold();
    const file = freshFile();
    const running = failure(
      transfer.download(server.offer("image", join(folder, "source")), file, options(abort.signal)),
    );
    while (!existsSync(file)) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    expect(await running).toBe("cancelled");
  });
});

describe("HTTP servers that are not honest", () => {
  let server: Server;
  let url: string;
  const serve = async (listener: Parameters<typeof createServer>[1]): Promise<void> => {
    server = createServer(listener as never);
    await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
    url = `http://${HOST}:${(server.address() as AddressInfo).port}/image`;
  };
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test("a redirect is followed, a loop of them is not", async () => {
    await serve((request, response) => {
      if (request.url === "/there") return void response.end("content");
      response.writeHead(302, { location: request.url === "/loop" ? "/loop" : "/there" }).end();
    });
    const file = freshFile();
    await transfer.download(url, file, options());
    expect(readFileSync(file, "utf8")).toBe("content");
    expect(await failure(transfer.download(url.replace("image", "loop"), freshFile(), options()))).toBe(
      "unreachable",
    );
  });

  test("a file that ends too early is no file", async () => {
    await serve((_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("too short");
      response.destroy();
    });
    expect(await failure(transfer.download(url, freshFile(), options()))).toBe("unreachable");
  });

  test("a server that stalls is given up", async () => {
    await serve((_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("and then nothing");
    });
    const file = freshFile();
    const running = failure(transfer.download(url, file, options()));
    while (!existsSync(file) || readFileSync(file).length === 0)
      await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(Minutes(2));
    expect(await running).toBe("unreachable");
  });

  test.each([
    [401, "denied"],
    [403, "denied"],
    [500, "unreachable"],
    [400, "badAddress"],
  ])("HTTP %s means %s", async (status, expected) => {
    await serve((_request, response) => void response.writeHead(status).end());
    expect(await failure(transfer.download(url, freshFile(), options()))).toBe(expected);
  });

  test("N01.FR.19: a server that takes no PUT gets a POST with the name of the file", async () => {
    const seen: unknown[] = [];
    await serve((request, response) => {
      request.resume();
      if (request.method === "PUT") return void response.writeHead(405).end();
      seen.push(request.url, request.headers["content-type"], request.headers["content-disposition"]);
      response.end();
    });
    await transfer.upload(join(folder, "source"), url, "log.txt", options());
    expect(seen).toEqual([
      "/image",
      "application/octet-stream",
      'form-data; name="uploadfile"; filename="log.txt"',
    ]);
  });

  test("N01.FR.17: credentials of the address are given to the server", async () => {
    let authorization: string | undefined;
    await serve((request, response) => {
      authorization = request.headers.authorization;
      response.end();
    });
    await transfer.download(url.replace("//", "//user:pass%20word@"), freshFile(), options());
    expect(authorization).toBe(`Basic ${Buffer.from("user:pass word").toString("base64")}`);
  });
});

describe("addresses", () => {
  test.each([
    ["no address", "badAddress"],
    ["gopher://host/file", "unsupported"],
    ["http://127.0.0.1:1/%2e%2e%2fetc%2fpasswd", "badAddress"],
    ["http://127.0.0.1:1/nobody", "unreachable"],
    ["ftp://127.0.0.1:1/nobody", "unreachable"],
    ["sftp://127.0.0.1:1/nobody", "unreachable"],
    ["http://host.invalid/file", "unreachable"],
    ["http://127.0.0.1/%ff", "badAddress"],
  ])("%s is %s", async (address, expected) => {
    expect(await failure(transfer.download(address, freshFile(), options()))).toBe(expected);
  });

  test("a server whose certificate nobody trusts gets nothing", async () => {
    const server = await openHttpFiles(HOST, nothing, credential);
    const untrusting = { ...options(), trusted: [] };
    expect(await failure(transfer.upload(join(folder, "source"), server.url, "log", untrusting))).toBe(
      "unreachable",
    );
    expect(server.received).toEqual([]);
    await server.close();
  });

  test("a full or read-only disk is told apart from a server that fails", async () => {
    const server = await openHttpFiles(HOST, nothing);
    const address = server.offer("image", join(folder, "source"));
    expect(await failure(transfer.download(address, "/dev/full", options()))).toBe("noSpace");
    await server.close();
  });
});
