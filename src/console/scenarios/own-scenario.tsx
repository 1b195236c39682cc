import { useState } from "preact/hooks";

const EXAMPLE = `name: mine
description: A driver plugs in, charges for half a minute and leaves.
steps:
  - plugin: { evseId: 1, connectorId: 1 }
  - authorize: { idToken: "04A2B3C4D5E680", type: ISO14443 }
  - until: { evseId: 1, energyTransfer: charging }
  - wait: 30
  - deauthorize: { evseId: 1 }
  - until: { evseId: 1, transaction: ended, locked: false }
  - plugout: { evseId: 1, connectorId: 1 }
`;

/** Runs a scenario that is written here. What is wrong with it is said below it, with the step. */
export function OwnScenario({ begin }: { readonly begin: (scenario: unknown) => Promise<void> }) {
  const [text, setText] = useState(EXAMPLE);
  const [wrong, setWrong] = useState("");
  const run = async (event: Event): Promise<void> => {
    event.preventDefault();
    setWrong("");
    try {
      // Most who open the page write none, and need not load what reads it.
      const { parse } = await import("yaml");
      await begin(parse(text));
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <section class="own-scenario" aria-labelledby="own-scenario">
      <h2 id="own-scenario">One of your own</h2>
      <form onSubmit={(event) => void run(event)}>
        <label>
          Scenario, YAML or JSON
          <textarea
            rows={13}
            spellcheck={false}
            value={text}
            aria-describedby="own-scenario-wrong"
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <p id="own-scenario-wrong" class="bad" role="alert">
          {wrong}
        </p>
        <button class="primary">Run this text</button>
      </form>
    </section>
  );
}
