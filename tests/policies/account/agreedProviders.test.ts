import assert from "node:assert/strict";
import fc from "fast-check";
import { agreedProviders as policy } from "../../../policies/account/agreedProviders.ts";
import { tokens } from "../../../providers/tokens.ts";
import { type GivenResource } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";

const aws = {
  type: "aws:s3/bucket:Bucket",
  name: "data",
  providerType: "pulumi:providers:aws",
  props: {},
};
const command: GivenResource = { type: "command:local:Command", name: "run", props: {} };
const judge = (given: readonly GivenResource[], config?: object) => judgeAll(policy, given, config);
const refused = (type: string, name: string) =>
  `run: the provider is not an agreed one (got ${type}); use another, or add ${name} to packages`;

describe("policy agreed-providers", () => {
  itDescribesItself(policy, {
    name: "agreed-providers",
    description: /agreed providers only, and agreed dynamic resources/,
    defaults: {
      packages: [
        ...["aws", "aws-native", "awsx", "pulumi", "quicksight-governance"],
        ...["random", "time", "tls"],
      ],
      dynamic: Object.values(tokens).toSorted(),
      downloads: [],
      exempt: [],
    },
  });
  itTakesExemptions(policy, [command]);

  it("passes what this program declares", async () => {
    for (const type of [
      ...Object.values(tokens),
      ...["aws:kms/key:Key", "aws-native:kms:Key", "pulumi:pulumi:Stack"],
      ...["pulumi:pulumi:StackReference", "pulumi:providers:aws"],
      "pulumi:providers:pulumi-nodejs",
      "quicksight-governance:tenant:DataSet",
    ]) {
      assert.deepEqual(await judge([{ type, props: {} }]), [], type);
    }
  });

  it("refuses a provider that is on no list, and the provider itself", async () => {
    assert.deepEqual(await judge([command]), [refused("command:local:Command", "command")]);
    const made = { ...command, providerType: "pulumi:providers:command" };
    assert.deepEqual(await judge([aws, made]), [refused("command:local:Command", "command")]);
    const provider = { ...command, type: "pulumi:providers:command" };
    assert.deepEqual(await judge([aws, provider]), [
      refused("pulumi:providers:command", "command"),
    ]);
    assert.deepEqual(await judge([command], { packages: ["command"] }), []);
  });

  it("takes for a component of the program what the engine names no provider of", async () => {
    const component = { type: "oktank:bi:Team", name: "team", props: {} };
    assert.deepEqual(await judge([component, aws]), []);
    assert.equal((await judge([component])).length, 1);
  });

  it("refuses a dynamic resource that is on no list, whatever the language", async () => {
    for (const type of [
      ...["pulumi-nodejs:dynamic:Resource", "pulumi-python:dynamic:Resource"],
      "pulumi-nodejs:dynamic/quicksight:Other",
    ]) {
      assert.deepEqual(await judge([{ type, name: "run", props: {} }]), [
        `run: the dynamic resource runs code that nobody agreed to (got ${type}); use a provider, or add the type to dynamic`,
      ]);
      assert.deepEqual(await judge([{ type, name: "run", props: {} }], { dynamic: [type] }), []);
    }
  });

  it("refuses a provider whose plugin comes from elsewhere", async () => {
    const from = "https://plugins.example.com";
    const provider = (props: object) => ({ type: "pulumi:providers:aws", name: "aws", props });
    for (const props of [
      { pluginDownloadURL: from },
      { __internal: { pluginDownloadURL: from } },
    ]) {
      assert.deepEqual(await judge([provider(props)]), [
        `aws: the provider's plugin is fetched from elsewhere (got ${from}); remove pluginDownloadURL, or add the address to downloads`,
      ]);
      assert.deepEqual(
        await judge([provider(props)], { downloads: ["https://*.example.com"] }),
        [],
      );
    }
  });

  it("refuses an agreed name under which another plugin runs", async () => {
    const props = { __internal: { name: "terraform-provider", parameterization: "x" } };
    assert.deepEqual(await judge([{ type: "pulumi:providers:aws", name: "run", props }]), [
      refused("pulumi:providers:aws", "terraform-provider"),
    ]);
  });

  it("says nothing of what a template makes", async () => {
    const templateBody = JSON.stringify({ Resources: { X: { Type: "AWS::EC2::VPC" } } });
    const stack = { type: "aws:cloudformation/stack:Stack", props: { templateBody } };
    assert.deepEqual(await judge([stack]), []);
  });

  it("refuses what the provider of another package makes, such as a dynamic one", async () => {
    for (const providerType of ["pulumi:providers:pulumi-nodejs", "pulumi:providers:random"]) {
      const given = [aws, { ...aws, name: "pretended", providerType }];
      assert.deepEqual(await judge(given), [
        `pretended: the resource is made by another provider than its type says (got aws:s3/bucket:Bucket by ${providerType}); remove the provider option, or give it one of the type's package`,
      ]);
    }
    const dynamic = { type: tokens.roster, props: {} };
    const by = { providerType: "pulumi:providers:pulumi-nodejs" };
    assert.deepEqual(await judge([aws, { ...dynamic, ...by }]), []);
  });

  it("refuses what no list names, however near its name is to one that a list names", async () => {
    const near = fc
      .tuple(
        fc.constantFrom("aws", "awsx", "random", "tls", "aws-native"),
        fc.stringMatching(/^[a-z0-9-]{1,6}$/),
        fc.boolean(),
      )
      .map(([agreed, more, before]) => (before ? more + agreed : agreed + more))
      .filter((name) => !["aws", "aws-native", "awsx", "random", "tls"].includes(name));
    const rest = fc.constantFrom("index:Thing", "s3/bucket:Bucket", "dynamic/quicksight:Roster");
    await fc.assert(
      fc.asyncProperty(near, rest, async (name, token) => {
        const made = { type: `${name}:${token}`, name: "run", props: {} };
        const providerType = `pulumi:providers:${name}`;
        assert.deepEqual(await judge([aws, { ...made, providerType }]), [refused(made.type, name)]);
      }),
    );
  });
});
