/** Whom a certificate is for. */
export interface Subject {
  readonly commonName: string;
  readonly organization: string;
  /** ISO 3166-1, two letters. */
  readonly country?: string;
}
