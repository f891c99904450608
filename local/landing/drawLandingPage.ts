import type { DashboardVersionDefinition, TableFieldOption } from "@aws-sdk/client-quicksight";

/** Pixels: the page as wide as its definition has it, and the measures of its text. */
const pageWidth = 1600;
const margin = 24;
const cell = { padding: 10, line: 20, size: 15, character: 7.6 };
const ink = "#16191f";
const faint = "#545b64";

/**
 * A picture of a dashboard of one text box over one table, as an SVG: drawn from the definition that QuickSight is given, and from rows by the
 * names of their columns. A rendering of our own: QuickSight draws its pages itself, and differs in fonts and measures.
 *
 * @throws Error when the definition has something else on it
 */
export function drawLandingPage(
  { Sheets: [sheet] = [] }: DashboardVersionDefinition,
  rows: readonly Readonly<Record<string, string>>[],
): string {
  const heading = sheet?.TextBoxes?.[0]?.Content;
  const table = sheet?.Visuals?.[0]?.TableVisual;
  const fields = table?.ChartConfiguration?.FieldOptions?.SelectedFieldOptions;
  if (heading === undefined || table === undefined || fields === undefined) {
    throw new Error("the definition has no text box over a table");
  }
  const columns = fields.map(columnOf);
  const parts: string[] = [];
  let y = margin;
  for (const line of heading.replace(/<\/?text-box>/g, "").split("<br/>")) {
    const size = parseInt(/font-size="(\d+)px"/.exec(line)?.[1] ?? "16", 10);
    y += size * 1.4;
    parts.push(textAt(margin, y, size, boldTo(line.replace(/<\/?inline[^>]*>/g, ""))));
  }
  y += 44;
  const title = table.Title?.FormatText?.PlainText ?? "";
  parts.push(textAt(margin, y, 18, `<tspan font-weight="bold">${escape(title)}</tspan>`));
  y += 16;
  const headings = columns.map(({ label }) => label);
  const texts = rows.map((row) =>
    columns.map(({ field, link }) => {
      const value = row[field] ?? "";
      return link === undefined || value === "" ? value : link;
    }),
  );
  for (const [index, cells] of [headings, ...texts].entries()) {
    const drawn = drawRow(cells, columns, y, index === 0);
    parts.push(...drawn.parts);
    y = drawn.end;
  }
  const height = Math.ceil(y + margin);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pageWidth + 2 * margin} ${height}" role="img" aria-label="${escape(`${title}: ${table.VisualContentAltText ?? ""}`)}" font-family="Helvetica, Arial, sans-serif" fill="${ink}">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

interface Column {
  readonly field: string;
  readonly label: string;
  readonly width: number;
  /** What stands in place of an address. */
  readonly link: string | undefined;
}

function columnOf({
  FieldId = "",
  CustomLabel = "",
  Width = "",
  URLStyling,
}: TableFieldOption): Column {
  const link = URLStyling?.LinkConfiguration?.Content?.CustomTextContent?.Value;
  return { field: FieldId, label: CustomLabel, width: parseInt(Width, 10), link };
}

function drawRow(
  texts: readonly string[],
  columns: readonly Column[],
  top: number,
  isHeader: boolean,
): { readonly parts: readonly string[]; readonly end: number } {
  const lines = texts.map((text, index) => wrap(text, columns[index]?.width ?? 0));
  const height = Math.max(...lines.map(({ length }) => length)) * cell.line + 2 * cell.padding;
  const parts: string[] = [];
  let x = margin;
  for (const [index, { width, link }] of columns.entries()) {
    const underline = link === undefined ? "" : ' text-decoration="underline"';
    const style = isHeader ? ' font-weight="bold"' : underline;
    for (const [row, text] of (lines[index] ?? []).entries()) {
      const at = top + cell.padding + cell.line * (row + 0.75);
      const content = `<tspan${style}>${escape(text)}</tspan>`;
      parts.push(textAt(x + cell.padding, at, cell.size, content));
    }
    x += width;
  }
  const end = top + height;
  const weight = isHeader ? 2 : 1;
  const place = `x1="${margin}" y1="${end}" x2="${x}" y2="${end}"`;
  parts.push(`<line ${place} stroke="${faint}" stroke-width="${weight}"/>`);
  return { parts, end };
}

function textAt(x: number, y: number, size: number, content: string): string {
  return `<text x="${x}" y="${Math.round(y)}" font-size="${size}">${content}</text>`;
}

/** The bold text of a text box, whose other text is escaped already. */
function boldTo(text: string): string {
  return text.replaceAll("<b>", '<tspan font-weight="bold">').replaceAll("</b>", "</tspan>");
}

function wrap(text: string, width: number): string[] {
  const most = Math.floor((width - 2 * cell.padding) / cell.character);
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last === "" || `${last} ${word}`.length <= most) {
      lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
