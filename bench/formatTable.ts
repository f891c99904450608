/** A Markdown table; columns with a number are aligned to the right. */
export function formatTable(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const isNumeric = (column: number) => rows.some((row) => /^[×\d]/.test(row[column] ?? ""));
  const rule = headers.map((_, column) => (isNumeric(column) ? "--:" : "---"));
  return [line(headers), line(rule), ...rows.map(line)].join("\n");
}

/** `12,345` */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

/** `0.56 s`, `8.3 s`, `312 s`. */
export function formatSeconds(seconds: number): string {
  const digits = seconds < 1 ? 2 : seconds < 100 ? 1 : 0;
  return `${seconds.toFixed(digits)} s`;
}

/** `14 KB`, `152 MB`, `25 GB`: thousands, not 1,024. */
export function formatBytes(bytes: number): string {
  const units = [
    { unit: "GB", size: bytes / 1e9 },
    { unit: "MB", size: bytes / 1e6 },
  ];
  const { unit, size } = units.find((each) => each.size >= 1) ?? { unit: "KB", size: bytes / 1e3 };
  return `${size < 10 ? size.toFixed(1) : formatCount(size)} ${unit}`;
}

/** `× 24`, `× 1.3`. */
export function formatRatio(ratio: number): string {
  return `× ${ratio < 10 ? ratio.toFixed(1) : formatCount(ratio)}`;
}
