/** Why a file could not be transferred. */
export type TransferFailure =
  /** The address is none, or leads out of its folder. */
  | "badAddress"
  /** The protocol, or what was asked of the server, is not supported. */
  | "unsupported"
  /** The server wants other credentials, or forbids it. */
  | "denied"
  | "notFound"
  /** Nobody there, a broken connection, a server that stalls or fails. */
  | "unreachable"
  /** The station's own disk is full or cannot be written. */
  | "noSpace"
  | "cancelled";

/** Thrown by a {@link FileTransfer}. */
export class TransferFailed extends Error {
  constructor(
    readonly failure: TransferFailure,
    because: string,
  ) {
    super(because);
    this.name = "TransferFailed";
  }
}

/** What every transfer needs besides its address. */
export interface TransferOptions {
  /** Ends the transfer when aborted. */
  readonly signal: AbortSignal;
  /** Trusted by TLS in addition to the authorities of the operating system (N01.FR.15, N01.FR.16), PEM. */
  readonly trusted: readonly string[];
}

/** Moves files between the station's disk and servers by http, https, ftp, ftps and sftp. */
export interface FileTransfer {
  /**
   * Fetches a file. What the file on disk holds already is not fetched again, where the server can do that.
   * @throws TransferFailed
   */
  download(address: string, toFile: string, options: TransferOptions): Promise<void>;
  /**
   * Stores a file in the folder that the address names.
   * @throws TransferFailed
   */
  upload(file: string, address: string, fileName: string, options: TransferOptions): Promise<void>;
}

/** One protocol's way. `url` has a path without `..`. */
export interface TransferProtocol {
  /** @param from bytes that the file on disk holds already */
  download(url: URL, toFile: string, from: number, options: TransferOptions): Promise<void>;
  upload(file: string, url: URL, fileName: string, options: TransferOptions): Promise<void>;
}
