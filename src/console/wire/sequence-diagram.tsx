import { useMemo } from "preact/hooks";
import { download } from "../parts/files.js";
import { clockTime } from "../parts/format.js";
import { actionOf, outcomeOf, timeOf, troubleOf, type Exchange } from "./exchange.js";
import { headlineOf } from "./headline.js";
import { exchangesOf } from "./transaction.js";

interface SequenceDiagramProps {
  readonly transactionId: string;
  readonly exchanges: readonly Exchange[];
  readonly chosen: number | null;
  readonly choose: (number: number) => void;
  readonly close: () => void;
}

const STEP = 44;
const TOP = 40;
const LEFT = 92;
const RIGHT = 430;

/** The messages of one transaction between two life lines. */
export function SequenceDiagram({ transactionId, exchanges, chosen, choose, close }: SequenceDiagramProps) {
  const own = useMemo(() => exchangesOf(transactionId, exchanges), [transactionId, exchanges]);
  const height = TOP + own.length * STEP + 16;
  const exportIt = (): void => {
    const frames = own.flatMap(({ request, answer }) => [request, answer].filter((frame) => frame !== null));
    download(`transaction-${transactionId}.json`, JSON.stringify(frames, null, 2));
  };
  return (
    <section class="sequence" aria-label={`Messages of transaction ${transactionId}`}>
      <header>
        <h2>Transaction</h2>
        <code>{transactionId}</code>
        <button onClick={exportIt}>Export</button>
        <button class="plain" aria-label="Close" onClick={close}>
          ✕
        </button>
      </header>
      <div class="scroll">
        <svg
          viewBox={`0 0 480 ${height}`}
          width="480"
          height={height}
          role="group"
          aria-label="Sequence diagram"
        >
          <text class="actor" x={LEFT} y="18" text-anchor="middle">
            Station
          </text>
          <text class="actor" x={RIGHT} y="18" text-anchor="middle">
            CSMS
          </text>
          <path class="lifeline" d={`M${LEFT} 26V${height}M${RIGHT} 26V${height}`} />
          {own.map((exchange, index) => (
            <Step
              key={exchange.number}
              exchange={exchange}
              y={TOP + index * STEP}
              chosen={exchange.number === chosen}
              choose={() => choose(exchange.number)}
            />
          ))}
        </svg>
      </div>
    </section>
  );
}

interface StepProps {
  readonly exchange: Exchange;
  readonly y: number;
  readonly chosen: boolean;
  readonly choose: () => void;
}

function Step({ exchange, y, chosen, choose }: StepProps) {
  const right = exchange.by === "station";
  const arrow = (to: number, from: number, at: number): string => {
    const back = to > from ? -7 : 7;
    return `M${from} ${at}H${to}m${back} -4L${to} ${at}l${back} 4`;
  };
  const middle = (LEFT + RIGHT) / 2;
  const headline = headlineOf(exchange);
  return (
    <g
      class={`step ${troubleOf(exchange) ?? ""} ${chosen ? "chosen" : ""}`}
      role="button"
      tabIndex={0}
      aria-label={`${clockTime(timeOf(exchange))} ${right ? "station" : "CSMS"}: ${actionOf(exchange)} ${headline}, ${outcomeOf(exchange)}`}
      onClick={choose}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        choose();
      }}
    >
      <rect class="touch" x="0" y={y - 8} width="480" height={STEP} />
      <text class="at" x="4" y={y + 13}>
        {clockTime(timeOf(exchange)).slice(0, 12)}
      </text>
      <text class="what" x={middle} y={y + 5} text-anchor="middle">
        {actionOf(exchange)} <tspan class="more">{headline}</tspan>
      </text>
      <path class="ask" d={right ? arrow(RIGHT, LEFT, y + 10) : arrow(LEFT, RIGHT, y + 10)} />
      {exchange.answer && (
        <>
          <path class="reply" d={right ? arrow(LEFT, RIGHT, y + 24) : arrow(RIGHT, LEFT, y + 24)} />
          <text
            class="back"
            x={right ? RIGHT - 8 : LEFT + 8}
            y={y + 22}
            text-anchor={right ? "end" : "start"}
          >
            {outcomeOf(exchange)}
          </text>
        </>
      )}
    </g>
  );
}
