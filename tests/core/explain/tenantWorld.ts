import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateNamespaceCommand,
  type QuickSightClient,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { accessSubject } from "../../../core/access/accessSubject.ts";
import type { Grant } from "../../../core/access/grant.ts";
import type { Remembered } from "../../../core/access/findAsset.ts";
import { resolveAccess } from "../../../core/access/resolveAccess.ts";
import type { Asset } from "../../../core/assets/asset.ts";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import { grantPermissions } from "../../../core/assets/grantPermissions.ts";
import { listAssets } from "../../../core/assets/listAssets.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import {
  arnOfUser,
  groupArnOf,
  groupNameOf,
  namespaceArnOf,
  userNameOf,
} from "../../../core/aws/scope.ts";
import { readSnapshot } from "../../../core/explain/readSnapshot.ts";
import type { Snapshot } from "../../../core/explain/snapshot.ts";
import type { GovernedNamespace } from "../../../core/people/governedNamespace.ts";
import { peopleSubject } from "../../../core/people/peopleSubject.ts";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { run, type RunOptions } from "../../../core/reconcile/run.ts";
import type { AnyStep, Subject } from "../../../core/reconcile/subject.ts";
import { memoryBucket } from "../../support/memoryBucket.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import type { OwnedWorld } from "../assets/ownedWorld.ts";
import {
  namespaceNames,
  type RandomAsset,
  type RandomFiles,
  type RandomTenant,
  tenantGroups,
} from "./randomTenant.ts";

const AwsAccountId = scope.accountId;
export const dataRegion = "eu-west-1";
const foreignGroup = "of-others";

/** The session name, and the email, of somebody by number. */
export const sessionOf = (person: number): string => `person-${person}@x.com`;

/** What a tenant is to be by its files. */
export function governedOf(
  { namespace, guard }: Pick<RandomTenant, "namespace" | "guard">,
  { people }: RandomFiles,
): GovernedNamespace {
  return {
    scope: { ...scope, namespace },
    dataRegions: [dataRegion],
    people: people.map(({ person, role, groups }) => ({
      ...{ session: sessionOf(person), email: sessionOf(person), role, groups },
    })),
    ...{ guard, customPermissions: [], emails: "correct" },
    groups: Object.fromEntries(tenantGroups.map((group) => [group, {}])),
  };
}

/**
 * Makes the account of a random tenant in an empty simulator: people, groups, assets and grants, but nothing of its files. Answers how to
 * add what is made later.
 */
export async function buildTenant(
  world: OwnedWorld,
  tenant: RandomTenant,
): Promise<{ readonly addLater: () => Promise<void> }> {
  const { client } = world;
  const principals: string[] = [];
  for (const Namespace of namespaceNames) {
    const address = { AwsAccountId, Namespace };
    if (Namespace !== "default") {
      await client.send(new CreateNamespaceCommand({ ...address, IdentityStore: "QUICKSIGHT" }));
    }
    const at = { ...scope, namespace: Namespace };
    for (const group of tenantGroups) {
      await client.send(new CreateGroupCommand({ ...address, GroupName: groupNameOf(at, group) }));
      principals.push(groupArnOf(at, group));
    }
    await client.send(new CreateGroupCommand({ ...address, GroupName: foreignGroup }));
    principals.push(groupArnOf({ ...at, groupPrefix: "" }, foreignGroup), namespaceArnOf(at));
  }
  for (const { namespace, person, role, groups, foreign } of tenant.users) {
    const address = { AwsAccountId, Namespace: namespace };
    const at = { ...scope, namespace };
    await client.send(
      new RegisterUserCommand({
        ...{ ...address, IdentityType: "IAM", UserRole: role },
        ...{ SessionName: sessionOf(person), Email: sessionOf(person) },
        IamArn: `arn:aws:iam::${AwsAccountId}:role/${scope.federationRole}`,
      }),
    );
    const MemberName = userNameOf(at, sessionOf(person));
    for (const GroupName of [
      ...groups.map((group) => groupNameOf(at, group)),
      ...(foreign ? [foreignGroup] : []),
    ]) {
      await client.send(new CreateGroupMembershipCommand({ ...address, GroupName, MemberName }));
    }
    principals.push(arnOfUser(at, MemberName));
  }
  await world.create("data-source", "db", []);
  const add = async (assets: readonly RandomAsset[], when: string) => {
    for (const [number, { kind, name, grants }] of assets.entries()) {
      const id = await world.create(kind, `${when}-${number}`, [], name);
      for (const { to, level, cut } of grants) {
        const Actions = permissionSet(kind, level);
        await share(world.data, { kind, id }, principals[to % principals.length] ?? "", [
          ...(cut ? Actions.slice(0, -1) : Actions),
        ]);
      }
    }
  };
  await add(tenant.assets, "first");
  return { addLater: () => add(tenant.later, "later") };
}

/** What QuickSight does not take (a whole namespace of a kind that has none) is not shared so. */
async function share(
  client: QuickSightClient,
  asset: Pick<Asset, "kind" | "id">,
  Principal: string,
  Actions: string[],
): Promise<void> {
  await grantPermissions(client, AwsAccountId, asset, [{ Principal, Actions }]).catch(
    () => undefined,
  );
}

/** What the last run declared, which the next one must know. */
export interface Applied {
  readonly grants: readonly Grant[];
  readonly remembered: Remembered;
}

/** Carries the files of a tenant out, people and then access, as every run does, whatever the guard says. */
export async function applyTenant(
  world: OwnedWorld,
  governed: GovernedNamespace,
  { access }: RandomFiles,
  before: Applied | undefined,
): Promise<Applied> {
  const { connection, data } = world;
  const { scope: ours, guard } = governed;
  const common = {
    ...{ connection, owner: "a test", approvals: [] },
    regions: { identity: ours.identityRegion, data: [dataRegion] },
    lock: memoryBucket().place,
  };
  await approve(peopleSubject, { ...common, desired: governed });
  const assets: Asset[] = [];
  for (const kind of Object.keys(assetKinds)) {
    assets.push(...(await listAssets(data, AwsAccountId, kind)));
  }
  const { grants, uncertain, remembered } = resolveAccess(access, assets, before?.remembered);
  const { federationRole: _, ...groups } = ours;
  const former = before?.grants ?? [];
  const desired = { scope: groups, dataRegion, grants, former, guard, uncertain };
  await approve(accessSubject, { ...common, desired });
  return { grants, remembered };
}

async function approve<Desired, Actual, Step extends AnyStep>(
  subject: Subject<Desired, Actual, Step>,
  options: RunOptions<Desired, Step>,
): Promise<void> {
  try {
    await run(subject, options);
  } catch (error) {
    if (!(error instanceof PlanRefused)) throw error;
    await run(subject, { ...options, approvals: [error.verdict.hash] });
  }
}

/** Who may open what in the account now. */
export function readTenant({ client: identity, regions }: OwnedWorld): Promise<Snapshot> {
  const [here] = regions;
  const clients = { intent: "reading", identity, data: [here] } as const;
  return readSnapshot(clients, scope, "2026-01-01T00:00:00Z");
}
