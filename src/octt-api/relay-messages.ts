import type { OcttAnswer, OcttFace } from "./octt-call.js";

/** A message of the relay, whichever of the two spellings it has. */
export interface RelayRequest {
  readonly face: OcttFace;
  readonly name: string;
  readonly given: URLSearchParams;
  /** The answer in the spelling of the question. */
  reply(answer: OcttAnswer): object;
}

type Fields = Readonly<Record<string, unknown>>;

/** The port of the EV API where none is configured. */
const USUAL_EV_PORT = 8081;

/**
 * Reads a message: either `type`, `operation` and `params`, or `url` and `method`.
 * @param evPort tells a URL of the EV API from one of the SUT API, which has the same paths
 * @returns `null` where it is neither, or cannot be answered for want of an id
 */
export function parseRelayMessage(text: string, evPort: number | null): RelayRequest | null {
  const fields = parseObject(text);
  if (!fields || (typeof fields.id !== "string" && typeof fields.id !== "number")) return null;
  if (typeof fields.url === "string") return withUrl(fields, fields.url, evPort ?? USUAL_EV_PORT);
  return typeof fields.operation === "string" ? withParameters(fields, fields.operation) : null;
}

function withParameters({ id, type, params }: Fields, name: string): RelayRequest | null {
  if (type !== "sut" && type !== "ev_emulator") return null;
  const given = parametersOf(params ?? []);
  return (
    given && {
      face: type === "sut" ? "sut" : "ev",
      name,
      given,
      reply: ({ status }) => ({ id, status: isDone(status) ? "Ok" : "Nok" }),
    }
  );
}

function withUrl({ id, method, operation }: Fields, text: string, evPort: number): RelayRequest | null {
  // The relay may leave the station's own address out.
  if (!URL.canParse(text, "http://station")) return null;
  const url = new URL(text, "http://station");
  const name = /^\/api\/v1\/([^/]+)\/?$/.exec(url.pathname)?.[1] ?? operation;
  if (typeof name !== "string") return null;
  const isPost = method === undefined || (typeof method === "string" && method.toUpperCase() === "POST");
  return {
    face: url.port === String(evPort) ? "ev" : "sut",
    name: isPost ? name : `${String(method)} ${name}`,
    given: url.searchParams,
    reply: ({ status }) => ({ id, status: isDone(status) ? "OK" : "NOK" }),
  };
}

const isDone = (status: number): boolean => status === 200 || status === 201 || status === 204;

function parametersOf(params: unknown): URLSearchParams | null {
  if (!Array.isArray(params)) return null;
  const given = new URLSearchParams();
  for (const parameter of params as unknown[]) {
    const { key, value } = (parameter ?? {}) as Fields;
    if (typeof key !== "string") return null;
    if (value !== undefined && value !== null) given.append(key, String(value));
  }
  return given;
}

function parseObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Fields) : null;
  } catch {
    return null;
  }
}
