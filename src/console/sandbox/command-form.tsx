import { useEffect, useState } from "preact/hooks";
import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";
import { pretty } from "../parts/format.js";
import { initialOf, type Fields, type RequestSchema } from "./schema.js";
import { ObjectFields } from "./schema-form.js";

interface Answer {
  readonly action: string;
  readonly refused: boolean;
  readonly text: string;
}

/** Sends any command to the station, with a form made from the JSON schema of its request. */
export function CommandForm({ identity }: { readonly identity: string }) {
  const { csms, live } = usePage();
  const connected = useValue(live.state)?.ocpp.connected ?? false;
  const [actions, setActions] = useState<readonly string[]>([]);
  const [action, setAction] = useState("GetBaseReport");
  const [schema, setSchema] = useState<RequestSchema | null>(null);
  const [value, setValue] = useState<Fields>({});
  const [answer, setAnswer] = useState<Answer | null>(null);
  const path = `/stations/${encodeURIComponent(identity)}/commands`;
  const now = (): string => live.state.get()?.time ?? "";

  useEffect(() => {
    if (!connected) return;
    csms.get<{ actions: readonly string[] }>(path).then(
      ({ actions: told }) => {
        setActions(told);
        setAction((before) => (told.includes(before) ? before : (told[0] ?? "")));
      },
      () => setActions([]),
    );
  }, [csms, path, connected]);
  useEffect(() => {
    if (!actions.includes(action)) return;
    let wanted = true;
    csms.get<RequestSchema>(`${path}/${action}`).then(
      (told) => {
        if (!wanted) return;
        setSchema(told);
        setValue(initialOf(told, told, now()) as Fields);
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [csms, path, action, actions]);

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    setAnswer(null);
    try {
      setAnswer({ action, refused: false, text: pretty(await csms.post(`${path}/${action}`, value)) });
    } catch (error) {
      setAnswer({ action, refused: true, text: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <section class="command" aria-labelledby="command">
      <h2 id="command">Send a command</h2>
      <form onSubmit={(event) => void send(event)}>
        <div class="toolbar">
          <select
            aria-label="Command"
            value={action}
            onChange={({ currentTarget }) => setAction(currentTarget.value)}
          >
            {actions.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
          <button class="primary" disabled={!connected || !schema}>
            Send
          </button>
          {!connected && <span class="wait">The station is not connected.</span>}
        </div>
        <div class="columns">
          <div class="fields">
            {schema && (
              <ObjectFields
                path=""
                schema={schema}
                root={schema}
                value={value}
                change={(next) => setValue(next as Fields)}
                now={now()}
              />
            )}
          </div>
          <div class="fields">
            <JsonField value={value} change={setValue} />
            <div role="status">
              {answer && (
                <>
                  <h3 class={answer.refused ? "bad" : "ok"}>
                    {answer.action} {answer.refused ? "failed" : "was answered"}
                  </h3>
                  <pre tabIndex={0}>{answer.text}</pre>
                </>
              )}
            </div>
          </div>
        </div>
      </form>
    </section>
  );
}

/** The same as text; what is no JSON is not taken over. */
function JsonField({ value, change }: { readonly value: Fields; readonly change: (value: Fields) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const take = (text: string): void => {
    setDraft(text);
    try {
      change(JSON.parse(text) as Fields);
    } catch {
      // Half-written: it is looked at again with the next letter.
    }
  };
  return (
    <label class="json">
      as JSON
      <textarea
        spellcheck={false}
        rows={16}
        value={draft ?? pretty(value)}
        onInput={({ currentTarget }) => take(currentTarget.value)}
        onBlur={() => setDraft(null)}
      />
    </label>
  );
}
