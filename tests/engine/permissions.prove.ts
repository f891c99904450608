import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateSAMLProviderCommand,
  DeleteUserPolicyCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import type { PermissionStatement } from "../../core/preflight/permissionStatement.ts";
import { destroyStacks } from "../../local/demo/destroyStacks.ts";
import { stacks } from "../../local/demo/stackFiles.ts";
import { stackPermissions } from "../../local/demo/stackPermissions.ts";
import type { AskedRight } from "../../local/startLocalAws.ts";
import { closeSamples, type Sample, setRows, startSample } from "../support/sample.ts";
import { unaskedReasons } from "./unaskedReasons.ts";

/** How many rights are really taken away, one at a time, each for a run of the engine; absent: all that a change asks for. */
const removals =
  process.env["PROVE_REMOVALS"] === undefined ? undefined : Number(process.env["PROVE_REMOVALS"]);

const userOf = (stack: string) => `quicksight-governance-${stack}`;

function fits(pattern: string, resource: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  const test = escaped.replaceAll("*", ".*").replaceAll("?", ".");
  // The emulator does not know what some calls are about.
  return resource === "*" || new RegExp(`^${test}$`).test(resource);
}

/** The actions of a stack's list that none of the rights asks for on what the list has them on. */
function findUnasked(
  statements: readonly PermissionStatement[],
  asked: readonly AskedRight[],
): string[] {
  const isAsked = (action: string, resources: readonly string[]) =>
    asked.some(
      (right) => right.action === action && resources.some((one) => fits(one, right.resource)),
    );
  return [
    ...new Set(
      statements.flatMap(({ actions, resources }) =>
        actions.filter((action) => !isAsked(action, resources)),
      ),
    ),
  ].sort();
}

