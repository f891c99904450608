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
import { randomSnapshot } from "./randomSnapshot.ts";

/** Triples of person, asset and action that are asked of both: `npm run prove:explain` asks a million. */
const wanted = Number(process.env["EXPLAIN_TRIPLES"] ?? 3000);

const kinds = Object.keys(assetKinds);
const everyAction = [...new Set(kinds.flatMap((kind) => permissionSet(kind, "owner")))];

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
      const [snapshot] = fc.sample(randomSnapshot, { numRuns: 1 });
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
