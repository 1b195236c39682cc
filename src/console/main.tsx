import { render } from "preact";
import { createClient } from "./api/client.js";
import { createTokenKeeper } from "./api/token.js";
import { App } from "./app.js";
import { createLive } from "./live/live.js";
import { createNotices } from "./parts/notices.js";
import { createTokenQuestion } from "./parts/token-question.js";
import { PageContext } from "./page-context.js";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/station.css";
import "./styles/charging.css";
import "./styles/wire.css";
import "./styles/inside.css";
import "./styles/sandbox.css";
import "./styles/scenarios.css";

const token = createTokenKeeper(sessionStorage);
const question = createTokenQuestion(token);
const ask = (because: string): Promise<void> => question.ask(because);
const client = createClient(token, ask);
const csms = createClient(token, ask, "/sandbox-csms");
const page = { client, csms, live: createLive(client), notices: createNotices() };

const root = document.getElementById("page");
if (root) {
  root.replaceChildren();
  render(
    <PageContext.Provider value={page}>
      <App question={question} />
    </PageContext.Provider>,
    root,
  );
}
