import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { pipeline } from "node:stream/promises";
import { rootCertificates } from "node:tls";
import type { Clock } from "../kernel/index.js";
import { credentialsOf } from "./address.js";
import { watchStall } from "./stall.js";
import {
  TransferFailed,
  type TransferFailure,
  type TransferOptions,
  type TransferProtocol,
} from "./interface.js";

const MOST_REDIRECTS = 5;

interface Exchange {
  readonly method: "GET" | "PUT" | "POST";
  readonly headers?: Readonly<Record<string, string | number>>;
  /** Sent as the body. */
  readonly file?: string;
}

/** HTTP and HTTPS. */
export function httpTransfer(clock: Clock): TransferProtocol {
  /** The response to an exchange, its body not yet read. */
  const send = (url: URL, { method, headers = {}, file }: Exchange, options: TransferOptions) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const { user, password } = credentialsOf(url);
      const requestOptions: RequestOptions & { ca?: string[] } = {
        method,
        headers: { ...headers },
        signal: options.signal,
        agent: false,
        ...(user !== "" && { auth: `${user}:${password}` }),
        ...(url.protocol === "https:" && { ca: [...options.trusted, ...rootCertificates] }),
      };
      const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, requestOptions, resolve);
      request.on("error", reject);
      if (file === undefined) request.end();
      else pipeline(createReadStream(file), request).catch(reject);
    });

  /** Follows redirects; a secure address never becomes an open one. */
  const get = async (url: URL, headers: Record<string, string>, options: TransferOptions) => {
    let current = url;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await send(current, { method: "GET", headers }, options);
      const { statusCode = 0, headers: answered } = response;
      if (statusCode < 300 || statusCode >= 400 || answered.location === undefined) return response;
      response.resume();
      const next = new URL(answered.location, current);
      if (next.protocol !== current.protocol && next.protocol !== "https:")
        throw new TransferFailed("unsupported", `it redirects to ${next.protocol}`);
      current = next;
    }
    throw new TransferFailed("unreachable", `it redirects more than ${MOST_REDIRECTS} times`);
  };

  return {
    async download(url, toFile, from, options) {
      const resumed = { "accept-encoding": "identity", ...(from > 0 && { range: `bytes=${from}-` }) };
      let response = await get(url, resumed, options);
      if (response.statusCode === 416) {
        // What is on disk does not fit what the server has: from the beginning.
        response.resume();
        response = await get(url, { "accept-encoding": "identity" }, options);
      }
      const { statusCode = 0 } = response;
      if (statusCode !== 200 && statusCode !== 206) {
        response.resume();
        throw new TransferFailed(failureOf(statusCode), `it answered HTTP ${statusCode}`);
      }
      const stall = watchStall(clock, response);
      try {
        await pipeline(
          response,
          createWriteStream(toFile, { flags: statusCode === 206 ? "a" : "w", mode: 0o600 }),
        );
      } finally {
        stall.stop();
      }
    },
    async upload(file, url, fileName, options) {
      const { size } = await stat(file);
      const headers = { "content-type": "application/octet-stream", "content-length": size };
      const target = new URL(url);
      target.pathname = `${url.pathname.replace(/\/$/, "")}/${encodeURIComponent(fileName)}`;
      const put = await send(target, { method: "PUT", headers, file }, options);
      put.resume();
      if (isDone(put)) return;
      if (!takesNoPut(put)) throw refusal(put);
      // N01.FR.19
      const disposition = `form-data; name="uploadfile"; filename="${fileName}"`;
      const post = await send(
        url,
        { method: "POST", headers: { ...headers, "content-disposition": disposition }, file },
        options,
      );
      post.resume();
      if (!isDone(post)) throw refusal(post);
    },
  };
}

const isDone = ({ statusCode = 0 }: IncomingMessage): boolean => statusCode >= 200 && statusCode < 300;

/** N01.FR.18: a server may know only one of the two ways. */
const takesNoPut = ({ statusCode = 0 }: IncomingMessage): boolean => [404, 405, 501].includes(statusCode);

const refusal = ({ statusCode = 0 }: IncomingMessage): TransferFailed =>
  new TransferFailed(failureOf(statusCode), `it answered HTTP ${statusCode}`);

function failureOf(status: number): TransferFailure {
  switch (status) {
    case 400:
      return "badAddress";
    case 401:
    case 403:
    case 407:
      return "denied";
    case 404:
    case 410:
      return "notFound";
    case 405:
    case 501:
      return "unsupported";
    default:
      return "unreachable";
  }
}
