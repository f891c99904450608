import {
  isObject,
  isPartial,
  list,
  type Plain,
  type PlainObject,
  texts,
  undecided,
} from "./plain.ts";

/** One statement of an IAM policy document, as far as it is known. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** Who it is about: `Service:quicksight.amazonaws.com`, `AWS:arn:…`, `*` for everybody (`"AWS": "*"` as well). */
  readonly principals: readonly string[];
  readonly notPrincipals: readonly string[];
  readonly conditions: readonly Condition[];
  /** Whether it is not known yet what some of its conditions ask; one of which only the value is open is among `conditions`. */
  readonly conditionOpen: boolean;
  /** Whether there is more to it that is not known yet. */
  readonly partial: boolean;
}

/** One test of a statement's condition: `StringEquals`, `aws:sourceaccount` (in lower case), the values as texts. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * An IAM policy document. `malformed` is what IAM would not take as one, such as a text that is not JSON: it is never passed as
 * if it allowed nothing. `open` is one that is not known yet, in whole or in part.
 */
export interface Document {
  readonly statements: readonly Statement[];
  readonly malformed?: string;
  readonly open: boolean;
}

const nothing: Document = { statements: [], open: false };
const unknown: Document = { statements: [], open: true };
const parsed = new Map<string, Document>();
const parsedLimit = 10_000;

/** Reads a policy document, which may be JSON or an object. Absent, it has no statements. */
export function readDocument(document: Plain): Document {
  if (document === undefined) return nothing;
  if (document === undecided) return unknown;
  if (typeof document !== "string") return readObject(document);
  const known = parsed.get(document);
  if (known !== undefined) return known;
  const read = readText(document);
  if (parsed.size >= parsedLimit) parsed.clear();
  parsed.set(document, read);
  return read;
}

/** The statements that allow something. */
export function allowsOf(document: Plain): readonly Statement[] {
  return readDocument(document).statements.filter(({ effect }) => effect === "Allow");
}

function readText(text: string): Document {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    const read = withoutNulls(value);
    return keysIn(text) === keysOf(value)
      ? readObject(read)
      : malformed("a key stands in it twice");
  } catch {
    return malformed("it is not JSON");
  }
}

/** How many keys a text of JSON has. */
function keysIn(text: string): number {
  let found = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:)?/g)) {
    if (colon !== undefined) found += 1;
  }
  return found;
}

/** How many keys are left of them: of two that are the same, JSON keeps one, and AWS need not keep the same one. */
function keysOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, one: unknown) => sum + keysOf(one), own);
}

/** JSON as {@link Plain}: deep nesting, which no document has, is refused rather than walked. */
function withoutNulls(value: unknown, depth = 0): Plain {
  if (depth > 20) throw new Error("too deep");
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.map((one) => withoutNulls(one, depth + 1));
  if (typeof value !== "object") return value as Plain;
  const copy = Object.create(null) as Record<string, Plain>;
  for (const [key, one] of Object.entries(value)) copy[key] = withoutNulls(one, depth + 1);
  return copy;
}

function readObject(document: Plain): Document {
  if (!isObject(document)) return malformed("it is not an object");
  const found = document["Statement"];
  if (found === undecided) return unknown;
  if (found === undefined) return malformed("it has no Statement");
  const statements: Statement[] = [];
  for (const statement of list(found)) {
    if (statement === undecided) continue;
    if (!isObject(statement)) return malformed("a statement is not an object");
    const { Effect: effect } = statement;
    if (effect === undecided) continue;
    if (effect !== "Allow" && effect !== "Deny") return malformed("a statement has no Effect");
    if (statement["Action"] === undefined && statement["NotAction"] === undefined) {
      return malformed("a statement has no Action");
    }
    const odd = oddField(statement);
    if (odd !== undefined) return malformed(`the ${odd} of a statement is no text`);
    const { Condition: condition } = statement;
    if (condition !== undefined && condition !== undecided && !isObject(condition)) {
      return malformed("the Condition of a statement is not an object");
    }
    statements.push(readStatement(statement, effect));
  }
  return { statements, open: isPartial(document) };
}

const textFields = ["Action", "NotAction", "Resource", "NotResource"];

function oddField(statement: PlainObject): string | undefined {
  return textFields.find((name) =>
    list(statement[name]).some((one) => typeof one !== "string" && one !== undecided),
  );
}

function readStatement(statement: PlainObject, effect: Statement["effect"]): Statement {
  return {
    effect,
    actions: texts(statement["Action"]),
    notActions: texts(statement["NotAction"]),
    resources: texts(statement["Resource"]).map(withoutDefaults),
    notResources: texts(statement["NotResource"]).map(withoutDefaults),
    principals: readPrincipals(statement["Principal"]),
    notPrincipals: readPrincipals(statement["NotPrincipal"]),
    conditions: readConditions(statement["Condition"]),
    conditionOpen: isConditionOpen(statement["Condition"]),
    partial: isPartial(statement),
  };
}

/** A variable that says what it is without a value may be that: `${aws:PrincipalTag/team, 'all'}` is `all`. */
function withoutDefaults(resource: string): string {
  return resource.replaceAll(/\$\{[^},]*,\s*'([^'}]*)'\s*\}/g, "$1");
}

function readPrincipals(principal: Plain): readonly string[] {
  if (typeof principal === "string") return [principal];
  if (principal === undefined || !isObject(principal)) return [];
  return Object.entries(principal).flatMap(([kind, values]) =>
    texts(values).map((value) => (kind === "AWS" && value === "*" ? "*" : `${kind}:${value}`)),
  );
}

function isConditionOpen(condition: Plain): boolean {
  if (condition === undefined || !isObject(condition)) return condition === undecided;
  return Object.values(condition).some((tests) => tests === undecided);
}

function readConditions(condition: Plain): readonly Condition[] {
  if (condition === undefined || !isObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, tests]) =>
    tests !== undefined && isObject(tests)
      ? Object.entries(tests).map(([key, values]) => ({
          operator,
          key: key.toLowerCase(),
          values: list(values).map(asText),
        }))
      : [{ operator, key: "", values: [] }],
  );
}

function asText(value: Plain): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function malformed(reason: string): Document {
  return { statements: [], malformed: reason, open: false };
}
