import assert from "node:assert/strict";
import fc from "fast-check";
import { nothingUnread as policy } from "../../../policies/account/nothingUnread.ts";
import { type GivenResource, unknownText, validateResource } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";

const type = "aws:cloudformation/stack:Stack";
const stack = (props: object): GivenResource => ({ type, name: "net", props });
const template = (body: object) => stack({ templateBody: JSON.stringify(body) });
const judge = (given: GivenResource, config?: object) => judgeAll(policy, [given], config);
const refused = (why: string, token = type, name = "net") => [
  `${name}: what it makes cannot be judged (got ${token}: ${why}); declare the resources themselves, or add the type to types`,
];

describe("policy nothing-unread", () => {
  itDescribesItself(policy, {
    name: "nothing-unread",
    description: /says here which/,
    defaults: { types: [], exempt: [] },
  });
  itTakesExemptions(policy, [stack({ templateUrl: "https://s3/x.json" })]);

  it("passes a template that can be read, and resources that make nothing else", async () => {
    const resources = { Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/16" } } };
    assert.deepEqual(await judge(template({ Resources: resources })), []);
    assert.deepEqual(
      await judge({
        type: "aws:cloudcontrol/resource:Resource",
        props: { typeName: "AWS::EC2::VPC", desiredState: unknownText },
      }),
      [],
    );
  });

  it("refuses a template that is elsewhere, not known, or none", async () => {
    const url = { templateUrl: "https://s3.amazonaws.com/bucket/template.json" };
    assert.deepEqual(await judge(stack(url)), refused("its template is elsewhere"));
    assert.deepEqual(
      await judge(stack({ templateBody: unknownText })),
      refused("its template is not known"),
    );
    for (const templateBody of ["", "{", "null", "[]", "Resources: 5", "a: &a [*a]"]) {
      assert.deepEqual(
        await judge(stack({ templateBody })),
        refused("its template cannot be read"),
        templateBody,
      );
    }
  });

  it("refuses macros, wherever they stand", async () => {
    const Resources = { Vpc: { Type: "AWS::EC2::VPC" } };
    assert.deepEqual(
      await judge(template({ Transform: "Oktank::Macro", Resources })),
      refused("its template cannot be read"),
    );
    assert.equal(
      (await judge(template({ Resources: { "Fn::Transform": { Name: "AWS::Include" } } }))).length,
      1,
    );
    const Properties = { "Fn::Transform": { Name: "AWS::Include" } };
    assert.deepEqual(
      await judge(template({ Resources: { Key: { Type: "AWS::KMS::Key", Properties } } })),
      refused("a condition, a mapping or a macro says what it is", "AWS::KMS::Key", "net/Key"),
    );
  });

  it("refuses what makes anything, in a template and beside it, unless configured", async () => {
    for (const made of [
      ...["Custom::Certificate", "AWS::CloudFormation::CustomResource", "Oktank::BI::Team"],
      ...["Oktank::BI::Team::MODULE", "AWS::ServiceCatalog::CloudFormationProvisionedProduct"],
    ]) {
      const given = template({ Resources: { It: { Type: made } } });
      assert.deepEqual(
        await judge(given),
        refused(`a ${made} makes what cannot be read here`, made, "net/It"),
      );
      assert.deepEqual(await judge(given, { types: [made] }), []);
    }
    for (const other of [
      ...["aws:servicecatalog/provisionedProduct:ProvisionedProduct"],
      ...["aws:serverlessrepository/cloudFormationStack:CloudFormationStack"],
      "aws-native:cloudformation:CustomResourceEmulator",
    ]) {
      assert.equal((await judge({ type: other, props: {} })).length, 1, other);
    }
  });

  it("looks into stacks that a stack or Cloud Control makes", async () => {
    const inner = JSON.stringify({ Resources: { It: { Type: "Custom::X" } } });
    const nested = {
      Inner: { Type: "AWS::CloudFormation::StackSet", Properties: { TemplateBody: inner } },
    };
    assert.deepEqual(
      await judge(template({ Resources: nested })),
      refused("a Custom::X makes what cannot be read here", "Custom::X", "net/Inner/It"),
    );
    const Properties = { TemplateURL: "https://s3/x.json" };
    const elsewhere = { Inner: { Type: "AWS::CloudFormation::Stack", Properties } };
    assert.equal((await judge(template({ Resources: elsewhere }))).length, 1);
    const desiredState = JSON.stringify({ TemplateBody: inner });
    const props = { typeName: "AWS::CloudFormation::Stack", desiredState };
    assert.equal((await judge({ type: "aws:cloudcontrol/resource:Resource", props })).length, 1);
  });

  it("refuses instances of a stack set with parameters of their own", async () => {
    const instance = "aws:cloudformation/stackSetInstance:StackSetInstance";
    const parameterOverrides = { Off: "true" };
    assert.deepEqual(await judge({ type: instance, props: {} }), []);
    assert.equal((await judge({ type: instance, props: { parameterOverrides } })).length, 1);
  });

  it("refuses Cloud Control when the type, or what it knows of, is not known yet", async () => {
    const control = "aws:cloudcontrol/resource:Resource";
    for (const props of [
      { typeName: unknownText, desiredState: "{}" },
      { typeName: "AWS::KMS::Key", desiredState: unknownText },
      { typeName: "AWS::KMS::Key", desiredState: "{" },
      { typeName: "Oktank::BI::Team", desiredState: "{}" },
    ]) {
      assert.equal((await judge({ type: control, props })).length, 1, JSON.stringify(props));
    }
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:s3/bucket:Bucket", props: {} }),
      "nothing-unread has nothing to say of aws:s3/bucket:Bucket",
    );
  });

  it("refuses what is no template, whatever it is", async () => {
    const broken = fc.oneof(
      fc.json().filter((text) => !/Resources/.test(text)),
      fc.stringMatching(/^[{[][^}\]]*$/),
      fc.string().map((text) => `Resources: {{${text}`),
    );
    await fc.assert(
      fc.asyncProperty(broken, async (templateBody) => {
        assert.equal((await judge(stack({ templateBody }))).length, 1);
      }),
    );
  });
});
