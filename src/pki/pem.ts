const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates in a PEM text, each with its own markers and a final line break; others' content is left out. */
export function certificatesIn(pem: string): readonly string[] {
  return [...pem.matchAll(CERTIFICATE)].map(([certificate]) => `${certificate.replace(/\r\n?/g, "\n")}\n`);
}

/** DER as PEM, in lines of 64 characters (RFC 7468). */
export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
