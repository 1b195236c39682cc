import { createHash, createPublicKey, sign } from "node:crypto";
import type forge from "node-forge";
import type { Credential } from "./authority.js";
import { CertificateError } from "./certificate.js";
import { loadForge, subjectPublicKeyOf, type Forge, type Node } from "./der.js";
import type { CertificateHashData, HashAlgorithm } from "./hash-data.js";

/** What a responder says of a certificate (RFC 6960, 2.2). */
export type RevocationStatus = "good" | "revoked" | "unknown";

/** What an OCSP response says of the first certificate that it speaks of. */
export interface OcspStatus {
  readonly status: RevocationStatus;
  /** When newer information will be there, in milliseconds since 1970; `null` where it does not say. */
  readonly nextUpdate: number | null;
}

const BASIC_RESPONSE = "1.3.6.1.5.5.7.48.1.1";
const STATUSES: readonly RevocationStatus[] = ["good", "revoked", "unknown"];
const SUCCESSFUL = "\x00";

const HASHES: Readonly<Record<HashAlgorithm, string>> = {
  SHA256: "2.16.840.1.101.3.4.2.1",
  SHA384: "2.16.840.1.101.3.4.2.2",
  SHA512: "2.16.840.1.101.3.4.2.3",
};
const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
const RSA_WITH_SHA256 = "1.2.840.113549.1.1.11";

/**
 * Reads an OCSPResponse (RFC 6960). Whose signature it bears is not looked at: that is for the EV to judge.
 * @param base64 DER
 * @throws CertificateError where it is none, or one that tells of a failure
 */
export function readOcspResponse(base64: string): OcspStatus {
  const { asn1 } = loadForge();
  try {
    const parse = (bytes: string): Node => asn1.fromDer(bytes);
    const [status, responseBytes] = partsOf(parse(Buffer.from(base64, "base64").toString("latin1")));
    if (status?.value !== SUCCESSFUL) throw new CertificateError("the responder had no answer");
    const [, basic] = partsOf(partsOf(responseBytes)[0]);
    const [data] = partsOf(parse(bytesOf(basic)));
    const responses = partsOf(data).find(({ tagClass, type }) => isSequence({ tagClass, type }));
    const [, certStatus, , ...optional] = partsOf(partsOf(responses)[0]);
    const nextUpdate = optional.find(({ type }) => (type as number) === 0);
    const found = STATUSES[certStatus?.type ?? -1];
    if (!found) throw new CertificateError("it says nothing of a certificate");
    const time = nextUpdate && partsOf(nextUpdate)[0];
    return { status: found, nextUpdate: time ? asn1.generalizedTimeToDate(bytesOf(time)).getTime() : null };
  } catch (error) {
    if (error instanceof CertificateError) throw error;
    throw new CertificateError("the OCSP response cannot be read", { cause: error });
  }
}

const UNIVERSAL = 0;
const SEQUENCE = 16;
const isSequence = ({ tagClass, type }: Pick<Node, "tagClass" | "type">): boolean =>
  (tagClass as number) === UNIVERSAL && (type as number) === SEQUENCE;

function partsOf(node: Node | undefined): readonly Node[] {
  if (!Array.isArray(node?.value)) throw new CertificateError("the OCSP response has another form");
  return node.value;
}

function bytesOf(node: Node | undefined): string {
  if (typeof node?.value !== "string") throw new CertificateError("the OCSP response has another form");
  return node.value;
}

/** What a responder answers with. */
export interface OcspResponseOptions {
  /** Of the certificate that it speaks of. */
  readonly certificate: CertificateHashData;
  readonly status: RevocationStatus;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  /** Milliseconds since 1970. */
  readonly nextUpdate: number;
}

/**
 * Signs an OCSPResponse (RFC 6960).
 * @returns DER as base64
 */
export function createOcspResponse(responder: Credential, options: OcspResponseOptions): string {
  const forge = loadForge();
  const write = writer(forge);
  const data = write.sequence(
    // The responder is named by its key, whose hash is always SHA-1.
    write.tagged(2, [write.octets(sha1(subjectPublicKeyOf(createPublicKey(responder.privateKey))))]),
    write.time(options.thisUpdate),
    write.sequence(singleResponse(write, options)),
  );
  const tbs = Buffer.from(forge.asn1.toDer(data).getBytes(), "latin1");
  const isEc = createPublicKey(responder.privateKey).asymmetricKeyType === "ec";
  const algorithm = isEc
    ? write.sequence(write.oid(ECDSA_WITH_SHA256))
    : write.sequence(write.oid(RSA_WITH_SHA256), write.nothing());
  const basic = write.sequence(data, algorithm, write.bits(sign("sha256", tbs, responder.privateKey)));
  const response = write.sequence(
    write.enumerated(SUCCESSFUL),
    write.tagged(0, [
      write.sequence(write.oid(BASIC_RESPONSE), write.octets(forge.asn1.toDer(basic).getBytes())),
    ]),
  );
  return Buffer.from(forge.asn1.toDer(response).getBytes(), "latin1").toString("base64");
}

function singleResponse(
  write: ReturnType<typeof writer>,
  { certificate, status, thisUpdate, nextUpdate }: OcspResponseOptions,
): Node {
  const binary = (hex: string): string => Buffer.from(hex, "hex").toString("latin1");
  const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = certificate;
  const even = serialNumber.length % 2 === 0 ? serialNumber : `0${serialNumber}`;
  const positive = Number.parseInt(even.slice(0, 2), 16) > 0x7f ? `00${even}` : even;
  return write.sequence(
    write.sequence(
      write.sequence(write.oid(HASHES[hashAlgorithm]), write.nothing()),
      write.octets(binary(issuerNameHash)),
      write.octets(binary(issuerKeyHash)),
      write.integer(binary(positive)),
    ),
    status === "revoked"
      ? write.tagged(STATUSES.indexOf(status), [write.time(thisUpdate)])
      : write.tagged(STATUSES.indexOf(status), ""),
    write.time(thisUpdate),
    write.tagged(0, [write.time(nextUpdate)]),
  );
}

const sha1 = (bytes: string): string =>
  createHash("sha1").update(bytes, "latin1").digest().toString("latin1");

/** Values of ASN.1 by their names. */
function writer({ asn1 }: Forge) {
  const { Class, Type } = asn1;
  const plain = (type: forge.asn1.Type, value: string): Node =>
    asn1.create(Class.UNIVERSAL, type, false, value);
  return {
    sequence: (...parts: Node[]): Node => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, parts),
    tagged: (tag: number, value: Node[] | string): Node =>
      asn1.create(Class.CONTEXT_SPECIFIC, tag as never, typeof value !== "string", value),
    oid: (oid: string): Node => plain(Type.OID, asn1.oidToDer(oid).getBytes()),
    octets: (bytes: string): Node => plain(Type.OCTETSTRING, bytes),
    bits: (bytes: Buffer): Node => plain(Type.BITSTRING, `\x00${bytes.toString("latin1")}`),
    integer: (bytes: string): Node => plain(Type.INTEGER, bytes),
    enumerated: (byte: string): Node => plain(Type.ENUMERATED, byte),
    nothing: (): Node => plain(Type.NULL, ""),
    time: (at: number): Node => plain(Type.GENERALIZEDTIME, asn1.dateToGeneralizedTime(new Date(at))),
  };
}
