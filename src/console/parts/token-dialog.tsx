import { useEffect, useRef } from "preact/hooks";
import { useValue } from "../live/value.js";
import type { TokenQuestion } from "./token-question.js";

/** Asks for the token of the station API; it is kept until the tab is closed. */
export function TokenDialog({ question }: { readonly question: TokenQuestion }) {
  const open = useValue(question.open);
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  const answer = (event: Event): void => {
    event.preventDefault();
    const token = field.current?.value.trim();
    if (token) question.answer(token);
  };
  return (
    <dialog
      ref={dialog}
      class="token"
      aria-labelledby="token-title"
      onCancel={(event) => event.preventDefault()}
    >
      <form onSubmit={answer}>
        <h2 id="token-title">This station asks for a token</h2>
        <p>
          It is <code>api.token</code> of the station's configuration. It stays in this tab and is forgotten
          when the tab is closed.
        </p>
        {open?.because && (
          <p role="alert" class="bad">
            {open.because}
          </p>
        )}
        <label for="token">Token</label>
        <input id="token" ref={field} type="password" autocomplete="off" required autofocus />
        <button class="primary">Go on</button>
      </form>
    </dialog>
  );
}
