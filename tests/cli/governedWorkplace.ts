import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { stringify } from "yaml";
import { type LocalAws, type LocalAwsOptions, startLocalAws } from "../../local/startLocalAws.ts";
import { type Outcome, qsgov, tenant } from "./qsgov.ts";

/** The governance bucket of the workplace. */
export const Bucket = "oktank-governance";

/** A folder for commands that talk to AWS on this machine, with the governance bucket, STS and the rest of it. */
export interface GovernedWorkplace {
  readonly aws: () => LocalAws;
  readonly s3: () => S3Client;
  /** Writes `tenant.yaml`, with these settings besides `tenant`. */
  readonly settle: (settings?: object) => Promise<void>;
  /** Writes the membership file beside it. */
  readonly writeMembership: (text: string) => Promise<void>;
  /** Runs a command there. */
  readonly run: (args: string) => Promise<Outcome>;
}

/** Starts it for the suite that calls this; its tests share it. */
export function governedWorkplace(options: LocalAwsOptions = {}): GovernedWorkplace {
  let aws: LocalAws;
  let s3: S3Client;
  let directory: string;
  before(async () => {
    aws = await startLocalAws(options);
    s3 = new S3Client({
      region: aws.region,
      endpoint: aws.rootEnvironment["AWS_ENDPOINT_URL"] ?? "",
      forcePathStyle: true,
      credentials: { accessKeyId: aws.accountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: new Agent({ ca: aws.certificate }) },
    });
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" as const };
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    directory = await mkdtemp(join(tmpdir(), "qsgov-"));
  });
  after(async () => {
    s3.destroy();
    await aws.close();
    await rm(directory, { recursive: true, force: true });
  });
  return {
    aws: () => aws,
    s3: () => s3,
    settle: (settings = {}) =>
      writeFile(join(directory, "tenant.yaml"), stringify({ ...tenant, ...settings })),
    writeMembership: (text) => writeFile(join(directory, "membership.csv"), text),
    run: (args) => qsgov(args.split(" "), { cwd: directory, environment: aws.rootEnvironment }),
  };
}
