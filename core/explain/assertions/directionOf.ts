import { accessSubject, foldersSubject } from "../../access/accessSubject.ts";
import { assetKey } from "../../access/grant.ts";
import { peopleSubject } from "../../people/peopleSubject.ts";
import { leavesAssets } from "../../people/step.ts";
import { keyOf } from "../findWays.ts";
import type { Foretold, ForetoldTenant } from "../foretell.ts";
import type { Snapshot, SnapshotGrant } from "../snapshot.ts";
import { type Assertion, mayBeAbout } from "./assertion.ts";
import { isUnread } from "./findUnproved.ts";
import { opensMore } from "./sight/changesSight.ts";

/** Which ways a change goes: what gives breaks no `always`, and what takes nothing else. */
export interface Direction {
  readonly gives: boolean;
  readonly takes: boolean;
}

/** Which ways a run goes, as far as assertions are about it: by its plans, by what it hands over, and by data that it declares. */
export function directionOf(
  before: Snapshot,
  foretold: Foretold,
  tenant: ForetoldTenant,
  assertions: readonly Assertion[],
): Direction {
  const { people } = foretold;
  const { successor } = tenant.governed.guard;
  const isHandedOver = successor !== undefined && people.steps.some(leavesAssets);
  const ways = [
    directionOfSteps(foretold, tenant.dataRegion),
    { gives: isHandedOver, takes: false },
    directionOfData(before, foretold, tenant, assertions),
  ];
  return { gives: ways.some(({ gives }) => gives), takes: ways.some(({ takes }) => takes) };
}

function directionOfSteps(
  { snapshot: after, people, access, folders }: Foretold,
  dataRegion: string,
): Direction {
  // What is given of other assets is none of these assertions' and was not read.
  const read = new Set(
    after.assets.flatMap((one) => (one.region === dataRegion ? assetKey(one) : [])),
  );
  const ofRead = access.steps.filter(({ asset }) => read.has(assetKey(asset)));
  const taken = [
    ...people.steps.map((step) => peopleSubject.takes(step)),
    ...ofRead.map((step) => accessSubject.takes(step)),
    ...(folders?.plan.steps ?? []).map((step) => foldersSubject.takes(step)),
  ];
  return {
    gives: taken.some((lines) => lines.length === 0),
    takes: taken.some((lines) => lines.length > 0),
  };
}

/** Data is set as a whole, so that it is compared: with what was read of it, and else with what the state says that it has. */
function directionOfData(
  before: Snapshot,
  { snapshot: after }: Foretold,
  { data = { declared: [] }, dataRegion: region }: ForetoldTenant,
  assertions: readonly Assertion[],
): Direction {
  const { declared, former = [] } = data;
  const keyIn = ({ kind, id }: { readonly kind: string; readonly id: string }) =>
    keyOf({ region, kind, id });
  const read = new Map(before.assets.map((asset) => [keyOf(asset), asset]));
  const recorded = new Map(former.map((one) => [keyIn(one), one.grants]));
  const left = new Set(declared.map(keyIn));
  const given = new Set(declared.flatMap((one) => (one.groups === undefined ? [] : keyIn(one))));
  const isSeen = assertions.some(({ sight }) => sight !== undefined);
  const compared = after.assets
    .filter((asset) => given.has(keyOf(asset)) && mayBeAbout(assertions, asset))
    .map((asset) => {
      const there = read.get(keyOf(asset));
      const isKnown = there !== undefined && !isUnread(there);
      const had = rightsIn(isKnown ? there.grants : (recorded.get(keyOf(asset)) ?? []));
      const has = rightsIn(asset.grants);
      const [then, now] = isSeen ? [there?.protection, asset.protection] : [];
      return {
        gives: hasMore(has, had) || opensMore(then, now),
        takes: hasMore(had, has) || opensMore(now, then),
      };
    });
  // What it is called nobody knows of data that could not be listed.
  const isDropped = former.some(({ kind, id }) => {
    const key = keyIn({ kind, id });
    return !left.has(key) && mayBeAbout(assertions, { name: "", ...read.get(key), kind, id });
  });
  return {
    gives: compared.some(({ gives }) => gives),
    takes: isDropped || compared.some(({ takes }) => takes),
  };
}

function rightsIn(grants: readonly SnapshotGrant[]): Set<string> {
  return new Set(
    grants.flatMap(({ principal, actions }) => actions.map((action) => `${principal} ${action}`)),
  );
}

function hasMore(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((one) => !others.has(one));
}
