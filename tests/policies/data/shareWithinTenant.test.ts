import assert from "node:assert/strict";
import fc from "fast-check";
import { shareWithinTenant as policy } from "../../../policies/data/shareWithinTenant.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { alike, wrapped } from "../support/wrap.ts";

const type = "aws:quicksight/dashboard:Dashboard";
const people = (rest: string, account = "111122223333") =>
  `arn:aws:quicksight:us-east-1:${account}:${rest}`;
const own = people("group/default/quicksight-fed-usa");
const other = people("group/3rd-party/quicksight-fed-3rd-party");
const everybody = people("namespace/default");
const root = "arn:aws:iam::444455556666:root";
const permission = (principal: unknown) => ({
  principal,
  actions: ["quicksight:DescribeDashboard"],
});
const asset = (dashboardId: string, ...principals: unknown[]): GivenResource => ({
  ...{ type, name: "kpis" },
  props: { dashboardId, permissions: principals.map(permission) },
});
const judge = (given: GivenResource, config?: object) => judgeAll(policy, [given], config);

const open = `kpis: a whole namespace may open the asset (got ${everybody}); grant it to groups, or add its id to openAssets`;
const strange = `kpis: people of another tenant may open the asset (got ${other}); grant it to groups of its own namespace, or add its id to sharedAssets`;

