import * as Plot from "@observablehq/plot";
import { type ComponentChildren, h } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** How many there are of each. */
export interface ChartProps {
  readonly title: string;
  readonly counts: ReadonlyMap<string, number>;
}

/** Bars, the longest first. Who does not see them is read the figures. */
export function Chart({ title, counts }: ChartProps): ComponentChildren {
  const figure = useRef<HTMLDivElement>(null);
  const data = [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => ({ name, count }));
  useLayoutEffect(() => {
    const bars = draw(data);
    // Its figures are read; its parts would be read once more, without what they are.
    bars.setAttribute("aria-hidden", "true");
    figure.current?.replaceChildren(bars);
  });
  const said = data.map(({ name, count }) => `${name} ${count.toLocaleString("en-US")}`).join(", ");
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, title),
    h("div", { ref: figure, role: "img", "aria-label": `${title}: ${said}` }),
  );
}

function draw(data: readonly { readonly name: string; readonly count: number }[]): Element {
  const width = 480;
  const longest = Math.max(...data.map(({ name }) => name.length), 1);
  return Plot.plot({
    ...{ width, height: 24 * data.length + 10, marginLeft: 10 * longest + 12, marginRight: 64 },
    ...{ marginTop: 5, marginBottom: 5, x: { axis: null } },
    y: { label: null, domain: data.map(({ name }) => name), tickSize: 0 },
    style: { fontSize: "13px", background: "none", maxWidth: "100%" },
    marks: [
      Plot.barX(data, { x: "count", y: "name", fill: "var(--accent)" }),
      Plot.text(data, {
        ...{ x: "count", y: "name", textAnchor: "start", dx: 5, fill: "currentColor" },
        text: ({ count }: { readonly count: number }) => count.toLocaleString("en-US"),
      }),
    ],
  });
}
