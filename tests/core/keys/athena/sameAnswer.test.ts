import assert from "node:assert/strict";
import { Agent } from "node:https";
import { AthenaClient, CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import pLimit from "p-limit";
import { athenaSource } from "../../../../core/keys/athena/athenaSource.ts";
import { encryptionQuery } from "../../../../core/keys/athena/encryptionQuery.ts";
import { auditKeys } from "../../../../core/keys/audit/auditKeys.ts";
import { formatEncryption } from "../../../../core/keys/audit/formatEncryption.ts";
import { skipReasons } from "../../../../core/keys/audit/skipReasons.ts";
import { type Emulator, startEmulator } from "../../../../local/emulator/startEmulator.ts";
import { packTrail } from "../audit/trailFolder.ts";
import { declareTrail } from "./declareTrail.ts";
import { type Answer, readHere, summarize } from "./answers.ts";
import { queryRows } from "./queryRows.ts";
import { makeCases, type TrailCase } from "./trailCases.ts";

const Bucket = "oktank-trails";
const database = "trails";
const workgroup = "keys";
const usual = { count: 30, seed: 16 };
// TRAIL_CASES and TRAIL_SEED choose others.
const [count = 0, seed = 0] = [
  process.env["TRAIL_CASES"] ?? usual.count,
  process.env["TRAIL_SEED"] ?? usual.seed,
].map(Number);
const cases = makeCases(count, seed);

describe("a trail that Athena reads", function () {
  this.timeout(300_000);
  let emulator: Emulator;
  let access: { region: string; credentials: object };
  let athena: AthenaClient;
  let glue: GlueClient;
  let s3: S3Client;
  before(async () => {
    emulator = await startEmulator();
    const credentials = { accessKeyId: emulator.accountId, secretAccessKey: "test" };
    const requestHandler = { httpsAgent: new Agent({ ca: emulator.certificate }) };
    const configuration = {
      region: "eu-west-1",
      endpoint: emulator.url,
      credentials,
      requestHandler,
    };
    access = configuration;
    athena = new AthenaClient(configuration);
    glue = new GlueClient(configuration);
    s3 = new S3Client({ ...configuration, forcePathStyle: true });
    const LocationConstraint = "eu-west-1";
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }),
    );
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }));
    const ResultConfiguration = { OutputLocation: `s3://${Bucket}/results/` };
    await athena.send(
      new CreateWorkGroupCommand({ Name: workgroup, Configuration: { ResultConfiguration } }),
    );
  });
  after(async () => {
    for (const client of [athena, glue, s3]) client.destroy();
    await emulator.close();
  });

  /** Puts a trail into S3, and declares the table over it as the account stack does. */
  async function declare(trail: TrailCase, table: string): Promise<void> {
    const location = {
      bucket: Bucket,
      prefix: table,
      organization: trail.organization || undefined,
    };
    for (const [path, records] of trail.files) {
      await s3.send(
        new PutObjectCommand({ Bucket, Key: `${table}/${path}`, Body: packTrail(records) }),
      );
    }
    await declareTrail(glue, location, { database, table });
  }

  async function readByAthena(trail: TrailCase, table: string): Promise<Answer> {
    const { accountId, region, from, defaultKey } = trail;
    const range = { accountId, region, from, database, table };
    const source = athenaSource({ ...range, workgroup }, access);
    const audit = await auditKeys(source, new AbortController().signal);
    const query = encryptionQuery(range, defaultKey);
    const [columns, ...lines] = await queryRows(athena, workgroup, query);
    assert.equal(columns?.join(), formatEncryption([]).trim());
    return { ...summarize(audit, trail), lines };
  }

  it("comes to what its files come to, whatever is in them", async () => {
    for (const [index, trail] of cases.entries()) await declare(trail, `trail_${index}`);
    await pLimit(3).map(cases, async (trail, index) => {
      const answer = await readByAthena(trail, `trail_${index}`);
      assert.deepEqual(answer, await readHere(trail), `case ${index}`);
    });
  });

  it("is tried with all that is told apart", async () => {
    const answers = await Promise.all(makeCases(usual.count, usual.seed).map(readHere));
    const states = answers.flatMap(({ lines }) => lines.map(([, , state]) => state));
    assert.deepEqual([...new Set(states)].sort(), ["current", "retired", "stale"]);
    const reasons = answers.flatMap(({ counts }) => [...counts.skipped.keys()]);
    assert.deepEqual([...new Set(reasons)].sort(), Object.keys(skipReasons).sort());
  });
});
