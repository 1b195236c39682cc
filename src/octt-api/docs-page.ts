import { DOCS_SCRIPT, DOCS_STYLE } from "./docs-assets.js";
import { escapeHtml } from "../kernel/index.js";
import type { Operation, StationApiDocument } from "./openapi-document.js";
import { STATION_API_PATH } from "./paths.js";
import { exampleOf, rowsOf, typeOf } from "./schema-view.js";

/**
 * The description of the API as one page that needs nothing else: operations by tag, each with a form to try
 * it, and schemas.
 * @param version of Kerbside
 */
export function renderDocsPage(document: StationApiDocument, version: string): string {
  const { info, tags, components } = document.openApi;
  const sections = tags.map((tag) => {
    const operations = document.operations.filter(({ definition }) => definition.tags?.includes(tag.name));
    return `<section id="${anchorOf(tag.name)}"><h2>${escapeHtml(tag.name)}</h2>
      <p>${escapeHtml(tag.description)}</p>
      ${operations.map((operation) => renderOperation(operation, document)).join("")}</section>`;
  });
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<h3 id="schema-${name}">${name}</h3>
      <p>${escapeHtml(String(schema.description ?? ""))}</p><table>${rowsOf(schema)}</table>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(info.title)}</title><style>${DOCS_STYLE}</style></head>
<body data-base="${STATION_API_PATH}">
<header><h1>${escapeHtml(info.title)}</h1><p>${escapeHtml(info.summary)}</p>
<p>Kerbside ${escapeHtml(version)} · <a href="${STATION_API_PATH}/openapi.yaml">openapi.yaml</a> · <a href="/">the station</a></p>
<label>Bearer token, where one is set: <input id="token" type="password" autocomplete="off"></label></header>
<nav>${tags.map(({ name }) => `<a href="#${anchorOf(name)}">${escapeHtml(name)}</a>`).join(" ")} <a href="#schemas">Schemas</a></nav>
<main>${proseOf(info.description)}${sections.join("")}
<section id="schemas"><h2>Schemas</h2><p>Fields with * are required.</p>${schemas.join("")}</section></main>
<script>${DOCS_SCRIPT}</script></body></html>
`;
}

function renderOperation({ path, method, definition }: Operation, document: StationApiDocument): string {
  const { operationId, summary, description } = definition;
  const isStream = operationId === "events";
  return `<details id="${operationId}"><summary><b class="${method}">${method.toUpperCase()}</b>
    <code>${escapeHtml(path)}</code> ${escapeHtml(summary)}</summary>
    ${proseOf(description ?? "")}
    <form data-method="${method.toUpperCase()}" data-path="${escapeHtml(path)}">
      ${parametersOf(definition)}${bodyOf(definition, document)}
      ${isStream ? "<p>A stream does not end, so it cannot be tried here.</p>" : "<button>Try it</button>"}
    </form><pre hidden></pre></details>`;
}

function parametersOf({ parameters = [] }: Operation["definition"]): string {
  return parameters
    .filter((parameter) => parameter.in !== "header")
    .map(
      ({ name, in: place, schema, description = "" }) => `<label><code>${escapeHtml(name)}</code>
        <input name="${escapeHtml(name)}" data-in="${place}" autocomplete="off"> ${typeOf(schema)} ${escapeHtml(description)}</label>`,
    )
    .join("");
}

function bodyOf({ requestBody }: Operation["definition"], { openApi }: StationApiDocument): string {
  const content = requestBody?.content["application/json"];
  if (!content?.schema) return "";
  const example = content.example ?? exampleOf(content.schema, openApi.components.schemas);
  const text = JSON.stringify(example, null, 2);
  return `<p>Body: ${typeOf(content.schema)}</p>
    <textarea rows="${text.split("\n").length + 1}" spellcheck="false">${escapeHtml(text)}</textarea>`;
}

/** Paragraphs, and lists with `*`, of the file's descriptions. */
function proseOf(text: string): string {
  const inline = (line: string): string => escapeHtml(line).replace(/`([^`]+)`/g, "<code>$1</code>");
  return text
    .trim()
    .split(/\n\s*\n/)
    .filter((block) => block !== "")
    .map((block) =>
      block.startsWith("* ")
        ? `<ul>${block
            .slice(2)
            .split(/\n\* /)
            .map((item) => `<li>${inline(item)}</li>`)
            .join("")}</ul>`
        : `<p>${inline(block)}</p>`,
    )
    .join("");
}

const anchorOf = (name: string): string => `tag-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
