import assert from "node:assert/strict";
import fc from "fast-check";
import { bucketClosedAndTls as policy } from "../../../policies/account/bucketClosedAndTls.ts";
import { forgetRun, run } from "../../../policies/support/run.ts";
import { type GivenResource, unknownText, validateStack } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const arn = "arn:aws:s3:::data-1";
const bucket = (props: object = { bucket: "data-1", arn }): GivenResource => ({
  type: "aws:s3/bucket:Bucket",
  name: "data",
  props,
});
const closed = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const block = (props: object = {}, from: Record<string, string[]> = {}): GivenResource => ({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  name: "block",
  props: { bucket: "data-1", ...closed, ...props },
  from,
});
const denial = (changes: object = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  ...changes,
});
const bucketPolicy = (
  policyDocument: unknown = JSON.stringify({ Statement: [denial()] }),
  props: object = {},
  from: Record<string, string[]> = {},
): GivenResource => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "policy",
  props: { bucket: "data-1", policy: policyDocument, ...props },
  from,
});
const allowing = (...statements: object[]) => [
  bucket(),
  block(),
  bucketPolicy({
    Statement: [denial(), ...statements.map((one) => ({ ...allowance, ...one }))],
  }),
];
const allowance = { Effect: "Allow", Action: "s3:GetObject", Resource: `${arn}/*` };

const blocks = "blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets";
const open = (got: string, name = "block") =>
  `${name}: the bucket is not closed to the public (got ${got}); add a BucketPublicAccessBlock with ${blocks} all true`;
const undeclared = `data: it is not declared that the bucket is closed to the public (got no BucketPublicAccessBlock); add a BucketPublicAccessBlock with ${blocks} all true`;
const plain = (got: string, name = "policy") =>
  `${name}: the bucket answers without TLS (got ${got}); add a BucketPolicy that denies s3:* when aws:SecureTransport is false`;
const withoutDeny = plain("a BucketPolicy without such a Deny");
const strangers = (got: string, what = "bucket", name = "policy") =>
  `${name}: the ${what} is open to others than its account (got ${got}); name roles of the account; give services a condition on aws:SourceAccount; list what is agreed in accounts or organizations`;
const judge = (resources: GivenResource[], config?: object) => judgeAll(policy, resources, config);
/** What tells which account the stack is in. */
const own: GivenResource = {
  type: "pulumi:providers:aws",
  name: "main",
  props: { allowedAccountIds: '["111122223333"]' },
};

