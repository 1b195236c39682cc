import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useColourScheme } from "../parts/use-colour-scheme.js";

/** A line of a chart. */
export interface Line {
  readonly name: string;
  /** Name of a CSS variable. */
  readonly colour: string;
  readonly width: number;
  readonly stepped?: boolean;
  readonly dashed?: boolean;
  readonly filled?: boolean;
  /** `%`: on the axis at the right. */
  readonly scale?: "%";
}

interface ChartProps {
  readonly title: string;
  readonly unit: string;
  /** The same object as long as the lines are the same. */
  readonly lines: readonly Line[];
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly at: readonly number[];
  /** One for each line. */
  readonly columns: readonly (readonly (number | null)[])[];
  /** How many of the times have been; the values of the last are shown unless the user points at others. */
  readonly seen: number;
  /** What it shows, in words. */
  readonly label: string;
}

const HEIGHT = 190;

/** A chart of the time that goes on. */
export function Chart({ title, unit, lines, from, to, at, columns, seen, label }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const scheme = useColourScheme();
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = new uPlot(optionsOf({ unit, lines }, element), [[]], element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [unit, lines, scheme]);
  useEffect(() => {
    const made = plot.current;
    if (!made || columns.length !== lines.length) return;
    made.batch(() => {
      made.setData([at, ...columns] as unknown as uPlot.AlignedData, false);
      made.setScale("x", { min: from, max: to });
      if (made.cursor.idx === null || made.cursor.idx === undefined) made.setLegend({ idx: seen - 1 });
    });
  });
  return (
    <figure class="chart">
      <figcaption>
        {title} <span class="muted">{unit}</span>
      </figcaption>
      <div ref={box} role="img" aria-label={label} />
    </figure>
  );
}

const PERCENT: uPlot.Axis = {
  scale: "%",
  side: 1,
  size: 54,
  space: 40,
  grid: { show: false },
  values: (_plot, splits) => splits.map((split) => `${split} %`),
};

/** `12:34:56`, UTC. */
const timeOfDay = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(11, 19);

function optionsOf({ unit, lines }: Pick<ChartProps, "unit" | "lines">, element: HTMLElement): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour("--muted"),
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { stroke: colour("--line"), width: 1 },
    font: "11px system-ui, sans-serif",
  };
  const percent = lines.some(({ scale }) => scale === "%");
  return {
    width: element.clientWidth || 400,
    height: HEIGHT,
    cursor: { y: false, drag: { x: false, y: false } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), "UTC"),
    scales: {
      x: { time: true, auto: false },
      y: { range: (_plot, _min, max) => [0, Math.max(1, (max ?? 0) * 1.1)] },
      "%": { range: [0, 100] },
    },
    axes: [
      { ...axis, size: 28, space: 70, values: (_plot, splits) => splits.map(timeOfDay) },
      { ...axis, size: 42, space: 28 },
      ...(percent ? [{ ...axis, ...PERCENT }] : []),
    ],
    series: [
      { label: "at (UTC)", value: (_plot, at) => (at === null ? "–" : timeOfDay(at)) },
      ...lines.map((line) => seriesOf(line, unit, colour)),
    ],
  };
}

function seriesOf(line: Line, unit: string, colour: (name: string) => string): uPlot.Series {
  const { name, width, stepped, dashed, filled, scale } = line;
  const stroke = colour(line.colour);
  const suffix = scale ?? unit;
  return {
    label: name,
    stroke,
    width,
    spanGaps: false,
    points: { show: false },
    value: (_plot, value) => (value === null || value === undefined ? "–" : `${value.toFixed(1)} ${suffix}`),
    ...(scale && { scale }),
    ...(dashed && { dash: [5, 5] }),
    ...(filled && { fill: `color-mix(in srgb, ${stroke} 14%, transparent)` }),
    ...(stepped && { paths: uPlot.paths.stepped?.({ align: 1 }) ?? null }),
  } as uPlot.Series;
}
