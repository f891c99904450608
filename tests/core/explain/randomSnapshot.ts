import fc from "fast-check";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import type { Level } from "../../../core/assets/kindRow.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { arnOfPrincipal } from "../../../core/explain/principals.ts";
import type { Snapshot, SnapshotAsset, SnapshotPerson } from "../../../core/explain/snapshot.ts";

const account = { accountId: "111122223333", partition: "aws", identityRegion: "us-east-1" };
const kinds = Object.keys(assetKinds);
const namespaces = ["default", "sales"] as const;
const level = fc.constantFrom<Level>("viewer", "owner");

const group = fc.record({
  namespace: fc.constantFrom(...namespaces),
  name: fc.constantFrom("a", "b", "c"),
});
const principal = fc.oneof(
  { weight: 4, arbitrary: group.map((one) => arnOfPrincipal(account, { type: "group", ...one })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...namespaces), fc.nat(3))
      .map(([namespace, n]) =>
        arnOfPrincipal(account, { type: "user", namespace, name: `role/p${n}` }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...namespaces)
      .map((namespace) => arnOfPrincipal(account, { type: "namespace", namespace, name: "" })),
  },
);
const grantsOf = (kind: string) =>
  fc.array(
    fc
      .tuple(principal, level)
      .map(([arn, at]) => ({ principal: arn, actions: permissionSet(kind, at) })),
    { maxLength: 3 },
  );

/** Accounts of two namespaces, with folders in each other and assets of every kind in them. */
export const randomSnapshot: fc.Arbitrary<Snapshot> = fc
  .record({
    people: fc.array(
      fc.tuple(
        fc.constantFrom(...namespaces),
        fc.nat(3),
        fc.uniqueArray(fc.constantFrom("a", "b", "c")),
      ),
      { minLength: 2, maxLength: 6 },
    ),
    folders: fc.array(fc.tuple(grantsOf("folder"), fc.option(fc.nat(9), { nil: undefined })), {
      maxLength: 5,
    }),
    assets: fc.array(
      fc
        .constantFrom(...kinds.filter((kind) => kind !== "folder"))
        .chain((kind) =>
          fc.tuple(fc.constant(kind), grantsOf(kind), fc.uniqueArray(fc.nat(9), { maxLength: 2 })),
        ),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ people, folders, assets }): Snapshot => {
    const found = new Map<string, { namespace: string; person: SnapshotPerson }>();
    for (const [namespace, n, groups] of people) {
      const userName = `role/p${n}`;
      const person = {
        userName,
        role: "AUTHOR",
        email: "",
        identityType: "IAM",
        groups: groups.sort(),
      };
      found.set(`${namespace} ${userName}`, { namespace, person });
    }
    const region = "eu-west-1";
    const inside = (folder: number) =>
      assets.flatMap(([kind, , places], n) =>
        places.some((place) => place % Math.max(folders.length, 1) === folder)
          ? [`${kind}/x${n}`]
          : [],
      );
    return {
      ...{ version: 1, at: "2026-01-01T00:00:00Z", ...account, unknown: [] },
      namespaces: Object.fromEntries(
        namespaces.map((namespace) => [
          namespace,
          {
            groups: ["a", "b", "c"],
            people: [...found.values()]
              .filter((one) => one.namespace === namespace)
              .map((one) => one.person),
          },
        ]),
      ),
      assets: [
        ...folders.map(([grants, parent], n): SnapshotAsset => ({
          ...{ kind: "folder", region, id: `f${n}`, name: "", grants, members: inside(n) },
          ...(parent === undefined || n === 0 ? {} : { parent: `f${parent % n}` }),
        })),
        ...assets.map(([kind, grants], n): SnapshotAsset => ({
          kind,
          region,
          id: `x${n}`,
          name: "",
          grants,
        })),
      ],
    };
  });
