import type { IncomingMessage } from "node:http";
import type { OcppVersion } from "../protocol/index.js";

/** Says who may connect. `user` and `password` are undefined where the station sent no basic authentication. */
export type Authenticate = (
  identity: string,
  user: string | undefined,
  password: string | undefined,
) => boolean;

/** What a handshake asks for. */
export type Handshake =
  | { readonly identity: string; readonly user?: string; readonly version: OcppVersion | null }
  | { readonly refusal: 400 | 401 | 404; readonly because: string };

interface Credentials {
  readonly user: string;
  readonly password: string;
}

function basicCredentials(header: string | undefined): Credentials | undefined {
  const encoded = /^Basic\s+(.+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? undefined : { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

function identityIn(url: string, path: string): string | undefined {
  const pathname = url.split("?", 1)[0] ?? "";
  const prefix = `${path}/`;
  if (!pathname.startsWith(prefix)) return undefined;
  const segment = pathname.slice(prefix.length);
  if (segment === "" || segment.includes("/")) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** The station's order decides (OCPP-J 3.1.2): the first that we speak too, `null` where there is none. */
export function chooseVersion(offered: Iterable<string>, spoken: readonly OcppVersion[]): OcppVersion | null {
  for (const name of offered) {
    const version = spoken.find((candidate) => candidate === name);
    if (version) return version;
  }
  return null;
}

/** Reads an HTTP upgrade request (OCPP-J 3.1). */
export function readHandshake(
  request: Pick<IncomingMessage, "url" | "headers">,
  {
    path,
    versions,
    authenticate,
  }: { path: string; versions: readonly OcppVersion[]; authenticate: Authenticate },
): Handshake {
  const identity = identityIn(request.url ?? "", path);
  if (identity === undefined) return { refusal: 404, because: `stations connect to ${path}/{identity}` };
  const credentials = basicCredentials(request.headers.authorization);
  if (!authenticate(identity, credentials?.user, credentials?.password)) {
    return { refusal: 401, because: "user and password are not those of this station" };
  }
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  return {
    identity,
    version: chooseVersion(offered, versions),
    ...(credentials && { user: credentials.user }),
  };
}
