import { AUTHORIZATION_STATUSES, TOKEN_TYPES, type KnownToken } from "./tokens.js";

/** A token list as someone sent it, or the first field that is wrong and what is allowed there. */
export type ParsedTokens =
  { readonly tokens: readonly KnownToken[] } | { readonly field: string; readonly allowed: string };

const FIELDS = ["idToken", "type", "status", "group"];
const LONGEST_TOKEN = 36;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isName = (value: unknown): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= LONGEST_TOKEN;

const oneOf = <T extends string>(allowed: readonly T[], value: unknown): T | undefined =>
  allowed.find((name) => name === value);

function parseToken(entry: unknown, at: string): KnownToken | { field: string; allowed: string } {
  if (!isObject(entry))
    return { field: at, allowed: "must be an object with idToken, type, status and group" };
  const unknown = Object.keys(entry).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined)
    return { field: `${at}.${unknown}`, allowed: `is not known; known are ${FIELDS.join(", ")}` };
  const { idToken, group } = entry;
  const text = `must be a text of 1 to ${LONGEST_TOKEN} characters`;
  if (!isName(idToken)) return { field: `${at}.idToken`, allowed: text };
  const type = oneOf(TOKEN_TYPES, entry["type"]);
  if (!type) return { field: `${at}.type`, allowed: `must be one of ${TOKEN_TYPES.join(", ")}` };
  const status = oneOf(AUTHORIZATION_STATUSES, entry["status"]);
  if (!status)
    return { field: `${at}.status`, allowed: `must be one of ${AUTHORIZATION_STATUSES.join(", ")}` };
  if (group === undefined) return { idToken, type, status };
  return isName(group) ? { idToken, type, status, group } : { field: `${at}.group`, allowed: text };
}

/** Reads the body of `PUT /tokens`: a list of tokens, each idToken and type once. */
export function parseTokenList(body: unknown): ParsedTokens {
  if (!Array.isArray(body)) return { field: "body", allowed: "must be a list of tokens" };
  const tokens: KnownToken[] = [];
  const seen = new Set<string>();
  for (const [index, entry] of body.entries()) {
    const token = parseToken(entry, `[${index}]`);
    if ("field" in token) return token;
    const key = `${token.type} ${token.idToken.toLowerCase()}`;
    if (seen.has(key)) return { field: `[${index}].idToken`, allowed: "stands in the list twice" };
    seen.add(key);
    tokens.push(token);
  }
  return { tokens };
}
