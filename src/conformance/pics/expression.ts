import { ConfigurationError } from "../../kernel/index.js";

/** What a PICS says of an id; an id that it does not name counts as `false`. */
export type Declared = Readonly<Record<string, boolean | number>>;

type Node =
  | { readonly kind: "term"; readonly id: string; readonly above?: number }
  | { readonly kind: "not"; readonly of: Node }
  | { readonly kind: "and" | "or"; readonly parts: readonly Node[] };

/** A condition of OCPP Part 5 on what a station declares, ready to be evaluated. */
export interface Applicability {
  /** As it was written. */
  readonly text: string;
  applies(declared: Declared): boolean;
  /** The terms that make it false, e.g. `AQ-2 is declared` or `C-49 is not declared`; empty where it is true. */
  reasonsAgainst(declared: Declared): readonly string[];
}

const TOKENS = /\s*(\(|\)|>|[A-Za-z0-9][A-Za-z0-9.-]*)/y;

/**
 * Reads a condition such as `(C-30 or C-31) and NOT AQ-2`, `HFS-8 > 1`.
 * @throws ConfigurationError where it is no such expression
 */
export function parseApplicability(text: string): Applicability {
  const tokens = tokensOf(text);
  let position = 0;
  const peek = (): string | undefined => tokens[position];
  const wrong = (what: string): ConfigurationError =>
    new ConfigurationError(`condition "${text}"`, `${what} at ${peek() ?? "the end"}`);
  const next = (): string => {
    const token = tokens[position++];
    if (token === undefined) throw wrong("something is missing");
    return token;
  };
  const chain = (word: "and" | "or", part: () => Node): Node => {
    const parts = [part()];
    while (peek()?.toLowerCase() === word) {
      position++;
      parts.push(part());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: word, parts };
  };
  const either = (): Node => chain("or", () => chain("and", unary));
  const unary = (): Node => {
    const token = next();
    if (token.toLowerCase() === "not") return { kind: "not", of: unary() };
    if (token === "(") {
      const inside = either();
      if (next() !== ")") throw wrong("a closing parenthesis is missing");
      return inside;
    }
    if (token === ")" || token === ">" || ["and", "or"].includes(token.toLowerCase()))
      throw wrong("an id is missing");
    if (peek() !== ">") return { kind: "term", id: token };
    position++;
    const above = Number(next());
    if (Number.isNaN(above)) throw wrong("a number is missing");
    return { kind: "term", id: token, above };
  };
  const tree = either();
  if (peek() !== undefined) throw wrong("there is too much");
  return {
    text,
    applies: (declared) => evaluate(tree, declared),
    reasonsAgainst: (declared) =>
      evaluate(tree, declared) ? [] : [...new Set(against(tree, declared, true))],
  };
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKENS);
  while (pattern.lastIndex < text.trimEnd().length) {
    const from = pattern.lastIndex;
    const found = pattern.exec(text)?.[1];
    if (found === undefined)
      throw new ConfigurationError(`condition "${text}"`, `cannot be read from character ${from + 1}`);
    tokens.push(found);
  }
  return tokens;
}

function evaluate(node: Node, declared: Declared): boolean {
  switch (node.kind) {
    case "term": {
      const value = declared[node.id] ?? false;
      return node.above === undefined ? value !== false && value !== 0 : Number(value) > node.above;
    }
    case "not":
      return !evaluate(node.of, declared);
    case "and":
      return node.parts.every((part) => evaluate(part, declared));
    case "or":
      return node.parts.some((part) => evaluate(part, declared));
  }
}

/** The terms that keep a node from being `wanted`. */
function against(node: Node, declared: Declared, wanted: boolean): readonly string[] {
  if (evaluate(node, declared) === wanted) return [];
  switch (node.kind) {
    case "term":
      if (node.above !== undefined)
        return [`${node.id} is ${String(declared[node.id] ?? 0)}, not above ${node.above}`];
      return [wanted ? `${node.id} is not declared` : `${node.id} is declared`];
    case "not":
      return against(node.of, declared, !wanted);
    default:
      return node.parts.flatMap((part) => against(part, declared, wanted));
  }
}
