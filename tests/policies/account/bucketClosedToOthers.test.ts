import assert from "node:assert/strict";
import {
  allowance,
  allowing,
  arn,
  block,
  bucket,
  bucketPolicy,
  closed,
  denial,
  judge,
  open,
  own,
  strangers,
} from "./closedBucket.ts";

describe("policy bucket-closed-and-tls", () => {
  it("refuses to let others in, whoever they are", async () => {
    const foreign = "arn:aws:iam::444455556666:root";
    for (const [statement, got] of [
      [{ Principal: "*" }, "*"],
      [{ Principal: { AWS: ["*"] } }, "*"],
      [{ Principal: { AWS: "arn:aws:iam::*:root" } }, "AWS:arn:aws:iam::*:root"],
      [{ NotPrincipal: { AWS: foreign } }, "NotPrincipal"],
      [{ Principal: { AWS: foreign } }, `AWS:${foreign}`],
      [{ Principal: { AWS: "444455556666" } }, "AWS:444455556666"],
      [{ Principal: { CanonicalUser: "79a5" } }, "CanonicalUser:79a5"],
      [{ Principal: { Service: "cloudfront.amazonaws.com" } }, "Service:cloudfront.amazonaws.com"],
    ] as const) {
      assert.deepEqual(await judge([own, ...allowing(statement)]), [strangers(got)], got);
    }
  });

  it("lets in everybody whom a condition binds to the account, and nobody whom it does not", async () => {
    const account = "111122223333";
    const everybody = (Condition: object) => allowing({ Principal: "*", Condition });
    for (const condition of [
      { StringEquals: { "aws:PrincipalAccount": account } },
      { StringEquals: { "AWS:SourceAccount": [account] } },
      { ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${account}:distribution/*` } },
      { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/quicksight-*` } },
      { StringEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } },
    ]) {
      assert.deepEqual(await judge([own, ...everybody(condition)]), [], JSON.stringify(condition));
    }
    for (const condition of [
      { StringLike: { "aws:UserAgent": "*" } },
      { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } },
      { StringLike: { "aws:PrincipalAccount": "1111*" } },
      { StringEqualsIfExists: { "aws:PrincipalAccount": account } },
      { "ForAllValues:StringEquals": { "aws:PrincipalAccount": account } },
      { StringNotEquals: { "aws:PrincipalAccount": account } },
      { StringLike: { "aws:SourceVpce": "*" } },
      { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } },
      { Bool: { "aws:PrincipalIsAWSService": "true" } },
    ]) {
      assert.deepEqual(
        await judge([own, ...everybody(condition)]),
        [strangers("*")],
        JSON.stringify(condition),
      );
    }
    const other = { StringEquals: { "aws:PrincipalAccount": "444455556666" } };
    assert.deepEqual(await judge([own, ...everybody(other)]), [strangers("444455556666")]);
    const network = { StringEquals: { "aws:SourceVpce": "vpce-1" } };
    const guest = { Principal: { AWS: "444455556666" }, Condition: network };
    assert.deepEqual(await judge([own, ...allowing(guest)]), [strangers("AWS:444455556666")]);
  });

  it("believes the account that a service acts for as long as nothing tells its own", async () => {
    const distribution = (account: string) => `arn:aws:cloudfront::${account}:distribution/E1`;
    const serving = (account: string) =>
      allowing({
        Principal: { Service: "cloudfront.amazonaws.com" },
        Condition: { StringEquals: { "AWS:SourceArn": distribution(account) } },
      });
    assert.deepEqual(await judge(serving("111122223333")), []);
    const made = {
      type: "aws:cloudfront/distribution:Distribution",
      name: "site",
      props: { arn: distribution("111122223333") },
    };
    assert.deepEqual(await judge([made, ...serving("111122223333")]), []);
    assert.deepEqual(await judge([made, ...serving("444455556666")]), [
      strangers(distribution("444455556666")),
    ]);
  });

  it("takes agreed accounts and organisations, and then no others, before anything is made", async () => {
    const guest = allowing({ Principal: { AWS: "444455556666" } });
    const both = { accounts: ["111122223333", "444455556666"] };
    assert.deepEqual(await judge([own, ...guest], both), []);
    const found = await judge(guest.slice(2), { accounts: ["111122223333"] });
    assert.deepEqual(found, [strangers("AWS:444455556666")]);
    const org = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
    const colleagues = allowing({ Principal: "*", Condition: org });
    assert.deepEqual(await judge(colleagues, { organizations: ["o-a1b2c3d4e5"] }), []);
    assert.deepEqual(await judge(colleagues), [strangers("o-a1b2c3d4e5")]);
  });

  it("does not take a name that looks like an account, or a role that is only read, for the stack's account", async () => {
    const guest = allowing({ Principal: { AWS: "444455556666" } });
    for (const name of ["444455556666", "arn:aws:iam::444455556666:role/guest"]) {
      const role = { type: "aws:iam/role:Role", name: "role", props: { name } };
      assert.deepEqual(await judge([...guest, role]), [strangers("AWS:444455556666")]);
    }
  });

  it("judges access points and copies into other accounts as well", async () => {
    const document = { Statement: [{ ...allowance, Principal: "*" }] };
    const point = (type: string, props: object) => ({ type, name: "point", props });
    const got = [strangers("*", "access point", "point")];
    const token = "aws:s3/accessPoint:AccessPoint";
    assert.deepEqual(await judge([point(token, { bucket: "b", policy: document })]), got);
    const own = "aws:s3control/accessPointPolicy:AccessPointPolicy";
    assert.deepEqual(await judge([point(own, { policy: JSON.stringify(document) })]), got);
    const half = { publicAccessBlockConfiguration: { blockPublicAcls: false } };
    assert.deepEqual(await judge([point(token, { bucket: "b", ...half })]), [
      open("blockPublicAcls false", "point"),
    ]);
    const copy = {
      type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
      name: "copy",
      props: { bucket: "b", rules: [{ destination: { account: "444455556666" } }] },
    };
    assert.deepEqual(await judge([copy]), [
      "copy: the bucket is copied into another account (got 444455556666); replicate into a bucket of the account, or list the other in accounts",
    ]);
    assert.deepEqual(await judge([copy], { accounts: ["444455556666"] }), []);
  });

  it("learns which account is its own from what AWS gave, not from what the program says of another", async () => {
    const foreign = "arn:aws:iam::444455556666:root";
    const letsIn = { Effect: "Allow", Principal: { AWS: foreign }, Action: "s3:*", Resource: arn };
    const given = [bucket(), block(), bucketPolicy({ Statement: [denial(), letsIn] })];
    const topic = "arn:aws:sns:eu-west-1:111122223333:topic";
    const made = { type: "aws:sns/topic:Topic", name: "topic", props: { arn: topic } };
    const both = '["111122223333","444455556666"]';
    const closing = { ...closed, accountId: "444455556666" };
    for (const claim of [
      { type: "pulumi:providers:aws", props: { allowedAccountIds: both } },
      { type: "pulumi:providers:aws", props: { allowedAccountIds: '["444455556666"]' } },
      {
        type: "aws:quicksight/folder:Folder",
        props: { awsAccountId: "444455556666", permissions },
      },
      { type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", props: closing },
      { type: "aws:lakeformation/resource:Resource", props: { arn: foreign } },
      { type: "aws:cloudwatch/eventTarget:EventTarget", props: { arn: foreign } },
    ]) {
      const said = await judge([made, ...given, { name: "claim", ...claim }]);
      assert.deepEqual(said, [strangers(`AWS:${foreign}`)], JSON.stringify(claim));
    }
    const unmade = {
      type: "pulumi:providers:aws",
      name: "claim",
      props: { allowedAccountIds: both },
    };
    assert.deepEqual(await judge([...given, unmade]), [strangers(`AWS:${foreign}`)]);
    const role = { assumeRoles: [{ roleArn: "arn:aws:iam::444455556666:role/deployer" }] };
    const assumed = { type: "pulumi:providers:aws", name: "theirs", props: role };
    assert.deepEqual(await judge([made, ...given, assumed]), [strangers(`AWS:${foreign}`)]);
    const used = [
      { ...made, provider: "here" },
      ...given.map((one) => ({ ...one, provider: "theirs" })),
    ];
    assert.deepEqual(await judge([...used, assumed]), []);
  });

  it("refuses access grants of S3, and policies of what gives them, for other accounts", async () => {
    const grant = (account: string, granteeType = "IAM") => ({
      grantee: { granteeType, granteeIdentifier: `arn:aws:iam::${account}:role/reader` },
    });
    const refused = [
      "grant: the bucket is opened to another account by an access grant (got arn:aws:iam::444455556666:role/reader); grant to a role of the account, or list the other in accounts",
    ];
    for (const type of ["aws:s3control/accessGrant:AccessGrant", "aws-native:s3:AccessGrant"]) {
      const judged = (props: object) => judge([own, { type, name: "grant", props }]);
      assert.deepEqual(await judged(grant("444455556666")), refused);
      assert.deepEqual(await judged(grant("111122223333")), []);
      assert.deepEqual(await judged(grant("444455556666", "DIRECTORY_GROUP")), []);
    }
    const document = { Statement: [{ ...allowance, Principal: "*" }] };
    for (const [type, props] of [
      [
        "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy",
        { policy: document },
      ],
      ["aws-native:s3:MultiRegionAccessPointPolicy", { policy: document }],
      ["aws-native:s3express:AccessPoint", { policy: document }],
      ["aws-native:s3express:BucketPolicy", { policyDocument: document }],
      ["aws-native:s3objectlambda:AccessPointPolicy", { policyDocument: document }],
    ] as const) {
      const found = await judge([own, { type, name: "policy", props }]);
      assert.deepEqual(found, [strangers("*", "access point")], type);
    }
  });
});

/** A grant of a folder, from which a share is read. */
const permissions = [
  { principal: "arn:aws:quicksight:us-east-1:444455556666:group/default/readers", actions: [] },
];
