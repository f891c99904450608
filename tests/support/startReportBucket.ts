import { Agent } from "node:https";
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import { bucketReports } from "../../core/reports/store/bucketReports.ts";
import type { ReportStore } from "../../core/reports/store/reportStore.ts";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";

/** A versioned bucket for reports, in an emulator of its own. */
export interface ReportBucket {
  readonly emulator: Emulator;
  readonly store: ReportStore;
  /** The store of a bucket by its name, as the account's root user reaches it; there may be none. */
  readonly open: (bucket: string) => ReportStore;
  readonly close: () => Promise<void>;
}

/** Starts the emulator of account 111122223333 with the bucket in us-east-1. */
export async function startReportBucket(bucket: string): Promise<ReportBucket> {
  const emulator = await startEmulator({ accountId: "111122223333" });
  const settings = {
    ...{ region: "us-east-1", endpoint: emulator.url },
    requestHandler: { httpsAgent: new Agent({ ca: emulator.certificate }) },
    credentials: {
      accessKeyId: emulator.rootEnvironment["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: emulator.rootEnvironment["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
  };
  const s3 = new S3Client(settings);
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  s3.destroy();
  const open = (name: string) => bucketReports({ bucket: name, ...settings });
  const store = open(bucket);
  const close = async () => {
    store.close();
    await emulator.close();
  };
  return { emulator, store, open, close };
}
