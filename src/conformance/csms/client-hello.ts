/** What a station offers when it begins TLS (RFC 5246 and RFC 8446, ClientHello). */
export interface ClientHello {
  /** Highest version offered, as on the wire: 0x0303 is TLS 1.2, 0x0304 is 1.3. */
  readonly highestVersion: number;
  /** Lowest version offered; where that is not said, the highest. */
  readonly lowestVersion: number;
  readonly cipherSuites: readonly number[];
  readonly compressionMethods: readonly number[];
}

const HANDSHAKE_RECORD = 0x16;
const CLIENT_HELLO = 1;
const SUPPORTED_VERSIONS = 43;
const RECORD_HEADER = 5;

/** Whether the first bytes of a connection begin TLS. */
export const beginsTls = (bytes: Buffer): boolean => bytes[0] === HANDSHAKE_RECORD;

/** Whether the first record has come as a whole. */
export const isWholeRecord = (bytes: Buffer): boolean =>
  bytes.length >= RECORD_HEADER && bytes.length >= RECORD_HEADER + bytes.readUInt16BE(3);

/** Reads the first record of a connection; `null` where it is no ClientHello. */
export function readClientHello(bytes: Buffer): ClientHello | null {
  try {
    return read(bytes);
  } catch {
    // It ended before it should.
    return null;
  }
}

function read(bytes: Buffer): ClientHello | null {
  let at = RECORD_HEADER;
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError("the record is too short");
    return bytes.subarray(at, (at += length));
  };
  const number = (length: number): number => take(length).readUIntBE(0, length);
  if (number(1) !== CLIENT_HELLO) return null;
  take(3);
  const version = number(2);
  take(32);
  take(number(1));
  const cipherSuites = pairs(take(number(2)));
  const compressionMethods = [...take(number(1))];
  let versions: readonly number[] = [version];
  for (const end = number(2) + at; at < end;) {
    const type = number(2);
    const extension = take(number(2));
    if (type === SUPPORTED_VERSIONS) versions = pairs(extension.subarray(1)).filter((one) => !isGrease(one));
  }
  return {
    highestVersion: Math.max(...versions),
    lowestVersion: Math.min(...versions),
    cipherSuites: cipherSuites.filter((one) => !isGrease(one)),
    compressionMethods,
  };
}

const pairs = (bytes: Buffer): readonly number[] =>
  Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => bytes.readUInt16BE(index * 2));

/** Values that mean nothing, sent to keep servers tolerant (RFC 8701). */
const isGrease = (value: number): boolean => (value & 0x0f0f) === 0x0a0a;
