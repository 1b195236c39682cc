/** Why a profile, or a request about profiles, is refused. */
export interface ProfileRefusal {
  /** A reason code of the appendices. */
  readonly reasonCode:
    | "DuplicateProfile"
    | "InvalidMessageSeq"
    | "InvalidProfile"
    | "InvalidSchedule"
    | "InvalidStackLevel"
    | "MissingParam"
    | "TooManyElements"
    | "TxNotFound"
    | "UnknownEvse"
    | "UnsupportedParam"
    | "UnsupportedRateUnit"
    | "ValueTooHigh"
    | "ValuePositiveOnly";
  /** A sentence for the operator. */
  readonly because: string;
}

/** Makes a {@link ProfileRefusal}. */
export const refuse = (reasonCode: ProfileRefusal["reasonCode"], because: string): ProfileRefusal => ({
  reasonCode,
  because,
});
