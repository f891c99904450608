import { matchesGlob } from "../support/matchesGlob.ts";
import { readDocument, type Statement } from "./document.ts";
import type { Plain } from "./plain.ts";
import type { Principal } from "./principals.ts";
import { coversAction, coversPattern } from "./reach.ts";
import type { Thing } from "./thing.ts";

/** A statement that allows something, with the thing that holds it. */
export interface Right {
  readonly source: Thing;
  readonly statement: Statement;
}

/** What somebody may do, by all policies that the stack gives them: as AWS puts them together. */
export interface Rights {
  readonly allows: readonly Right[];
  /** Statements that surely deny: without a condition, and known in full. */
  readonly denies: readonly Statement[];
  /** What the permissions boundary allows, when it is of the stack and known in full. */
  readonly boundary?: readonly Statement[];
  /** Documents that IAM would not take, and why. */
  readonly unreadable: readonly { readonly source: Thing; readonly reason: string }[];
}

/** Puts together the policies of somebody who holds them. */
export function rightsOf({
  grants,
  boundary,
  earlier = [],
}: Pick<Principal, "grants" | "boundary"> & Partial<Principal>): Rights {
  const documents = grants.map(({ source, document }) => ({
    source,
    ...readDocument(document),
  }));
  const allows = documents.flatMap(({ source, statements }) =>
    statements
      .filter(({ effect }) => effect === "Allow")
      .map((statement): Right => ({ source, statement })),
  );
  const unreadable = documents.flatMap(({ source, malformed: reason }) =>
    reason === undefined ? [] : [{ source, reason }],
  );
  const limits = readBoundary(boundary);
  const held = [...documents, ...earlier.map(readDocument)].flatMap(({ statements }) => statements);
  const denies = [...held, ...(limits ?? [])].filter(isSureDeny);
  return { allows, denies, unreadable, ...(limits && { boundary: limits }) };
}

function readBoundary(document: Plain): readonly Statement[] | undefined {
  const { statements, malformed, open } = readDocument(document);
  const isKnown = document !== undefined && malformed === undefined && !open;
  return isKnown ? statements : undefined;
}

/**
 * The rights to an action, given by its name or as a pattern, that no Deny takes away; each with the resources that are left of it.
 *
 * @param action such as `quicksight:CreateAdmin`
 */
export function rightsTo(rights: Rights, action: string): readonly Right[] {
  const isWithin = rights.boundary?.some(
    (statement) => statement.effect === "Allow" && coversAction(statement, action),
  );
  if (isWithin === false) return [];
  return rights.allows.flatMap(({ source, statement }) => {
    if (!coversAction(statement, action)) return [];
    const left = resourcesLeft(statement, action, rights.denies);
    return left === undefined ? [] : [{ source, statement: { ...statement, resources: left } }];
  });
}

/** The patterns of a statement's actions that no Deny takes away in whole; `NotAction` is one of them. */
export function actionsLeft(statement: Statement, denies: readonly Statement[]): readonly string[] {
  const isLeft = (pattern: string) => resourcesLeft(statement, pattern, denies) !== undefined;
  return [
    ...statement.actions.filter(isLeft),
    ...(statement.notActions.length > 0 && isLeft("*") ? ["NotAction"] : []),
  ];
}

/** Whether a test that the request must pass narrows a statement: not one that passes without the key, or for whatever value. */
export function isNarrowedBy(
  { conditions }: Pick<Statement, "conditions">,
  keys: readonly string[],
): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      keys.some((one) => matchesGlob(one, key)) &&
      /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))$/.test(operator) &&
      values.length > 0 &&
      values.every((value) => /^[^*?](.*[^*?:/])?[*?]*$/s.test(value)),
  );
}

/**
 * The resources that a statement is still about; `undefined` when all of them are denied.
 *
 * @param action its name, or a pattern
 */
export function resourcesLeft(
  { resources, notResources, partial }: Statement,
  action: string,
  denies: readonly Statement[],
): readonly string[] | undefined {
  const about = denies.filter((deny) => isAbout(deny, action));
  const left = resources.filter((one) => !about.some((deny) => coversResource(deny, one)));
  if (left.length > 0) return left;
  const isMore = notResources.length > 0 || partial || resources.length === 0;
  return isMore && !about.some((deny) => coversResource(deny, "*")) ? [] : undefined;
}

function isAbout({ actions, notActions }: Statement, action: string): boolean {
  if (actions.some((pattern) => coversPattern(pattern.toLowerCase(), action.toLowerCase())))
    return true;
  const isOne = !/[*?]/.test(action);
  return (
    isOne && notActions.length > 0 && !notActions.some((pattern) => matchesGlob(pattern, action))
  );
}

function coversResource({ resources }: Statement, resource: string): boolean {
  return resources.some((pattern) => coversPattern(pattern, resource));
}

/** A Deny without a condition, of which all is known: it holds whatever the request. */
function isSureDeny({ effect, conditions, partial }: Statement): boolean {
  return effect === "Deny" && conditions.length === 0 && !partial;
}
