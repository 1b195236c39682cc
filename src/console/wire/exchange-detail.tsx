import type { Frame } from "../api/types.js";
import { usePage } from "../page-context.js";
import { copy } from "../parts/files.js";
import { clockTime, pretty } from "../parts/format.js";
import { actionOf, latencyOf, type Exchange } from "./exchange.js";

/** Request and answer in full. */
export function ExchangeDetail({
  exchange,
  close,
}: {
  readonly exchange: Exchange;
  readonly close: () => void;
}) {
  const { notices } = usePage();
  const { request, answer } = exchange;
  const latency = latencyOf(exchange);
  const copyIt = async (): Promise<void> => {
    await copy(pretty([request, answer].filter((frame) => frame !== null)));
    notices.done(`${actionOf(exchange)} copied as JSON`);
  };
  return (
    <section class="detail" aria-label={`${actionOf(exchange)} in full`}>
      <header>
        <h2>{actionOf(exchange)}</h2>
        {latency !== null && <span class="muted">answered after {latency} ms</span>}
        <button onClick={() => void copyIt()}>Copy as JSON</button>
        <button class="plain" aria-label="Close" onClick={close}>
          ✕
        </button>
      </header>
      {request && <FrameText frame={request} />}
      {answer && <FrameText frame={answer} />}
      {request && !answer && <p class="muted">No answer yet.</p>}
    </section>
  );
}

function FrameText({ frame }: { readonly frame: Frame }) {
  const { messageType, direction, at, messageId, payload, violation } = frame;
  return (
    <div class={`frame ${messageType}`}>
      <h3>
        {messageType} <span class="muted">{direction === "sent" ? "by the station" : "by the CSMS"}</span>
        <time>{clockTime(at)}</time>
        <code class="muted">{messageId}</code>
      </h3>
      {violation !== undefined && (
        <p class="bad" role="note">
          Breaks its schema: {violation}
        </p>
      )}
      <pre tabIndex={0}>{pretty(payload)}</pre>
    </div>
  );
}
