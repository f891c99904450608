import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { LoadResult, PreviewResult } from "./results.ts";

interface LoadPoint {
  readonly people: number;
  readonly seconds: number;
  readonly rate: string;
  readonly line: string;
}

/** Size by time of both comparisons, on logarithmic axes, as SVG text. */
export async function drawPlot(
  loads: readonly LoadResult[],
  previews: readonly PreviewResult[],
): Promise<string> {
  const spec: TopLevelSpec = {
    background: "white",
    padding: 16,
    spacing: 64,
    config: {
      font: "Helvetica, Arial, sans-serif",
      axis: {
        ...{ labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
        ...{ gridColor: "#e4e4e4", labelFlush: false, titlePadding: 10 },
      },
      legend: {
        ...{ orient: "bottom", direction: "vertical", columns: 1, offset: 16 },
        ...{ labelFontSize: 12, titleFontSize: 12, labelLimit: 300 },
        ...{ symbolType: "stroke", symbolSize: 500, symbolStrokeWidth: 2 },
      },
      title: { fontSize: 15, anchor: "start", offset: 14 },
    },
    hconcat: [loadChart(loads), previewChart(previews)],
    resolve: { scale: { color: "independent", strokeDash: "independent" } },
  };
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  return `${await view.toSVG()}\n`;
}

type Chart = Extract<TopLevelSpec, { hconcat: unknown }>["hconcat"][number];

function loadChart(loads: readonly LoadResult[]): Chart {
  const points = loads
    .filter(({ step }) => step === "first load")
    .flatMap(({ people, rate, seconds, boundSeconds }): LoadPoint[] => {
      const common = { people, rate: `${rate.toLocaleString("en-US")} calls a second` };
      return [
        { ...common, line: "measured", seconds },
        { ...common, line: "least the API allows", seconds: boundSeconds },
      ];
    });
  const color = {
    field: "rate",
    type: "nominal",
    title: "QuickSight takes",
    scale: { range: ["#b45f06", "#1f5fa8"] },
  };
  const domain = ["measured", "least the API allows"];
  const strokeDash = {
    field: "line",
    type: "nominal",
    title: "line",
    scale: {
      domain,
      range: [
        [1, 0],
        [5, 4],
      ],
    },
  };
  return chart("First load of everybody", points, color, { strokeDash });
}

function previewChart(previews: readonly PreviewResult[]): Chart {
  const names = { roster: "one Roster resource", native: "three native resources each" };
  const points = previews.flatMap(({ variant, people, step, measured }) =>
    step === "one change" && "seconds" in measured
      ? [{ people, seconds: measured.seconds, line: names[variant] }]
      : [],
  );
  const color = {
    field: "line",
    type: "nominal",
    title: "the people are",
    scale: { domain: Object.values(names), range: ["#1f5fa8", "#a61c3c"] },
  };
  return chart("pulumi preview with one change", points, color, {});
}

function chart(title: string, values: object[], color: object, ofLine: object): Chart {
  const logarithmic = (field: string, ticks: readonly number[]) => ({
    field,
    type: "quantitative",
    title: `${field} (logarithmic)`,
    scale: { type: "log", domain: [ticks[0], ticks.at(-1)] },
    axis: { values: ticks, format: "," },
  });
  return {
    title,
    width: 400,
    height: 300,
    data: { values },
    encoding: {
      x: logarithmic("people", [100, 1000, 10_000, 100_000]),
      y: logarithmic("seconds", [0.1, 1, 10, 100, 1000]),
      color,
    },
    layer: [
      { mark: { type: "line", strokeWidth: 2 }, encoding: ofLine },
      { mark: { type: "point", filled: true, size: 50, opacity: 1 } },
    ],
  } as Chart;
}