describe("the documented rights of a deployer, on the real engine", function () {
  this.timeout(3_600_000);
  let sample: Sample;
  /** Of each stack, in the update that changes it. */
  const changing = new Map<string, AskedRight[]>();
  let putBack: () => Promise<void>;

  before(async () => {
    sample = await startSample({ deployerOfEach: true });
    // What the account stack changes to must be there.
    const iam = new IAMClient(sample.emulated());
    const SAMLMetadataDocument = "<EntityDescriptor/>";
    await iam.send(new CreateSAMLProviderCommand({ Name: "another", SAMLMetadataDocument }));
    iam.destroy();
  });
  after(closeSamples);

  const facts = () => {
    const { accountId, region, identityRegion } = sample.aws;
    return { accountId, region, identityRegion, partition: "aws" };
  };
  const askedOf = (stack: string) =>
    sample.aws.rights().filter(({ principal }) => principal.endsWith(`:user/${userOf(stack)}`));
  const up = async (stack: string) => {
    const { code, stdout, stderr } = await sample.up(stack);
    assert.equal(code, 0, stdout + stderr);
  };

  /** Changes of a tenant and of the account that ask for as much as changes can. */
  const changes: Readonly<Record<string, (run: () => Promise<void>) => Promise<void>>> = {
    dev: (run) =>
      sample.withSettings(
        "dev",
        (settings) => {
          Object.assign(settings, { tags: { changed: "yes" } });
          Object.assign(settings.keys, { second: { default: false, rotationDays: 90 } });
          Object.assign(settings.federation, { samlProvider: "another" });
        },
        run,
      ),
    "dev-default": async (run) => {
      const rows = (await sample.readMembership()).split("\n");
      await sample.writeMembership(
        [
          ...rows.filter((row) => !/BettyRamirez|KevinGunn|All-countries,JohnKing/.test(row)),
          "default,Critical,New,New@oktank.com",
          "default,Critical,KevinGunn,KevinGunn@oktank.com",
          "default,BI-Admin,TrinhHartmann,TrinhHartmann@oktank.com",
        ].join("\n"),
      );
      await sample.withSettings(
        "dev-default",
        (settings) => {
          Object.assign(settings, { tags: { changed: "yes" }, access: settings.access.slice(1) });
          Object.assign(settings.dataSources["sales"] ?? {}, { database: "sales-2" });
          setRows("usa", { country: "CAN" })(settings);
          delete settings.dataSets["employees"];
        },
        run,
      );
    },
    "dev-3rd-party": async (run) => {
      await sample.withSettings(
        "dev-3rd-party",
        (settings) => {
          Object.assign(settings, { tags: { changed: "yes" }, access: settings.access.slice(1) });
        },
        run,
      );
    },
  };

  it("let each stack be previewed, deployed, changed, refreshed and destroyed, by a user with its policy alone", async () => {
    for (const stack of stacks) {
      const { code, stdout, stderr } = await sample.preview(stack);
      assert.equal(code, 0, stdout + stderr);
      await up(stack);
    }
    putBack = await sample.remember();
    for (const stack of stacks) {
      const before = new Set(askedOf(stack).map(({ action }) => action));
      await changes[stack]?.(() => up(stack));
      changing.set(
        stack,
        askedOf(stack).filter(({ action }) => !before.has(action)),
      );
      await sample.workspace.run(["refresh", "--yes", "--skip-preview", "--stack", stack]);
    }
    await destroyStacks(sample.workspace);
    for (const stack of stacks)
      assert.doesNotMatch(sample.printed.join("\n"), /may not |AccessDenied/, stack);
  });

  for (const [kind, list] of Object.entries({
    account: ["dev"],
    tenant: ["dev-default", "dev-3rd-party"],
  })) {
    it(`of ${kind} stacks are all asked for by that, but for those of which it is said what asks for them`, () => {
      const rights = list.map((stack) => stackPermissions(stack, facts()));
      const unasked = list.map((stack, index) => findUnasked(rights[index] ?? [], askedOf(stack)));
      const all = new Set(rights.flat().flatMap(({ actions }) => actions));
      // What one tenant does not ask for another may: they have one list.
      const isAsked = (action: string) =>
        list.some(
          (_, index) =>
            rights[index]?.some(({ actions }) => actions.includes(action)) === true &&
            unasked[index]?.includes(action) === false,
        );
      const found = [...all].filter((action) => !isAsked(action)).sort();
      console.log(`      ${all.size} actions, ${all.size - found.length} asked for`);
      const said = Object.keys(unaskedReasons[kind] ?? {});
      assert.deepEqual(found, said.sort());
    });
  }

  /** Takes a right from the stack's user, and that of asking IAM in advance; returns what gives them back. */
  const take = async (stack: string, action: string) => {
    const iam = new IAMClient(sample.emulated());
    const policy = { UserName: userOf(stack), PolicyName: "taken" };
    const Statement = [
      { Effect: "Deny", Action: [action, "iam:SimulatePrincipalPolicy"], Resource: "*" },
    ];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await iam.send(new PutUserPolicyCommand({ ...policy, PolicyDocument }));
    return async () => {
      await iam.send(new DeleteUserPolicyCommand(policy));
      iam.destroy();
    };
  };

  it("are missed, each where a change of a tenant asks for it", async () => {
    const stack = "dev-default";
    const actions = [...new Set(changing.get(stack)?.map(({ action }) => action))].sort();
    const some = actions.filter((_, index) => removals === undefined || isChosen(index, actions));
    assert.ok(some.length > 0);
    const unmissed: string[] = [];
    for (const action of some) {
      await putBack();
      const giveBack = await take(stack, action);
      // The simulator looks at IAM five times a second.
      await sleep(300);
      await changes[stack]?.(async () => {
        const { code, stdout, stderr } = await sample.up(stack);
        const denied = new RegExp(`${action}|AccessDenied`).test(stdout + stderr);
        if (code === 0 || !denied) unmissed.push(action);
      });
      await giveBack();
    }
    console.log(`      ${some.length} of ${actions.length} actions were taken away, one at a time`);
    assert.deepEqual(unmissed, []);
  });

  /** As many as are wanted, all over the list. */
  const isChosen = (index: number, { length }: readonly string[]) => {
    const most = removals ?? length;
    return Math.floor((index * most) / length) !== Math.floor(((index - 1) * most) / length);
  };
});