describe("policy bucket-closed-and-tls", () => {
  itDescribesItself(policy, {
    name: "bucket-closed-and-tls",
    description: /closed to the public and to other accounts, and refuses requests without TLS/,
    defaults: { accounts: [], exempt: [], organizations: [] },
  });
  itTakesExemptions(policy, [bucket()]);

  it("passes a closed bucket, however the Deny is written", async () => {
    assert.deepEqual(await judge([bucket(), block(), bucketPolicy()]), []);
    for (const changes of [
      { Principal: { AWS: "*" } },
      { Action: ["s3:*"], Resource: "*" },
      { Resource: `${arn}*` },
      { Condition: { Bool: { "AWS:securetransport": ["false"] } } },
      { Condition: { Bool: { "aws:SecureTransport": false } } },
      { Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } },
    ]) {
      const document = { Statement: denial(changes) };
      assert.deepEqual(
        await judge([bucket(), block(), bucketPolicy(document)]),
        [],
        JSON.stringify(changes),
      );
    }
    const two = { Statement: [denial({ Resource: arn }), denial({ Resource: `${arn}/*` })] };
    assert.deepEqual(await judge([bucket(), block(), bucketPolicy(two)]), []);
  });

  it("passes what the bucket declares itself, and an account that is closed as a whole", async () => {
    const inline = bucket({ bucket: "data-1", policy: { Statement: denial() } });
    assert.deepEqual(await judge([inline, block()]), []);
    const account = {
      type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
      name: "account",
      props: closed,
    };
    assert.deepEqual(await judge([bucket(), account, bucketPolicy()]), []);
    assert.deepEqual(
      await judge([
        bucket(),
        { ...account, props: { ...closed, ignorePublicAcls: "false" } },
        bucketPolicy(),
      ]),
      [open("ignorePublicAcls false", "account"), undeclared],
    );
  });

  it("refuses a bucket with nothing", async () => {
    assert.deepEqual(await judge([bucket()]), [undeclared, plain("no BucketPolicy", "data")]);
  });

  it("leaves alone what the program only reads: it is somebody else's", async () => {
    forgetRun();
    run.declared.add("urn:pulumi:test::policies::aws:sns/topic:Topic::news");
    const resources = [bucket(), block({ ignorePublicAcls: false }), bucketPolicy("no JSON")];
    const found: string[] = [];
    const args = {
      resources: resources.map(({ type, name = "", props }) => ({
        ...{ type, name, props, opts: {} },
        urn: `urn:pulumi:test::policies::${type}::${name}`,
      })),
      getConfig: () => ({}),
    };
    assert.ok(policy.validateStack);
    await policy.validateStack(args as never, (message) => found.push(message));
    assert.deepEqual(found, []);
    forgetRun();
  });

  it("refuses a block that is not whole, of a bucket of another stack too", async () => {
    const half = block({ blockPublicAcls: false, restrictPublicBuckets: undefined });
    const got = open("blockPublicAcls false, restrictPublicBuckets nothing");
    assert.deepEqual(await judge([bucket(), half, bucketPolicy()]), [got]);
    assert.deepEqual(await judge([half]), [got]);
  });

  it("refuses a list of rights that opens the bucket", async () => {
    const everyone = "http://acs.amazonaws.com/groups/global/AllUsers";
    for (const [props, got] of [
      [{ acl: "public-read" }, "acl public-read"],
      [{ acl: "authenticated-read" }, "acl authenticated-read"],
      [{ grants: [{ type: "Group", uri: everyone, permissions: ["READ"] }] }, everyone],
    ] as const) {
      const found = await judge([bucket({ bucket: "data-1", ...props }), block(), bucketPolicy()]);
      assert.deepEqual(found, [open(got, "data")]);
    }
    const acl = (props: object) => ({ type: "aws:s3/bucketAcl:BucketAcl", name: "acl", props });
    const grants = [{ permission: "READ", grantee: { type: "Group", uri: everyone } }];
    assert.deepEqual(await judge([acl({ bucket: "b", accessControlPolicy: { grants } })]), [
      open(everyone, "acl"),
    ]);
    assert.deepEqual(await judge([acl({ bucket: "b", acl: "log-delivery-write" })]), []);
    const native = {
      type: "aws-native:s3:Bucket",
      name: "data",
      props: { bucketName: "b", accessControl: "PublicReadWrite" },
    };
    assert.ok((await judge([native])).includes(open("acl PublicReadWrite", "data")));
  });

  it("refuses a Deny that lets something through", async () => {
    for (const changes of [
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" } },
      { Principal: { AWS: "arn:aws:iam::111122223333:root" } },
      { Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } },
      { Action: "s3:GetObject" },
      { Resource: `${arn}/*` },
      { Resource: arn },
      { Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] },
      { Condition: undefined },
      { Condition: { Bool: { "aws:SecureTransport": "true" } } },
      { Condition: { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } } },
      {
        Condition: {
          Bool: { "aws:SecureTransport": "false" },
          StringEquals: { "aws:PrincipalAccount": "111122223333" },
        },
      },
    ]) {
      const document = JSON.stringify({ Statement: [denial(changes)] });
      assert.deepEqual(
        await judge([own, bucket(), block(), bucketPolicy(document)]),
        [withoutDeny],
        JSON.stringify(changes),
      );
    }
    assert.deepEqual(await judge([bucket(), block(), bucketPolicy("no JSON")]), [
      "policy: the policy of the bucket cannot be read (got it is not JSON); write it as a policy document in JSON",
    ]);
  });

  it("refuses several policies of one bucket", async () => {
    assert.deepEqual(
      await judge([bucket(), block(), bucketPolicy(), { ...bucketPolicy(), name: "second" }]),
      [
        "data: the bucket has several policies, of which S3 keeps the one that is written last (got policy, second); put all statements into one BucketPolicy",
      ],
    );
  });

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

  it("does not count what is about another bucket", async () => {
    const other = { bucket: "other" };
    const apart = { Statement: [denial({ Resource: "*" })] };
    assert.deepEqual(await judge([bucket(), block(other), bucketPolicy(apart, other)]), [
      undeclared,
      plain("no BucketPolicy", "data"),
    ]);
  });

  it("bears what is not known yet: the engine's record of what belongs together decides", async () => {
    const made = bucket({ bucket: unknownText, arn: unknownText });
    const unnamed = { bucket: unknownText };
    const from = { bucket: ["data"] };
    assert.deepEqual(
      await judge([made, block(unnamed, from), bucketPolicy(unknownText, unnamed, from)]),
      [],
    );
    assert.deepEqual(await judge([made, block(unnamed), bucketPolicy(unknownText, unnamed)]), []);
    const partial = { Statement: [denial({ Resource: [unknownText] })] };
    assert.deepEqual(await judge([bucket(), block(), bucketPolicy(partial)]), []);
    const bound = { StringEquals: { "aws:PrincipalAccount": unknownText } };
    assert.deepEqual(await judge(allowing({ Principal: "*", Condition: bound })), []);
    assert.deepEqual(await judge(allowing({ Principal: "*", Condition: unknownText })), []);
    const agent = { StringLike: { "aws:UserAgent": unknownText } };
    assert.deepEqual(await judge(allowing({ Principal: "*", Condition: agent })), [strangers("*")]);
  });

  it("refuses what is known beside what is not", async () => {
    const made = bucket({ bucket: unknownText, arn: unknownText });
    const from = { bucket: ["data"] };
    const half = block(
      { bucket: unknownText, blockPublicAcls: false, ignorePublicAcls: unknownText },
      from,
    );
    const empty = bucketPolicy(JSON.stringify({ Statement: [] }), { bucket: unknownText }, from);
    assert.deepEqual(await judge([made, half, empty]), [
      open("blockPublicAcls false"),
      withoutDeny,
    ]);
    const partial = { Statement: [{ ...allowance, Principal: "*", Resource: unknownText }] };
    assert.deepEqual(await judge([bucketPolicy(partial)]), [strangers("*")]);
    assert.deepEqual(await judge([made]), [undeclared, plain("no BucketPolicy", "data")]);
  });

  it("never lets an open bucket pass, however it is written", async () => {
    const document = { Statement: [{ ...allowance, Principal: "*" }] };
    const bare = wrapped({
      name: "data",
      tokens: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
      props: { bucket: "data-1" },
      native: { type: "AWS::S3::Bucket", properties: { BucketName: "data-1" } },
    });
    const opened = wrapped({
      name: "policy",
      tokens: ["aws:s3/bucketPolicy:BucketPolicy"],
      props: { bucket: "data-1", policy: document },
      native: {
        type: "AWS::S3::BucketPolicy",
        properties: { Bucket: "data-1", PolicyDocument: document },
      },
    });
    await fc.assert(
      fc.asyncProperty(bare, opened, async (one, other) => {
        assert.equal((await validateStack(policy, [one])).length, 2);
        assert.ok((await judge([other])).some((message) => message.includes("is open to others")));
      }),
    );
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

  it("takes the access block of another account for none of its own", async () => {
    const theirs = {
      type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
      name: "account",
      props: { ...closed, accountId: "444455556666" },
    };
    assert.deepEqual(await judge([own, bucket(), theirs, bucketPolicy()]), [undeclared]);
  });

  it("refuses an object that everybody reads, and an access list that names another account", async () => {
    const uri = "http://acs.amazonaws.com/groups/global/AllUsers";
    const everybody = { grants: [{ type: "Group", permissions: ["READ"], uri }] };
    for (const [token, props, got] of [
      ["aws:s3/bucketObject:BucketObject", { acl: "public-read" }, "acl public-read"],
      ["aws:s3/bucketObjectv2:BucketObjectv2", { acl: "public-read" }, "acl public-read"],
      ["aws:s3/objectCopy:ObjectCopy", everybody, uri],
      ["aws:s3/bucketAcl:BucketAcl", { accessControlPolicy: listed("theirs") }, "theirs"],
    ] as const) {
      const given = { type: token, name: "object", props: { bucket: "elsewhere", ...props } };
      assert.deepEqual(await judge([own, given]), [open(got, "object")], token);
    }
    for (const [token, props] of [
      ["aws:s3/bucketObjectv2:BucketObjectv2", { acl: "private" }],
      ["aws:s3/bucketObjectv2:BucketObjectv2", {}],
      ["aws:s3/bucketAcl:BucketAcl", { accessControlPolicy: listed("ours") }],
    ] as const) {
      const given = { type: token, name: "object", props: { bucket: "elsewhere", ...props } };
      assert.deepEqual(await judge([own, given]), [], token);
    }
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

/** An access list of which the owner is `ours`. */
const listed = (id: string) => ({
  owner: { id: "ours" },
  grants: [{ permission: "READ", grantee: { type: "CanonicalUser", id } }],
});

/** A grant of a folder, from which a share is read. */
const permissions = [
  { principal: "arn:aws:quicksight:us-east-1:444455556666:group/default/readers", actions: [] },
];
