import type { ApiOperation } from "./openapi.js";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** A page that lists the operations of the station API and lets one try them. */
export function docsPage(operations: readonly ApiOperation[]): string {
  const sections = operations.map(
    ({ method, path, operationId, summary }) => `<section id="${operationId}">
<h2><code>${method.toUpperCase()} ${escape(path)}</code></h2><p>${escape(summary)}</p>
<form data-method="${method}" data-path="${escape(path)}">
${method === "post" ? '<textarea rows="3" aria-label="body">{}</textarea>' : '<input aria-label="query" placeholder="name=value&amp;…">'}
<button>Try it</button><pre></pre></form></section>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Station API</title>
<style>body{font:16px system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}textarea,input{width:100%}pre{background:#f3f3f3;overflow:auto}</style>
<h1>Station API</h1><p><a href="openapi.yaml">openapi.yaml</a></p>${sections.join("\n")}
<script>
for (const form of document.forms) form.onsubmit = async (event) => {
  event.preventDefault();
  const { method, path } = form.dataset, field = form.querySelector("textarea,input");
  const isPost = method === "post";
  const answer = await fetch("/octt/v1" + path + (isPost || !field.value ? "" : "?" + field.value), {
    method, ...(isPost && { body: field.value, headers: { "Content-Type": "application/json" } }),
  });
  form.querySelector("pre").textContent = answer.status + " " + (path === "/events" ? "" : await answer.text());
};
</script></html>`;
}
