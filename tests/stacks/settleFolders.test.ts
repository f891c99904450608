import assert from "node:assert/strict";
import { resolveFolders } from "../../core/access/folders/resolveFolders.ts";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { settleFolders } from "../../stacks/settleFolders.ts";

const facts = { accountId: "111122223333", partition: "aws", region: "eu-west-1" };

function problemsOf(namespace: string, key: string, namespaces: readonly string[]): string[] {
  const { settings } = parseTenant({
    ...{ namespace, account: "organization/quicksight-governance/dev" },
    membership: { file: "membership.csv" },
    groups: { admin: { role: "ADMIN" } },
    folders: { [key]: { name: "Reports" } },
  });
  assert.ok(settings !== undefined);
  const found = resolveFolders(settings, { own: [], assets: [], folders: [] });
  const settled = settleFolders(settings, { ...found, there: [] }, {}, namespaces, facts);
  return settled.problems.map(({ where, message }) => `${where}: ${message}`);
}

describe("the ids of a tenant's folders", () => {
  it("are no other tenant's, also of namespaces with dots, which ids of folders spell out", () => {
    for (const [namespace, other] of [
      ["sales", "sales-eu"],
      ["sales.a", "sales.a-eu"],
    ] as const) {
      assert.match(
        problemsOf(namespace, "eu-reports", [namespace, other]).join("\n"),
        new RegExp(
          `^tenant\\.folders\\.eu-reports: its id .* is that of a folder of namespace ${other}; use a key that does not begin with eu-$`,
        ),
      );
      assert.deepEqual(problemsOf(namespace, "reports", [namespace, other]), []);
    }
  });
});

describe("a folder of a tenant's in one that is not found", () => {
  it("has not left the settings: it stays declared as the state has it, and nothing says that it is emptied", () => {
    const { settings } = parseTenant({
      ...{ namespace: "sales", account: "organization/quicksight-governance/dev" },
      membership: { file: "membership.csv" },
      groups: { admin: { role: "ADMIN" } },
      folders: {
        shared: { name: "Shared", existing: true, viewers: ["admin"] },
        below: { name: "Below", parent: "shared", viewers: ["admin"] },
        deeper: { name: "Deeper", parent: "below" },
      },
    });
    assert.ok(settings !== undefined);
    const recorded = (id: string, name: string, parent: string) => ({
      type: "aws:quicksight/folder:Folder",
      outputs: {
        ...{ folderId: id, name, folderType: "RESTRICTED" },
        parentFolderArn: `arn:aws:quicksight:eu-west-1:111122223333:folder/${parent}`,
      },
    });
    const state = {
      "urn:a": recorded("qsgov-sales-below", "Below", "f1"),
      "urn:b": recorded("qsgov-sales-deeper", "Deeper", "qsgov-sales-below"),
    };
    const found = { ...resolveFolders(settings, { own: [], assets: [], folders: [] }), there: [] };
    const settled = settleFolders(settings, found, state, ["sales"], facts);
    assert.deepEqual(settled.problems, []);
    assert.deepEqual(settled.notices, []);
    assert.deepEqual(
      [...settled.held].map(([key, { id, type, parent }]) => [key, id, type, parent]),
      [
        [
          "below",
          "qsgov-sales-below",
          "restricted",
          "arn:aws:quicksight:eu-west-1:111122223333:folder/f1",
        ],
        [
          ...["deeper", "qsgov-sales-deeper", "restricted"],
          "arn:aws:quicksight:eu-west-1:111122223333:folder/qsgov-sales-below",
        ],
      ],
    );
  });
});
