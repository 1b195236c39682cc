/** StatusInfo as OCPP 2 has it. */
export interface StatusInfo {
  /** Of the appendices, at most 20 characters. */
  readonly reasonCode: string;
  /** At most 512 characters. */
  readonly additionalInfo?: string;
}

const LONGEST_INFO = 512;

/**
 * The field `statusInfo` of a response, to be spread into it; nothing without a reason.
 * @param because a sentence for the operator; it is cut where it is too long
 */
export function statusInfoOf({
  reasonCode,
  because,
}: {
  readonly reasonCode?: string | undefined;
  readonly because?: string | undefined;
}): { statusInfo?: StatusInfo } {
  if (reasonCode === undefined) return {};
  const additionalInfo = because?.slice(0, LONGEST_INFO);
  return { statusInfo: { reasonCode, ...(additionalInfo !== undefined && { additionalInfo }) } };
}