describe("policy share-within-tenant", () => {
  itDescribesItself(policy, {
    name: "share-within-tenant",
    description: /to no whole namespace, no other tenant and no other account/,
    defaults: {
      ...{ openAssets: ["landing-page-*"], sharedAssets: [], namespaces: [], accounts: [] },
      idPrefix: "qsgov-",
      exempt: [],
    },
  });
  itTakesExemptions(policy, [asset("qsgov-default-kpis", everybody)]);

  it("passes groups and people of the asset's own namespace", async () => {
    assert.deepEqual(await judge(asset("qsgov-default-kpis", own)), []);
    assert.deepEqual(await judge(asset("qsgov-3rd-party-kpis", other)), []);
    assert.deepEqual(await judge(asset("kpis", people("user/default/ana@oktank.com"))), []);
    assert.deepEqual(await judge(asset("kpis", other)), []);
    assert.deepEqual(await judge(asset("kpis")), []);
  });

  it("refuses a whole namespace unless the asset is meant for it", async () => {
    assert.deepEqual(await judge(asset("qsgov-default-kpis", own, everybody)), [open]);
    assert.deepEqual(await judge(asset("landing", everybody)), [open]);
    assert.deepEqual(await judge(asset("landing", everybody), { openAssets: ["land*"] }), []);
  });

  it("refuses a link that a whole namespace may open", async () => {
    const linkSharingConfiguration = { permissions: [permission(everybody)] };
    const props = { dashboardId: "kpis", linkSharingConfiguration };
    assert.deepEqual(
      await judge({ type: "aws-native:quicksight:Dashboard", name: "kpis", props }),
      [open],
    );
  });

  it("refuses people of another tenant unless the asset is shared", async () => {
    assert.deepEqual(await judge(asset("qsgov-default-kpis", own, other)), [strange]);
    assert.deepEqual(await judge(asset("default-kpis", other)), [strange]);
    assert.deepEqual(await judge(asset("qsgov-nobody-kpis", other)), [strange]);
    const config = { sharedAssets: ["qsgov-default-kpis"] };
    assert.deepEqual(await judge(asset("qsgov-default-kpis", own, other), config), []);
  });

  it("takes the longer of two namespaces of which one begins with the other", async () => {
    const sales = people("group/sales/usa");
    const config = { namespaces: ["sales", "sales-eu"] };
    assert.equal((await judge(asset("qsgov-sales-eu-kpis", sales), config)).length, 1);
    assert.deepEqual(await judge(asset("qsgov-sales-kpis", sales), config), []);
  });

  it("knows by the stack's people whose its assets are", async () => {
    const roster: GivenResource = {
      type: "pulumi-nodejs:dynamic/quicksight:Roster",
      name: "default",
      props: { namespaceArn: everybody },
    };
    assert.deepEqual(await judgeAll(policy, [roster, asset("kpis", own)]), []);
    assert.deepEqual(await judgeAll(policy, [roster, asset("kpis", other)]), [strange]);
  });

  it("refuses to put an asset into a folder of another tenant", async () => {
    const put = (folderId: string, memberId: string, config?: object) => {
      const props = { folderId, memberId, memberType: "DASHBOARD" };
      const membership = { type: "aws:quicksight/folderMembership:FolderMembership", name: "put", props };
      return judgeAll(policy, [membership, asset("kpis", other)], config);
    };
    const [mine, theirs] = ["qsgov-default-kpis", "qsgov-3rd-party-all"];
    assert.deepEqual(await put(theirs, mine), [
      `put: the asset is in a folder of another tenant (got ${mine} in ${theirs}); put it into a folder of its own namespace, or add its id to sharedAssets`,
    ]);
    assert.deepEqual(await put("qsgov-default-all", mine), []);
    assert.deepEqual(await put("all", mine), []);
    assert.deepEqual(await put(theirs, mine, { sharedAssets: [theirs] }), []);
    const folderArns = [people("folder/qsgov-default-all")];
    const props = { dashboardId: "qsgov-3rd-party-kpis", folderArns };
    assert.equal((await judge({ type: "aws-native:quicksight:Dashboard", props })).length, 1);
  });

  it("refuses other accounts unless they are configured", async () => {
    const refused = `kpis: another account may open the asset (got ${root}); grant it within the account, or add the account to accounts`;
    assert.deepEqual(await judge(asset("kpis", root)), [refused]);
    assert.deepEqual(await judge(asset("kpis", root), { accounts: ["444455556666"] }), []);
    const foreign = asset("kpis", people("user/default/eve", "444455556666"));
    const ours = { ...foreign, props: { ...foreign.props, awsAccountId: "111122223333" } };
    assert.equal((await judge(ours)).length, 1);
    const ownRoot = asset("kpis", "arn:aws:iam::111122223333:root");
    const known = { ...ownRoot, props: { ...ownRoot.props, awsAccountId: "111122223333" } };
    assert.deepEqual(await judge(known), []);
  });

  it("refuses a principal of whom nothing can be told", async () => {
    assert.deepEqual(await judge(asset("kpis", "*")), [
      "kpis: the asset is granted to somebody who cannot be checked (got *); name a group of QuickSight by its ARN",
    ]);
    for (const odd of [5, "", people("namespace/default/"), people("group/x"), "ARN:aws:x"]) {
      const { props, ...given } = asset("kpis", odd);
      const ours = { ...given, props: { ...props, awsAccountId: "111122223333" } };
      assert.equal((await judge(ours)).length, 1, String(odd));
    }
  });

  it("bears who is not known yet, and refuses who is known beside them", async () => {
    assert.deepEqual(await judge(asset("kpis", unknownText)), []);
    assert.deepEqual(await judge({ type, name: "kpis", props: { permissions: unknownText } }), []);
    assert.deepEqual(await judge(asset(unknownText, unknownText, everybody)), [open]);
  });

  it("follows who is not known yet to what they were made from", async () => {
    const group = (namespace: string): GivenResource => ({
      type: "aws:quicksight/group:Group",
      name: "readers",
      props: { groupName: "readers", namespace },
    });
    const space: GivenResource = {
      type: "aws:quicksight/namespace:Namespace",
      name: "space",
      props: { namespace: "space" },
    };
    const made = (...names: string[]) => ({
      ...asset("qsgov-default-kpis", unknownText),
      from: { permissions: names },
    });
    assert.deepEqual(await judgeAll(policy, [group("default"), made("readers")]), []);
    assert.deepEqual(await judgeAll(policy, [group("3rd-party"), made("readers")]), [
      strange.replace(other, "readers"),
    ]);
    assert.deepEqual(await judgeAll(policy, [space, made("space")]), [
      open.replace(everybody, "space"),
    ]);
  });

  it("says once of an asset what is wrong with many of its grants", async () => {
    const many = Array.from({ length: 500 }, (_, index) => people(`user/3rd-party/${index}`));
    const [message = "", ...more] = await judge(asset("qsgov-default-kpis", ...many));
    assert.equal(more.length, 0);
    assert.match(message, /and 490 more/);
    assert.ok(message.length < 1000);
  });

  it("refuses it however it is written, of every kind of asset", async () => {
    const kinds = ["dashboard", "dataSet", "dataSource", "analysis", "folder", "template", "theme"];
    const violating = fc
      .tuple(fc.constantFrom(...kinds), fc.constantFrom(everybody, other, root, "*"))
      .chain(([kind, principal]) => {
        const upper = kind.slice(0, 1).toUpperCase() + kind.slice(1);
        return wrapped(alike({
          type: `aws:quicksight/${kind}:${upper}`,
          native: `AWS::QuickSight::${upper}`,
          name: "kpis",
          props: { [`${kind}Id`]: "qsgov-default-kpis", permissions: [permission(principal)] },
        }));
      });
    await fc.assert(
      fc.asyncProperty(violating, async (resource) => {
        assert.equal((await judge(resource)).length, 1);
      }),
    );
  });
});
