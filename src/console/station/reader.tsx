import { useAction } from "../parts/use-action.js";
import { TOKEN_TYPES, type CardInHand } from "./use-card.js";

/** The reader of the station, and the cards to hold to it. */
export function Reader({ card }: { readonly card: CardInHand }) {
  const act = useAction();
  const { chosen, known } = card;
  const swipe = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await act("Swipe at the station", "/authorize", chosen)) card.used(chosen);
  };
  const picked = known.findIndex(({ idToken, type }) => idToken === chosen.idToken && type === chosen.type);
  return (
    <form class="reader" onSubmit={(event) => void swipe(event)} aria-label="Card reader">
      <label>
        Card
        <select
          value={String(picked)}
          onChange={({ currentTarget }) => {
            const token = known[Number(currentTarget.value)];
            if (token) card.choose({ idToken: token.idToken, type: token.type });
          }}
        >
          {picked < 0 && <option value="-1">typed below</option>}
          {known.map(({ idToken, type, note }, index) => (
            <option key={`${type} ${idToken}`} value={String(index)}>
              {idToken} · {note}
            </option>
          ))}
        </select>
      </label>
      <label>
        idToken
        <input
          value={chosen.idToken}
          maxLength={36}
          spellcheck={false}
          autocomplete="off"
          onInput={({ currentTarget }) => card.choose({ ...chosen, idToken: currentTarget.value })}
        />
      </label>
      <label>
        Type
        <select
          value={chosen.type}
          onChange={({ currentTarget }) => card.choose({ ...chosen, type: currentTarget.value })}
        >
          {TOKEN_TYPES.map((type) => (
            <option key={type}>{type}</option>
          ))}
        </select>
      </label>
      <button class="primary">Swipe at the station</button>
    </form>
  );
}
