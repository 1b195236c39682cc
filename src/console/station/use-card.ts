import { useState } from "preact/hooks";

/** A card or code in the hand of the driver. */
export interface Token {
  readonly idToken: string;
  readonly type: string;
}

/** The cards at hand. */
export interface CardInHand {
  readonly chosen: Token;
  readonly known: readonly (Token & { readonly note: string })[];
  choose(token: Token): void;
  /** It was held to a reader: it is known from now on. */
  used(token: Token): void;
}

const KEY = "kerbside.cards";
/** What a sandbox CSMS knows; another CSMS has cards of its own, which are typed once. */
const SANDBOX: readonly (Token & { readonly note: string })[] = [
  { idToken: "04A2B3C4D5E680", type: "ISO14443", note: "fleet A" },
  { idToken: "04A2B3C4D5E681", type: "ISO14443", note: "fleet A" },
  { idToken: "04A2B3C4D5E682", type: "ISO14443", note: "a driver" },
  { idToken: "04A2B3C4D5E6B0", type: "ISO14443", note: "blocked" },
  { idToken: "04A2B3C4D5E6E0", type: "ISO14443", note: "expired" },
  { idToken: "1234", type: "KeyCode", note: "key code" },
  { idToken: "MASTER-0001", type: "ISO14443", note: "master pass" },
];

export const TOKEN_TYPES = ["ISO14443", "ISO15693", "KeyCode", "Central", "eMAID", "Local", "MacAddress"];

const isSame = (one: Token, other: Token): boolean =>
  one.idToken === other.idToken && one.type === other.type;

function remembered(): Token[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as Token[];
  } catch {
    return [];
  }
}

/** The card in hand, and those that were used in this tab. */
export function useCard(): CardInHand {
  const [own, setOwn] = useState(remembered);
  const [chosen, choose] = useState<Token>(own[0] ?? { idToken: "04A2B3C4D5E680", type: "ISO14443" });
  const known = [...own.map((token) => ({ ...token, note: "typed" })), ...SANDBOX];
  return {
    chosen,
    known,
    choose,
    used({ idToken, type }) {
      if (known.some((token) => isSame(token, { idToken, type }))) return;
      const next = [{ idToken, type }, ...own].slice(0, 10);
      sessionStorage.setItem(KEY, JSON.stringify(next));
      setOwn(next);
    },
  };
}
