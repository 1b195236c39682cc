/** How the docs page looks. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d6dbe1, #39424d); --soft: light-dark(#f3f5f8, #1d232a); }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
code, pre, textarea { font: 13px/1.45 ui-monospace, monospace; }
nav { position: sticky; top: 0; padding: .5rem 0; background: Canvas; border-bottom: 1px solid var(--line); }
nav a { margin-right: .7rem; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; padding: .4rem .7rem; }
summary { cursor: pointer; }
b { display: inline-block; min-width: 4rem; }
b.get { color: #2672c4; } b.post { color: #24863f; } b.delete { color: #c23b3b; }
label { display: block; margin: .4rem 0; }
textarea { width: 100%; box-sizing: border-box; }
pre { background: var(--soft); padding: .6rem; overflow: auto; max-height: 24rem; border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
td { border-top: 1px solid var(--line); padding: .2rem .5rem .2rem 0; vertical-align: top; }
`;

/** What the forms of the docs page do. */
export const DOCS_SCRIPT = `
const base = document.body.dataset.base;
const token = document.getElementById("token");
addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const { method } = form.dataset;
  let { path } = form.dataset;
  const query = new URLSearchParams();
  for (const input of form.querySelectorAll("input")) {
    if (input.dataset.in === "path") path = path.replace("{" + input.name + "}", encodeURIComponent(input.value));
    else if (input.value !== "") query.set(input.name, input.value);
  }
  const body = form.querySelector("textarea")?.value;
  const headers = {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token.value !== "") headers.Authorization = "Bearer " + token.value;
  const shown = form.nextElementSibling;
  shown.hidden = false;
  shown.textContent = "…";
  try {
    const question = query.size > 0 ? "?" + query : "";
    const response = await fetch(base + path + question, { method, headers, body });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
    shown.textContent = response.status + " " + response.statusText + "\\n\\n" +
      (isJson ? JSON.stringify(JSON.parse(text), null, 2) : text);
  } catch (error) {
    shown.textContent = String(error);
  }
});
if (location.hash) document.querySelector(location.hash)?.setAttribute?.("open", "");
`;
