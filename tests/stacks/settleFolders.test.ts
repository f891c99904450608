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
