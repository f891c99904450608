import { type AwsAccess, describeError } from "@quicksight-governance/core/aws";
import { listRoleNames } from "@quicksight-governance/core/preflight";
import type { Problem } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import { dataRoleNameOf } from "./names.ts";
import type { StackResources } from "./readState.ts";
import { type RetainedResource, retainedResources } from "./retainedResources.ts";
import type { AccountSettings } from "./settings.ts";
import { unrecordedResources } from "./unrecordedResources.ts";

/** What an account stack finds in AWS that it would make. */
export interface Retained {
  /** What is taken up again: ids in AWS by the ends of URNs. */
  readonly ids: ReadonlyMap<string, string>;
  /** The same, as a person calls it. */
  readonly titles: readonly string[];
  /** What somebody else made and is used as it is, by the ends of URNs. */
  readonly theirs: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/**
 * Looks for what a destroy left on purpose, for what a run made that was killed before the state had it, and for what else is in AWS under the names of what an account stack would make, which
 * AWS would refuse when other things have been made. What the state has is not looked for.
 */
export async function findRetained(
  settings: AccountSettings,
  resources: StackResources,
  facts: Facts,
  access: AwsAccess,
): Promise<Retained> {
  const outputsOf = (end: string) =>
    Object.entries(resources).find(([urn]) => urn.endsWith(`$${end}`))?.[1].outputs;
  const named = [
    ...retainedResources(settings, facts, access),
    ...unrecordedResources(settings, facts, access),
  ];
  const missing = named.filter((resource) => {
    const outputs = outputsOf(resource.end);
    return outputs === undefined || !resource.holds(outputs);
  });
  const ids = new Map<string, string>();
  const titles: string[] = [];
  const theirs = new Set<string>();
  const problems: Problem[] = [];
  const there: RetainedResource[] = [];
  for (const resource of missing) {
    const { where, title, end } = resource;
    try {
      const found = await resource.look(outputsOf);
      if (found === undefined) continue;
      if (found.kind === "unusable") {
        problems.push({ where, message: found.message });
        continue;
      }
      if (resource.global) there.push(resource);
      if (found.kind === "theirs") theirs.add(end);
      else {
        ids.set(end, found.id);
        titles.push(title);
      }
    } catch (error) {
      problems.push(explainUnseen(resource, error));
    }
  }
  problems.push(...(await findClash(settings, there, facts, access)));
  return { ids, titles, theirs, problems };
}

/**
 * What the account has once can be another account stack's, whose state is not at hand. The role that QuickSight reads data files
 * with names the Region of each.
 */
async function findClash(
  { globalRegion }: AccountSettings,
  there: readonly RetainedResource[],
  facts: Facts,
  access: AwsAccess,
): Promise<Problem[]> {
  if (globalRegion !== undefined || there.length === 0) return [];
  const where = "account.globalRegion";
  const titles = there.map(({ title }) => title).join(" and the ");
  try {
    const start = dataRoleNameOf({ region: "" });
    const names = await listRoleNames(start, access);
    const others = names
      .map((name) => name.slice(start.length))
      .filter((one) => one !== facts.region);
    const [other] = others;
    if (other === undefined) return [];
    const message = `the ${titles} ${there.length === 1 ? "is" : "are"} there already, which an account has once, and there is an account stack in ${others.join(", ")} too; say in both which one owns what the account has once: globalRegion: ${other}, and this stack uses it, or globalRegion: ${facts.region}, and this stack takes it over`;
    return [{ where, message }];
  } catch (error) {
    const message = `the ${titles} ${there.length === 1 ? "is" : "are"} there already, and whether another Region has an account stack that owns it cannot be found out (${describeError(error)}); allow iam:ListRoles, or set globalRegion`;
    return [{ where, message, denied: isDenied(error) }];
  }
}

function explainUnseen({ where, title, allow }: RetainedResource, error: unknown): Problem {
  const message = `whether there is a ${title} cannot be looked at (${describeError(error)}); allow ${allow}`;
  return { where, message, denied: isDenied(error) };
}

/** S3 answers a HEAD without a body, so that its SDK knows the status only. */
function isDenied(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return /^AccessDenied/.test(error.name) || $metadata?.httpStatusCode === 403;
}
