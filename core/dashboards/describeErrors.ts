import type { DashboardError } from "@aws-sdk/client-quicksight";
import { printable } from "../aws/printable.ts";

/** Errors that are named, of one version. */
const most = 20;

/** What is read of a definition on the way to what an error is about. */
interface Part {
  readonly [member: string]: unknown;
  readonly Name?: unknown;
  readonly VisualId?: unknown;
  readonly ColumnName?: unknown;
}

/**
 * Why AWS did not build a version, a line for each error: what it says, and the sheet, the visual and the column it is about. AWS points to
 * them by paths into the definition (API reference of Entity), as a JSON pointer; one that leads nowhere is given as it is.
 *
 * @param definition what AWS was given
 */
export function describeErrors(errors: readonly DashboardError[], definition: object): string {
  if (errors.length === 0) return "QuickSight gives no reason";
  const lines = errors.slice(0, most).map((error) => `  - ${describeOne(error, definition)}`);
  const rest = errors.length - lines.length;
  return ["", ...lines, ...(rest > 0 ? [`  … and ${rest} more`] : [])].join("\n");
}

function describeOne(
  { Type, Message = "", ViolatedEntities = [] }: DashboardError,
  definition: object,
): string {
  const places = ViolatedEntities.map(({ Path = "" }) => describePath(Path, definition));
  const where = places.length === 0 ? "" : ` (${places.join("; ")})`;
  return printable(`${Message === "" ? "no message" : Message} [${Type ?? "of no type"}]${where}`);
}

function describePath(path: string, definition: object): string {
  const found: string[] = [];
  let part: unknown = definition;
  const names = path.split("/").filter((name) => name !== "");
  for (const [index, name] of names.entries()) {
    if (typeof part !== "object" || part === null) return path;
    part = (part as Part)[name];
    if (typeof part !== "object" || part === null) continue;
    const { Name, VisualId, ColumnName } = part as Part;
    if (names[index - 1] === "Sheets" && typeof Name === "string") found.push(`sheet ${Name}`);
    if (typeof VisualId === "string") found.push(`visual ${VisualId}`);
    if (typeof ColumnName === "string") found.push(`column ${ColumnName}`);
  }
  return found.length === 0 ? path : found.join(", ");
}
