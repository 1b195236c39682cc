import { useEffect, useState } from "preact/hooks";
import { usePage } from "../page-context.js";

interface KnownToken {
  readonly idToken: string;
  readonly type: string;
  readonly status: string;
  readonly group?: string;
}

const TYPES = [
  "ISO14443",
  "ISO15693",
  "KeyCode",
  "Central",
  "eMAID",
  "Local",
  "MacAddress",
  "NoAuthorization",
];
const STATUSES = [
  "Accepted",
  "Blocked",
  "ConcurrentTx",
  "Expired",
  "Invalid",
  "NoCredit",
  "NotAllowedTypeEVSE",
  "NotAtThisLocation",
  "NotAtThisTime",
  "Unknown",
];
const NEW: KnownToken = { idToken: "", type: "ISO14443", status: "Accepted" };

/** The tokens that the sandbox CSMS knows. */
export function TokenEditor() {
  const { csms, notices } = usePage();
  const [tokens, setTokens] = useState<readonly KnownToken[] | null>(null);
  useEffect(() => {
    csms.get<readonly KnownToken[]>("/tokens").then(setTokens, () => undefined);
  }, [csms]);
  if (!tokens) return null;
  const change = (at: number, more: Partial<KnownToken>): void =>
    setTokens(tokens.map((token, index) => (index === at ? { ...token, ...more } : token)));
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    // An empty group is none.
    const list = tokens.map(({ group, ...token }) => ({ ...token, ...(group && { group }) }));
    try {
      setTokens((await csms.put("/tokens", list)) as readonly KnownToken[]);
      notices.done("The token list was saved");
    } catch (error) {
      notices.refused(error, "The token list was refused");
    }
  };
  return (
    <section class="tokens" aria-labelledby="tokens">
      <h2 id="tokens">Tokens</h2>
      <form onSubmit={(event) => void save(event)}>
        <div class="table">
          <table>
            <thead>
              <tr>
                {["idToken", "Type", "Status", "Group", ""].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {tokens.map((token, index) => (
                <TokenRow
                  key={index}
                  token={token}
                  change={(more) => change(index, more)}
                  remove={() => setTokens(tokens.filter((_, other) => other !== index))}
                />
              ))}
            </tbody>
          </table>
        </div>
        <div class="buttons">
          <button type="button" onClick={() => setTokens([...tokens, NEW])}>
            Add a token
          </button>
          <button class="primary">Save the list</button>
        </div>
      </form>
    </section>
  );
}

interface TokenRowProps {
  readonly token: KnownToken;
  readonly change: (more: Partial<KnownToken>) => void;
  readonly remove: () => void;
}

function TokenRow({ token, change, remove }: TokenRowProps) {
  const { idToken, type, status, group = "" } = token;
  const name = idToken || "the new token";
  const choice = (
    label: string,
    value: string,
    choices: readonly string[],
    take: (value: string) => void,
  ) => (
    <select
      aria-label={`${label} of ${name}`}
      value={value}
      onChange={({ currentTarget }) => take(currentTarget.value)}
    >
      {choices.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
  return (
    <tr>
      <td>
        <input
          aria-label="idToken"
          required
          maxLength={36}
          value={idToken}
          onInput={({ currentTarget }) => change({ idToken: currentTarget.value })}
        />
      </td>
      <td>{choice("Type", type, TYPES, (value) => change({ type: value }))}</td>
      <td>{choice("Status", status, STATUSES, (value) => change({ status: value }))}</td>
      <td>
        <input
          aria-label={`Group of ${name}`}
          maxLength={36}
          value={group}
          onInput={({ currentTarget }) => change({ group: currentTarget.value })}
        />
      </td>
      <td>
        <button type="button" class="plain" aria-label={`Remove ${name}`} onClick={remove}>
          ✕
        </button>
      </td>
    </tr>
  );
}
