import { isIPv4 } from "node:net";

/** Whether a host name or address can only be reached from the same machine. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  if (name === "localhost" || name.endsWith(".localhost") || name === "::1") return true;
  const mapped = name.replace(/^::ffff:/, "");
  return isIPv4(mapped) && mapped.startsWith("127.");
}

/** The name in a Host header, without port and brackets; `null` where it is none. */
export function hostNameOf(header: string | undefined): string | null {
  const url = header === undefined ? "" : `http://${header}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[(.*)\]$/, "$1") : null;
}

/** A host as it stands in a URL. */
export const inUrl = (host: string): string => (host.includes(":") ? `[${host}]` : host);
