import { showText } from "../../settings/showText.ts";
import type { Snapshot, SnapshotAsset } from "../snapshot.ts";
import { type Assertion, isNamed, isSame, isWho } from "./assertion.ts";
import { unmatchedSight } from "./sight/unmatchedSight.ts";

/** What an assertion names that there is nothing of: a name that was misspelt asserts nothing. */
export interface Unmatched {
  readonly assertion: Assertion;
  /** As the rest of "is about … that there is": `no group "h-r" of namespace default`. */
  readonly what: string;
}

/**
 * Finds every name of an assertion that fits nothing, also beside others that fit. A group that nobody is in is there all the same.
 *
 * @param assets   what it is about
 * @param unlisted kinds that could not be listed: a name that fits none of them may be right
 */
export function findUnmatched(
  snapshot: Snapshot,
  assertion: Assertion,
  assets: readonly SnapshotAsset[],
  unlisted: ReadonlySet<string>,
): Unmatched[] {
  const missing = [
    ...missingAssets(snapshot, assertion, unlisted),
    ...missingPeople(snapshot, assertion),
    ...(assertion.sight === undefined
      ? []
      : unmatchedSight({ what: assertion.what, sight: assertion.sight }, assets)),
  ];
  const { all, tenants } = assertion.what;
  const isIdle = (all || tenants.length > 0) && assets.length === 0 && unlisted.size === 0;
  const whole = [
    ...(isIdle ? ["no asset"] : []),
    ...(isAnybody(snapshot, assertion) ? [] : ["nobody"]),
  ];
  const found = missing.length > 0 ? missing : whole;
  return found.map((what) => ({ assertion, what }));
}

function missingAssets(
  { assets }: Snapshot,
  { what }: Assertion,
  unlisted: ReadonlySet<string>,
): string[] {
  return what.assets.flatMap(({ kind, name, pattern }) => {
    const isThere =
      unlisted.has(kind) ||
      assets.some(
        (asset) => asset.kind === kind && (pattern.test(asset.id) || pattern.test(asset.name)),
      );
    return isThere ? [] : [`no ${kind} ${showText(name)}`];
  });
}

function missingPeople({ namespaces }: Snapshot, { who, what }: Assertion): string[] {
  const names = Object.keys(namespaces);
  const groupsOf = (namespace: string) =>
    Object.entries(namespaces).flatMap(([name, { groups }]) =>
      isSame(name, namespace) ? groups : [],
    );
  const within = Object.entries(namespaces).filter(
    ([name]) => who.within === undefined || isSame(name, who.within),
  );
  return [
    ...who.groups.flatMap(({ namespace, name }) =>
      groupsOf(namespace).some((group) => isSame(group, name))
        ? []
        : [`no group ${showText(name)} of namespace ${namespace}`],
    ),
    ...who.people.flatMap((one) =>
      within.some(([, { people }]) => people.some((person) => isNamed(one, person)))
        ? []
        : [`nobody called ${showText(one.name)}`],
    ),
    ...[...who.namespaces, ...what.tenants].flatMap((namespace) =>
      names.some((name) => isSame(name, namespace)) ? [] : [`no namespace ${showText(namespace)}`],
    ),
  ];
}

/** Whether there is anybody whom it names, or a group that they would be in. */
function isAnybody({ namespaces }: Snapshot, assertion: Assertion): boolean {
  return (
    assertion.who.groups.length > 0 ||
    Object.entries(namespaces).some(([namespace, { people }]) =>
      people.some((person) => isWho(assertion, { namespace, person })),
    )
  );
}
