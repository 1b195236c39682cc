import { TransferFailed } from "./interface.js";

/** Protocols by the schemes of their addresses, in the words of FileTransferProtocols. */
export const SCHEMES = {
  "http:": "HTTP",
  "https:": "HTTPS",
  "ftp:": "FTP",
  "ftps:": "FTPS",
  "sftp:": "SFTP",
} as const;
export type Scheme = keyof typeof SCHEMES;

/**
 * Reads the address of a file or folder.
 * @throws TransferFailed `badAddress`, `unsupported`
 */
export function readAddress(address: string): URL & { readonly protocol: Scheme } {
  if (!URL.canParse(address)) throw new TransferFailed("badAddress", "the address is no URL");
  const url = new URL(address);
  if (!(url.protocol in SCHEMES))
    throw new TransferFailed("unsupported", `files are not transferred by ${url.protocol}`);
  if (pathOf(url).split("/").includes(".."))
    throw new TransferFailed("badAddress", "the address leads out of its folder");
  return url as URL & { readonly protocol: Scheme };
}

/** The path as the server knows it. @throws TransferFailed `badAddress` where it is not well encoded */
export function pathOf(url: URL): string {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    throw new TransferFailed("badAddress", "the path of the address is not well encoded");
  }
}

/** The credentials in an address (N01.FR.17); empty where there are none. */
export function credentialsOf(url: URL): { readonly user: string; readonly password: string } {
  return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
}

/** The path of a file in the folder that the address names. */
export const fileIn = (url: URL, fileName: string): string => `${pathOf(url).replace(/\/$/, "")}/${fileName}`;
