import assert from "node:assert/strict";
import {
  type EntityJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from "@cedar-policy/cedar-wasm/nodejs";
import fc from "fast-check";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import type { Level } from "../../../core/assets/kindRow.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { openIndex } from "../../../core/explain/accessIndex.ts";
import { explainPerson } from "../../../core/explain/explainPerson.ts";
import { arnOfPrincipal } from "../../../core/explain/principals.ts";
import type { Snapshot, SnapshotAsset, SnapshotPerson } from "../../../core/explain/snapshot.ts";

/** Triples of person, asset and action that are asked of both: `npm run prove:explain` asks a million. */
const wanted = Number(process.env["EXPLAIN_TRIPLES"] ?? 3000);

const account = { accountId: "111122223333", partition: "aws", identityRegion: "us-east-1" };
const kinds = Object.keys(assetKinds);
const everyAction = [...new Set(kinds.flatMap((kind) => permissionSet(kind, "owner")))];
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
const snapshots: fc.Arbitrary<Snapshot> = fc
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

const entity = (type: string, id: string) => ({ type, id });
const quote = (text: string) => JSON.stringify(text);
const idOf = ({ kind, id }: SnapshotAsset) => `${kind}/${id}`;

/** The account in Cedar's words: groups and folders are parents, grants are policies. */
function toPolicies({ assets }: Snapshot): string {
  const list = (actions: readonly string[]) =>
    actions.map((action) => `Action::${quote(action)}`).join(", ");
  return assets
    .flatMap((asset) =>
      asset.grants.flatMap(({ principal: arn, actions }) => {
        const to = `principal in Principal::${quote(arn)}`;
        const own = `permit(${to}, action in [${list(actions)}], resource == Asset::${quote(idOf(asset))});`;
        if (asset.kind !== "folder") return [own];
        const at: Level = actions.includes("quicksight:UpdateFolderPermissions")
          ? "owner"
          : "viewer";
        const below = kinds.map(
          (kind) =>
            `permit(${to}, action in [${list(permissionSet(kind, at))}], resource in Asset::${quote(idOf(asset))}) when { resource.kind == ${quote(kind)} && resource != Asset::${quote(idOf(asset))} };`,
        );
        return [own, ...below];
      }),
    )
    .join("\n");
}

function toEntities(
  snapshot: Snapshot,
  namespace: string,
  { userName, groups }: SnapshotPerson,
  asset: SnapshotAsset,
): EntityJson[] {
  const of = (type: "user" | "group" | "namespace", name = "") =>
    arnOfPrincipal(snapshot, { type, namespace, name });
  const parents = [...groups.map((name) => of("group", name)), of("namespace")];
  const folders = snapshot.assets.filter(({ kind }) => kind === "folder");
  const parentsOf = (one: SnapshotAsset) =>
    one.kind === "folder"
      ? folders.filter(({ id }) => id === one.parent)
      : folders.filter(({ members = [] }) => members.includes(idOf(one)));
  const assets = [asset, ...folders.filter((folder) => folder !== asset)];
  return [
    {
      uid: entity("Principal", of("user", userName)),
      attrs: {},
      parents: parents.map((arn) => entity("Principal", arn)),
    },
    ...parents.map((arn) => ({ uid: entity("Principal", arn), attrs: {}, parents: [] })),
    ...assets.map((one) => ({
      uid: entity("Asset", idOf(one)),
      attrs: { kind: one.kind },
      parents: parentsOf(one).map((folder) => entity("Asset", idOf(folder))),
    })),
  ];
}

describe("what explain says of actions", function () {
  this.timeout(3_600_000);

  it(`is what Cedar says, of ${wanted.toLocaleString("en-US")} triples of person, asset and action`, () => {
    let [asked, allowed] = [0, 0];
    while (asked < wanted) {
      const [snapshot] = fc.sample(snapshots, { numRuns: 1 });
      assert.ok(snapshot);
      const parsed = preparsePolicySet("account", { staticPolicies: toPolicies(snapshot) });
      assert.equal(parsed.type, "success", JSON.stringify(parsed));
      const index = openIndex(snapshot);
      for (const [namespace, { people }] of Object.entries(snapshot.namespaces)) {
        for (const person of people) {
          const { assets } = explainPerson(index, namespace, person);
          const mine = new Map(
            assets.map(({ asset, ways }) => [asset, new Set(ways.flatMap((way) => way.actions))]),
          );
          for (const asset of snapshot.assets) {
            const entities = toEntities(snapshot, namespace, person, asset);
            const own = permissionSet(asset.kind, "owner");
            for (const action of [...own, everyAction[asked % everyAction.length] ?? ""]) {
              const answer = statefulIsAuthorized({
                principal: entity(
                  "Principal",
                  arnOfPrincipal(snapshot, { type: "user", namespace, name: person.userName }),
                ),
                action: entity("Action", action),
                resource: entity("Asset", idOf(asset)),
                ...{ context: {}, preparsedPolicySetId: "account", entities },
              });
              assert.equal(answer.type, "success", JSON.stringify(answer));
              const isAllowed = answer.response.decision === "allow";
              const said = mine.get(asset)?.has(action) === true;
              if (said !== isAllowed) {
                assert.fail(
                  `${person.userName} ${idOf(asset)} ${action}: we say ${said}, Cedar ${isAllowed}\n${JSON.stringify(snapshot, null, 1)}`,
                );
              }
              asked += 1;
              if (said) allowed += 1;
            }
          }
        }
      }
    }
    console.log(
      `      ${asked.toLocaleString("en-US")} asked, ${allowed.toLocaleString("en-US")} of them allowed by both`,
    );
    assert.ok(allowed > asked / 100, "the accounts allow something");
  });
});
