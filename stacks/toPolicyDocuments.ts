import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import { type Allowed, toPolicyDocument } from "./toPolicyDocument.ts";

/** What a managed policy holds, without white space (IAM quotas). */
const mostCharacters = 6144;

/** A policy document around its statements. */
interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Allowed[];
}

/**
 * The statements as managed policies: one where they fit, and else as few as filling one after the other makes. Together they allow what the
 * statements do, and no more; whoever deploys has all of them attached.
 */
export function toPolicyDocuments(statements: readonly PermissionStatement[]): PolicyDocument[] {
  const documents: Allowed[][] = [];
  for (const statement of toPolicyDocument(statements).Statement.flatMap(cut)) {
    const last = documents.at(-1);
    if (last !== undefined && sizeOf([...last, statement]) <= mostCharacters) last.push(statement);
    else documents.push([statement]);
  }
  return documents.map((Statement) => ({ Version: "2012-10-17", Statement }));
}

/** One that is too large for a policy of its own, as several: each has all actions on a part of the resources. */
function cut(statement: Allowed): Allowed[] {
  const { Resource } = statement;
  if (sizeOf([statement]) <= mostCharacters || Resource.length < 2) return [statement];
  const middle = Math.ceil(Resource.length / 2);
  // An id of a statement is one in its document.
  return [Resource.slice(0, middle), Resource.slice(middle)].flatMap((part, index) =>
    cut({ ...statement, Sid: `${statement.Sid}${index + 1}`, Resource: part }),
  );
}

function sizeOf(Statement: readonly Allowed[]): number {
  return JSON.stringify({ Version: "2012-10-17", Statement }).length;
}
