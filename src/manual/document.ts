/** A piece of a chapter. In texts, what stands between backticks is literal. */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly headings: readonly string[];
      /** Each as long as the headings. */
      readonly rows: readonly (readonly string[])[];
    }
  /** A command for a POSIX shell, in the folder of the software. */
  | { readonly kind: "command"; readonly command: string };

/** A chapter of a document for people. */
export interface Chapter {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A document in parts, from which every format is made. */
export interface ManualDocument {
  readonly title: string;
  readonly chapters: readonly Chapter[];
}

export const text = (words: string): Block => ({ kind: "text", text: words });
export const list = (...items: readonly string[]): Block => ({ kind: "list", items });
export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: "table",
  headings,
  rows,
});
export const command = (line: string): Block => ({ kind: "command", command: line });
