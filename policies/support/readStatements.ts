import { isPartial, read, readList, readTexts, undecided, type Undecided } from "./read.ts";

/** One statement of an IAM policy document, as far as it is known. */
export interface Statement {
  readonly effect: unknown;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Who it is about, such as `Service:quicksight.amazonaws.com`; `*` for everybody. */
  readonly principals: readonly string[];
  /** `NotAction`, `NotResource`, `NotPrincipal`: which of them it has. */
  readonly negations: readonly string[];
  readonly condition: unknown;
  /** Whether there is more to it that is not known yet. */
  readonly partial: boolean;
}

/**
 * The statements of a policy document, which may be JSON or an object.
 *
 * @returns none when it is no policy document, {@link undecided} when it is not known yet
 */
export function readStatements(document: unknown): readonly Statement[] | Undecided {
  if (document === undecided) return undecided;
  const parsed = typeof document === "string" ? parse(document) : document;
  const statements = readList(parsed, "Statement");
  if (statements.includes(undecided)) return undecided;
  return statements.map((statement) => ({
    effect: read(statement, "Effect"),
    actions: readTexts(statement, "Action"),
    resources: readTexts(statement, "Resource"),
    principals: readPrincipals(read(statement, "Principal")),
    negations: ["NotAction", "NotResource", "NotPrincipal"].filter(
      (field) => read(statement, field) !== undefined,
    ),
    condition: read(statement, "Condition"),
    partial: isPartial(statement),
  }));
}

/** The statements that allow something; none as long as the document is not known. */
export function readAllows(document: unknown): readonly Statement[] {
  const statements = readStatements(document);
  return statements === undecided ? [] : statements.filter(({ effect }) => effect === "Allow");
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function readPrincipals(principal: unknown): string[] {
  if (typeof principal === "string") return [principal];
  if (typeof principal !== "object" || principal === null) return [];
  return Object.keys(principal).flatMap((kind) =>
    readTexts(principal, kind).map((value) => `${kind}:${value}`),
  );
}
