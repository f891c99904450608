import assert from "node:assert/strict";
import {
  AthenaClient,
  CreateNamedQueryCommand,
  CreateWorkGroupCommand,
  DeleteNamedQueryCommand,
  DeleteWorkGroupCommand,
  GetNamedQueryCommand,
  GetQueryExecutionCommand,
  GetWorkGroupCommand,
  ListNamedQueriesCommand,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { CreateDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createDeployer } from "../../local/emulator/createDeployer.ts";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";
import { toPolicyDocument } from "../../stacks/toPolicyDocument.ts";
import { event } from "../core/keys/audit/events.ts";
import { packTrail, trailPath } from "../core/keys/audit/trailFolder.ts";
import { athenaRights } from "../core/keys/athena/athenaRights.ts";
import { declareTrail } from "../core/keys/athena/declareTrail.ts";
import { queryRows } from "../core/keys/athena/queryRows.ts";

const accountId = "111122223333";
const region = "eu-west-1";
const place = {
  ...{ accountId, region, workgroup: "audits", database: "trails", table: "trail" },
  ...{ trail: "oktank-trail", results: "oktank-results" },
};
const glueArn = `arn:aws:glue:${region}:${accountId}`;
const [trailArn, resultsArn] = ["arn:aws:s3:::oktank-trail", "arn:aws:s3:::oktank-results"];
const day = "2026-03-01";
const query = `SELECT eventname FROM trails.trail WHERE account = '${accountId}' AND region = '${region}'`;
const isDenied = (action: string) => new RegExp(`^Insufficient permissions .*${action}`);

/** What is taken away, and what is said then. */
const taken: readonly (readonly [action: string, resource: string, says: RegExp])[] = [
  ...["catalog", "database/trails"].map(
    (one) => ["glue:GetDatabase", `${glueArn}:${one}`, isDenied("glue:GetDatabase")] as const,
  ),
  ...["catalog", "database/trails", "table/trails/trail"].map(
    (one) => ["glue:GetTable", `${glueArn}:${one}`, isDenied("glue:GetTable")] as const,
  ),
  ["s3:ListBucket", trailArn, /^Permission denied on S3 path: s3:\/\/oktank-trail\/AWSLogs/],
  [
    "s3:GetObject",
    `${trailArn}/*`,
    /^Permission denied on S3 path: s3:\/\/oktank-trail\/AWSLogs\/.*json\.gz/,
  ],
  ["s3:GetBucketLocation", resultsArn, /^Unable to verify\/create output bucket oktank-results/],
  ["s3:PutObject", `${resultsArn}/*`, /^Access denied when writing output to url: s3:\/\/oktank-r/],
  ["s3:GetObject", `${resultsArn}/*`, /s3:GetObject/],
];

describe("emulator: Athena", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  const clients: { destroy(): void }[] = [];
  const make = <C extends { destroy(): void }>(
    service: new (options: object) => C,
    environment: Record<string, string> = emulator.rootEnvironment,
  ): C => {
    const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = environment;
    const client = new service({
      ...{ endpoint: emulator.url, region, maxAttempts: 1, forcePathStyle: true },
      credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
      requestHandler: { httpsAgent: { ca: emulator.certificate } },
    });
    clients.push(client);
    return client;
  };
  const key = (file: string) => trailPath({ day }).replace("_0.json", `_${file}.json`);
  const records = packTrail([event({ name: "CreateGrant", at: "09:00:00" })]);
  let athena: AthenaClient;
  let s3: S3Client;
  before(async () => {
    emulator = await startEmulator({ accountId, region });
    athena = make(AthenaClient);
    s3 = make(S3Client);
    const glue = make(GlueClient);
    for (const Bucket of [place.trail, place.results]) {
      await s3.send(new CreateBucketCommand({ Bucket }));
    }
    await s3.send(new PutObjectCommand({ Bucket: place.trail, Key: key("plain"), Body: records }));
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: place.database } }));
    await declareTrail(glue, { bucket: place.trail }, place);
    const OutputLocation = `s3://${place.results}/athena-results/`;
    const Configuration = { ResultConfiguration: { OutputLocation } };
    await athena.send(new CreateWorkGroupCommand({ Name: place.workgroup, Configuration }));
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await emulator.close();
  });
  let users = 0;
  /** The rows that somebody gets who has the documented rights without one. */
  const rowsOf = async (effects: readonly object[] = []) => {
    const { Statement } = toPolicyDocument(athenaRights(place));
    const own = { Version: "2012-10-17", Statement: [...Statement, ...effects] };
    const auditor = await createDeployer(emulator, { own }, `auditor-${users++}`);
    return queryRows(make(AthenaClient, auditor), place.workgroup, query);
  };
  const answer = [["eventname"], ["CreateGrant"]];

  it("answers whoever has the rights that are documented for qsgov keys --athena", async () => {
    assert.deepEqual(await rowsOf(), answer);
  });

  for (const [Action, Resource, message] of taken) {
    it(`reads and writes in its caller's name: not without ${Action} on ${Resource}`, async () => {
      await assert.rejects(rowsOf([{ Effect: "Deny", Action, Resource }]), { message });
    });
  }

  it("makes no call but in its caller's name, through Athena", async () => {
    const CalledVia = { "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" } };
    const Action = ["glue:*", "s3:ListBucket"];
    const deny = { Effect: "Deny", Action, Resource: "*", Condition: CalledVia };
    await assert.rejects(rowsOf([deny]), { message: isDenied("glue:GetDatabase") });
    const through = { Bool: { "aws:ViaAWSService": "true" } };
    await assert.rejects(rowsOf([{ ...deny, Condition: through }]), {
      message: isDenied("glue:GetDatabase"),
    });
    const Condition = { Bool: { "aws:ViaAWSService": "false" } };
    assert.deepEqual(await rowsOf([{ ...deny, Condition }]), answer);
  });

  it("reads of a trail what its projection has, and only by account and Region", async () => {
    const Key = trailPath({ day: "2021-12-31" });
    await s3.send(new PutObjectCommand({ Bucket: place.trail, Key, Body: records }));
    const rows = (sql: string) => queryRows(athena, place.workgroup, sql);
    assert.deepEqual(await rows(query), answer, "and no day before the first");
    for (const column of ["account", "region"]) {
      await assert.rejects(rows(query.replace(`${column} = `, `${column} <> `)), {
        message: new RegExp(`^CONSTRAINT_VIOLATION: .*column ${column},`),
      });
    }
  });

  it("takes the place of results from the work group, and from nobody else", async () => {
    const { QueryExecutionId } = await athena.send(
      new StartQueryExecutionCommand({
        ...{ WorkGroup: place.workgroup, QueryString: query },
        ResultConfiguration: { OutputLocation: "s3://oktank-elsewhere/" },
      }),
    );
    const { QueryExecution } = await athena.send(
      new GetQueryExecutionCommand({ QueryExecutionId }),
    );
    assert.match(
      QueryExecution?.ResultConfiguration?.OutputLocation ?? "",
      /^s3:\/\/oktank-results\/athena-results\//,
    );
  });

  it("decrypts files by the caller's right to the key that encrypts them", async () => {
    const { KeyMetadata } = await make(KMSClient).send(new CreateKeyCommand({}));
    const SSEKMSKeyId = KeyMetadata?.Arn ?? "";
    const encrypted = { ServerSideEncryption: "aws:kms", SSEKMSKeyId } as const;
    const Bucket = place.trail;
    await s3.send(
      new PutObjectCommand({ Bucket, Key: key("encrypted"), Body: records, ...encrypted }),
    );
    await assert.rejects(rowsOf(), { message: /^Permission denied on S3 path: .*_encrypted/ });
    const allow = { Effect: "Allow", Action: "kms:Decrypt", Resource: SSEKMSKeyId };
    assert.deepEqual(await rowsOf([allow]), [...answer, ["CreateGrant"]]);
  });

  it("deletes no work group in which something is, unless all of it is to go", async () => {
    const Name = "full";
    await athena.send(new CreateWorkGroupCommand({ Name }));
    const named = { Name: "all", Database: place.database, QueryString: query, WorkGroup: Name };
    const { NamedQueryId } = await athena.send(new CreateNamedQueryCommand(named));
    const remove = (RecursiveDeleteOption?: boolean) =>
      athena.send(new DeleteWorkGroupCommand({ WorkGroup: Name, RecursiveDeleteOption }));
    const refusal = { name: "InvalidRequestException", message: "WorkGroup full is not empty" };
    await assert.rejects(remove(), refusal);
    await athena.send(new GetWorkGroupCommand({ WorkGroup: Name }));
    await remove(true);
    const missing = { name: "InvalidRequestException", message: "WorkGroup full is not found." };
    await assert.rejects(athena.send(new GetWorkGroupCommand({ WorkGroup: Name })), missing);
    await assert.rejects(remove(), missing);
    await assert.rejects(athena.send(new GetNamedQueryCommand({ NamedQueryId })), {
      ...{ name: "InvalidRequestException", message: /does not exist/ },
    });
    const { NamedQueryIds } = await athena.send(new ListNamedQueriesCommand({}));
    assert.deepEqual(NamedQueryIds, []);

    await athena.send(new CreateWorkGroupCommand({ Name }));
    const { NamedQueryId: again } = await athena.send(new CreateNamedQueryCommand(named));
    await athena.send(new DeleteNamedQueryCommand({ NamedQueryId: again }));
    await remove();
    await assert.rejects(
      athena.send(new DeleteWorkGroupCommand({ WorkGroup: place.workgroup })),
      { message: "WorkGroup audits is not empty" },
      "what was asked in it is its history",
    );
  });
});
