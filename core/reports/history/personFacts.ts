import type { NamedPerson, PersonAccess } from "../../explain/index.ts";
import type { Snapshot, SnapshotAsset } from "../../explain/snapshot.ts";
import type { Way } from "../../explain/findWays.ts";
import type { Fact } from "../changes/fact.ts";
import { grantFact, memberFact, personFact } from "../changes/factsOf.ts";

/** What somebody opens hangs on: their role, their groups, and each grant by which they get to an asset. */
export function personFacts(
  { namespace, person }: NamedPerson,
  { assets }: Pick<PersonAccess, "assets">,
  snapshot: Snapshot,
): Fact[] {
  return [
    personFact(namespace, person.userName, "role", person.role),
    ...person.groups.map((group) => personFact(namespace, person.userName, "group", group)),
    ...assets.flatMap(({ asset, ways }) => wayFacts(asset, ways, snapshot)),
  ];
}

/** What ways to an asset hang on: a grant on it, or one on a folder above it and that it is in a folder. */
export function wayFacts(asset: SnapshotAsset, ways: readonly Way[], { assets }: Snapshot): Fact[] {
  const folders = assets.filter(({ kind, region }) => kind === "folder" && region === asset.region);
  return ways.flatMap(({ principal, actions, folder: id, link }) => {
    if (id === undefined) {
      return [grantFact(asset, { principal, actions }, link === true ? " by link" : "")];
    }
    const above = folders.find((one) => one.id === id);
    const grants = above?.grants.filter((grant) => grant.principal === principal) ?? [];
    const holding = folders.filter(({ members = [] }) =>
      members.includes(`${asset.kind}/${asset.id}`),
    );
    return [
      ...(above === undefined ? [] : grants.map((grant) => grantFact(above, grant, ""))),
      ...holding.map((folder) => memberFact(asset.kind, asset.id, folder.id, folder.name)),
    ];
  });
}
