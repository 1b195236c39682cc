import type { Ref } from "preact";
import type { ScenarioRun, ScenarioStep } from "../api/scenario-types.js";
import { usePage } from "../page-context.js";
import { rounded } from "../parts/format.js";

interface RunPanelProps {
  readonly run: ScenarioRun | null;
  readonly panel: Ref<HTMLElement>;
}

const COLOURS: Readonly<Record<ScenarioRun["status"], string>> = {
  ...{ running: "busy", passed: "ok", failed: "bad", stopped: "off" },
};

/** The run that is under way or was the last: what it waits for, its steps, its verdict. */
export function RunPanel({ run, panel }: RunPanelProps) {
  const { client, notices } = usePage();
  const stop = async (): Promise<void> => {
    if (run?.status !== "running") return;
    try {
      await client.delete("/scenarios/run");
    } catch (error) {
      notices.refused(error, "Stop was refused");
    }
  };
  if (!run)
    return (
      <section ref={panel} class="run" aria-label="Run">
        <p class="muted">Nothing has run yet. Choose a scenario, or write one.</p>
      </section>
    );
  return (
    <section ref={panel} class="run" aria-labelledby="run">
      <div class="title">
        <h2 id="run">{run.scenario}</h2>
        <span class={`badge ${COLOURS[run.status]}`}>{run.status}</span>
        <span class="muted">
          {rounded(run.seconds)} s, seed {run.seed}
        </span>
        {/* It stays when the run ends, so that who has the focus there does not lose it. */}
        <button class="danger" aria-disabled={run.status !== "running"} onClick={() => void stop()}>
          Stop
        </button>
      </div>
      <p class="muted">{run.description}</p>
      {run.verdict !== null && (
        <p class={`verdict ${run.status}`} data-testid="verdict">
          {run.verdict}
        </p>
      )}
      {run.waitingFor && <Awaited {...run.waitingFor} />}
      <ol class="steps" aria-label="Steps">
        {run.steps.map((step) => (
          <Step key={step.step} step={step} />
        ))}
      </ol>
    </section>
  );
}

function Awaited({ what, secondsLeft, ofSeconds }: NonNullable<ScenarioRun["waitingFor"]>) {
  return (
    <div class="awaited" data-testid="awaited">
      <p>
        Waits for {what}: <strong>{secondsLeft} s</strong> left of {rounded(ofSeconds)} s.
      </p>
      <progress aria-label="Time that has gone by" max={ofSeconds} value={ofSeconds - secondsLeft} />
    </div>
  );
}

function Step({ step: { step, text, outcome, endedAt, because } }: { readonly step: ScenarioStep }) {
  return (
    <li class={outcome} aria-current={outcome === "running" ? "step" : undefined}>
      <span class="muted">{step}</span>
      <span>
        {text}
        {because !== undefined && <span class="because">{because}</span>}
      </span>
      <span class="outcome">{outcome}</span>
      <span class="muted at">{endedAt !== undefined && `${rounded(endedAt)} s`}</span>
    </li>
  );
}
