import { S3Client } from "@aws-sdk/client-s3";
import { openReencryption } from "../../../../core/keys/reencryption/openReencryption.ts";
import { run } from "../../../../core/reconcile/run.ts";
import { allOpen, AwsAccountId, key, region, seenGrants } from "./reencryptionWorld.ts";

/** What the program is given, as JSON in its only argument. */
export interface ChildRun {
  /** Where QuickSight answers; S3 is found by the environment. */
  readonly url: string;
  readonly bucket: string;
  /** The write of the lock's object, counted from 1, at which the process kills itself: before it is sent, or once it is answered. */
  readonly write?: { readonly nth: number; readonly when: "before" | "after" };
}

interface Request {
  readonly method: string;
}

const { url, bucket, write: { nth, when } = {} } = JSON.parse(process.argv[2] ?? "") as ChildRun;
const die = () => process.kill(process.pid, "SIGKILL");
const { requestHandler } = new S3Client({ region }).config;
let writes = 0;
const handle = async (request: Request, options: object): Promise<unknown> => {
  const isIt = request.method === "PUT" && ++writes === nth;
  if (isIt && when === "before") die();
  const answer: unknown = await requestHandler.handle(request as never, options);
  if (isIt) die();
  return answer;
};
const lock = { bucket, region, requestHandler: { handle } };
const { failed } = await run(
  openReencryption({
    findUses: seenGrants({ simulator: { url } }),
    findClosed: allOpen,
    parallel: 10,
  }),
  {
    desired: { accountId: AwsAccountId, region, defaultKey: key("b") },
    regions: { identity: region, data: [region] },
    connection: { endpoint: url },
    lock,
    owner: "the run that is killed",
    approvals: [],
  },
);
process.exitCode = failed.length;
