import { useEffect, useRef, useState } from "preact/hooks";
import type { ScenarioRun, ScenarioSummary } from "../api/scenario-types.js";
import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";
import { OwnScenario } from "./own-scenario.js";
import { PaceButtons } from "./pace-buttons.js";
import { RunPanel } from "./run-panel.js";
import { ScenarioList } from "./scenario-list.js";

/** People and EVs by a script: what there is to run, what runs, and what came of it. */
export function ScenariosView() {
  const { client, live, notices } = usePage();
  const silent = useValue(live.silence) !== null;
  const run = useValue(live.run);
  const [scenarios, setScenarios] = useState<readonly ScenarioSummary[] | null>(null);
  const [seed, setSeed] = useState("");
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (silent) return;
    client.get<readonly ScenarioSummary[]>("/scenarios").then(setScenarios, (error: unknown) => {
      setScenarios([]);
      notices.refused(error, "The scenarios cannot be listed");
    });
    if (live.run.get() !== null) return;
    // The stream tells of what runs, not of what has ended before.
    client.get<ScenarioRun>("/scenarios/run").then(
      (latest) => {
        if (live.run.get() === null) live.run.set(latest);
      },
      () => undefined,
    );
  }, [client, live, notices, silent]);

  const begin = async (path: string, body: object): Promise<void> => {
    await client.post(path, { ...body, ...(seed !== "" && { seed: Number(seed) }) });
    panel.current?.scrollIntoView({ block: "nearest" });
  };
  const beginNamed = async (name: string): Promise<void> => {
    try {
      await begin(`/scenarios/${encodeURIComponent(name)}/run`, {});
    } catch (error) {
      notices.refused(error, `Run ${name} was refused`);
    }
  };
  return (
    <>
      <div class="toolbar">
        <label class="seed">
          Seed
          <input
            type="number"
            min={0}
            max={4_294_967_295}
            step={1}
            placeholder="by chance"
            value={seed}
            onInput={({ currentTarget }) => setSeed(currentTarget.value)}
          />
        </label>
        <PaceButtons />
      </div>
      <div class="scenarios">
        <RunPanel run={run} panel={panel} />
        <div class="side">
          <ScenarioList scenarios={scenarios} running={runningIn(run)} begin={beginNamed} />
          <OwnScenario begin={(scenario) => begin("/scenarios/run", { scenario })} />
        </div>
      </div>
    </>
  );
}

const runningIn = (run: ScenarioRun | null): string | null =>
  run?.status === "running" ? run.scenario : null;
