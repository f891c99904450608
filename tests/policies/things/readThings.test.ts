import assert from "node:assert/strict";
import fc from "fast-check";
import { flag } from "../../../policies/things/plain.ts";
import { readThings } from "../../../policies/things/readThings.ts";
import { nativeToken, readers } from "../../../policies/things/registry.ts";
import { type GivenResource, resourceOf, unknownText } from "../support/host.ts";
import { alike, wrapped } from "../support/wrap.ts";

const read = (given: GivenResource) => readThings(resourceOf(given));
const kinds = (given: GivenResource) => read(given).map(({ kind }) => kind);
const control = "aws:cloudcontrol/resource:Resource";
const template = (resources: object) => JSON.stringify({ Resources: resources });

describe("things of a resource", () => {
  it("begin with the resource itself and its tags", () => {
    const [resource, ...more] = read({ type: "aws:ec2/vpc:Vpc", props: { tags: { owner: "bi" } } });
    assert.equal(resource?.kind, "resource");
    assert.equal(JSON.stringify(resource.fields["tags"]), '{"owner":"bi"}');
    assert.deepEqual(more, []);
  });

  it("are the same whatever makes them", () => {
    const key = { type: "aws:kms/key:Key", native: "AWS::KMS::Key", name: "key" };
    fc.assert(
      fc.property(wrapped(alike({ ...key, props: { enableKeyRotation: true } })), (given) => {
        const found = read(given).filter(({ kind }) => kind === "key");
        assert.equal(found.length, 1);
        assert.equal(flag(found[0]?.fields["rotation"]), true);
      }),
    );
  });

  it("are the same by a token that the provider still takes", () => {
    for (const type of ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"]) {
      assert.deepEqual(kinds({ type, props: {} }), ["resource", "bucket"]);
    }
  });

  it("are several where one resource declares several", () => {
    const props = {
      inlinePolicies: [{ policy: "{}" }, { policy: "{}" }],
      managedPolicyArns: ["x"],
    };
    assert.deepEqual(kinds({ type: "aws:iam/role:Role", props }), [
      ...["resource", "role", "inlinePolicy", "inlinePolicy", "attachment"],
    ]);
  });

  it("of a template have its names, and point to one another", () => {
    const found = read({
      type: "aws:cloudformation/stack:Stack",
      name: "iam",
      props: {
        templateBody: template({
          Role: { Type: "AWS::IAM::Role" },
          Rights: { Type: "AWS::IAM::RolePolicy", Properties: { RoleName: { Ref: "Role" } } },
        }),
      },
    });
    const grant = found.find(({ kind }) => kind === "inlinePolicy");
    assert.equal(grant?.name, "iam/Rights");
    assert.match(grant.urn, /::iam#Rights$/);
    assert.deepEqual(grant.refs["role"]?.[0]?.sources, [grant.urn.replace("Rights", "Role")]);
  });

  it("that may hide others and cannot be read are said to be unreadable", () => {
    for (const given of [
      { type: "aws:cloudformation/stack:Stack", props: { templateUrl: "https://x" } },
      { type: "aws:cloudformation/stackSet:StackSet", props: { templateBody: unknownText } },
      { type: "aws-native:cloudformation:Stack", props: { templateBody: 5 } },
      { type: control, props: { typeName: unknownText, desiredState: "{}" } },
      { type: control, props: { typeName: "AWS::IAM::Role", desiredState: unknownText } },
      { type: control, props: { typeName: "AWS::IAM::Role", desiredState: "no JSON" } },
      { type: "aws-native:index:ExtensionResource", props: { type: "AWS::IAM::Role" } },
    ]) {
      assert.ok(kinds(given).includes("unreadable"), JSON.stringify(given));
    }
    const known = { typeName: "AWS::EC2::VPC", desiredState: unknownText };
    assert.deepEqual(kinds({ type: control, props: known }), ["resource"]);
  });

  it("know how the native provider writes the types of CloudFormation", () => {
    assert.equal(nativeToken("AWS::KMS::Key"), "aws-native:kms:Key");
    assert.equal(nativeToken("AWS::IAM::SAMLProvider"), "aws-native:iam:SamlProvider");
    assert.equal(nativeToken("AWS::IAM::OIDCProvider"), "aws-native:iam:OidcProvider");
    assert.ok(readers.has("aws-native:quicksight:DataSource"));
  });

  it("are read of odd values of every kind, by every reader", () => {
    const odd = fc.dictionary(
      fc.constantFrom(
        "name",
        "policy",
        "bucket",
        "permissions",
        "credentials",
        "tags",
        "templateBody",
      ),
      fc.oneof(fc.anything(), fc.json(), fc.constant(unknownText)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...readers.keys(), control), odd, (type, props) => {
        assert.equal(
          readThings({ ...resourceOf({ type, props: {} }), props })[0]?.kind,
          "resource",
        );
      }),
    );
  });
});
