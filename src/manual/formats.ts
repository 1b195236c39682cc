import { escapeHtml } from "../kernel/index.js";
import type { Block, ManualDocument } from "./document.js";

const STYLE = `
body{font:11pt/1.45 system-ui,sans-serif;max-width:52em;margin:2em auto;padding:0 1em;color:#111;background:#fff}
h2{break-after:avoid;font-size:1.2em;margin:1.8em 0 .4em}
table{border-collapse:collapse;width:100%;margin:.6em 0 1.2em}
th,td{text-align:left;vertical-align:top;padding:.2em .6em;border-bottom:1px solid #bbb;overflow-wrap:anywhere}
tr,pre{break-inside:avoid}
pre{background:#f3f3f3;padding:.5em .8em;white-space:pre-wrap;overflow-wrap:anywhere}
code{font:.92em ui-monospace,monospace}
@page{margin:18mm}`;

/** The document as Markdown; every command is a block of its own, marked `sh`. */
export function manualMarkdown({ title, chapters }: ManualDocument): string {
  const parts = chapters.map(({ title: heading, blocks }) =>
    [`## ${heading}`, ...blocks.map(blockMarkdown)].join("\n\n"),
  );
  return `${[`# ${title}`, ...parts].join("\n\n")}\n`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case "text":
      return block.text;
    case "list":
      return block.items.map((item) => `- ${item}`).join("\n");
    case "table":
      return [block.headings, block.headings.map(() => "---"), ...block.rows].map(row).join("\n");
    case "command":
      return ["```sh", block.command, "```"].join("\n");
  }
}

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replace(/\\/g, "\\\\").replace(/\|/g, "\\|")).join(" | ")} |`;

/** The document as one page of HTML that prints well and needs nothing else. */
export function manualHtml({ title, chapters }: ManualDocument): string {
  const parts = chapters.map(
    ({ title: heading, blocks }) => `<h2>${inline(heading)}</h2>\n${blocks.map(blockHtml).join("\n")}`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${STYLE}</style>
<h1>${escapeHtml(title)}</h1>
${parts.join("\n")}
</html>
`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "text":
      return `<p>${inline(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${inline(item)}</li>`).join("")}</ul>`;
    case "table":
      return `<table>${cells("th", block.headings)}${block.rows.map((one) => cells("td", one)).join("\n")}</table>`;
    case "command":
      return `<pre><code>${escapeHtml(block.command)}</code></pre>`;
  }
}

const cells = (tag: "td" | "th", one: readonly string[]): string =>
  `<tr>${one.map((cell) => `<${tag}>${inline(cell)}</${tag}>`).join("")}</tr>`;

const inline = (words: string): string => escapeHtml(words).replace(/`([^`]+)`/g, "<code>$1</code>");
