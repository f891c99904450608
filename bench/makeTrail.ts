import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** Whose trail it is. */
export const scope = { accountId: "111122223333", region: "eu-west-1" } as const;

/** The data sets whose keys it tells of. */
export const dataSets = Array.from(
  { length: 1000 },
  (_, index) => `arn:aws:quicksight:${scope.region}:${scope.accountId}:dataset/set-${index}`,
);

const keys = Array.from(
  { length: 8 },
  (_, index) => `arn:aws:kms:${scope.region}:${scope.accountId}:key/8765432${index}-4321-4321`,
);

/** Events of a file: a busy account has so many in the five minutes for which CloudTrail writes one. */
const fileSize = 2000;
const secondsPerFile = 300;
const begin = Date.UTC(2026, 0, 1);

/** What the join must find of a data set: the straightforward way, event by event as they are made. */
export interface Expected {
  key?: string | undefined;
  since?: string | undefined;
  retired?: string | undefined;
  lastDataKey?: string | undefined;
  lastDecrypt?: string | undefined;
}

/**
 * Writes a trail into a folder, as CloudTrail lays it out: uses of keys by QuickSight (three of ten events), grants and their
 * retirements, uses of keys by others (three of ten), and events of other services.
 *
 * @returns by ARN, what is to be found
 */
export async function makeTrail(folder: string, events: number): Promise<Map<string, Expected>> {
  const expected = new Map<string, Expected>();
  const random = startRandom();
  const files = Math.ceil(events / fileSize);
  for (let file = 0; file < files; file += 1) {
    const count = Math.min(fileSize, events - file * fileSize);
    const records: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const second = Math.floor((secondsPerFile * index) / count);
      const time = new Date(begin + (file * secondsPerFile + second) * 1000);
      const id = `${file}-${index}`;
      records.push(makeRecord(id, time.toISOString().replace(".000", ""), random, expected));
    }
    await writeTrailFile(folder, file, records);
  }
  return expected;
}

async function writeTrailFile(folder: string, file: number, records: readonly string[]) {
  const [day = "", time = ""] = new Date(begin + file * secondsPerFile * 1000)
    .toISOString()
    .split("T");
  const { accountId, region } = scope;
  const where = join(folder, "AWSLogs", accountId, "CloudTrail", region, ...day.split("-"));
  await mkdir(where, { recursive: true });
  const stamp = `${day.replaceAll("-", "")}T${time.slice(0, 5).replace(":", "")}Z`;
  const content = await promisify(gzip)(`{"Records":[${records.join(",")}]}`, { level: 1 });
  await writeFile(
    join(where, `${accountId}_CloudTrail_${region}_${stamp}_${file}.json.gz`),
    content,
  );
}

function makeRecord(
  id: string,
  time: string,
  random: () => number,
  expected: Map<string, Expected>,
): string {
  const dice = random();
  if (dice < 0.4) {
    return record({ id, time, name: "GetParameter", source: "ssm.amazonaws.com", rest: "" });
  }
  if (dice < 0.7) {
    const rest = `"requestParameters":{"encryptionContext":{"aws:s3:arn":"arn:aws:s3:::logs/${id}"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"},`;
    return record({ id, time, name: "Decrypt", by: "s3.amazonaws.com", rest });
  }
  const arn = dataSets[Math.floor(random() * dataSets.length)] ?? "";
  const found = expected.get(arn) ?? { key: keys[0] };
  expected.set(arn, found);
  const name =
    dice < 0.72
      ? found.since === undefined || found.retired !== undefined || random() < 0.5
        ? "CreateGrant"
        : "RetireGrant"
      : dice < 0.76
        ? "GenerateDataKey"
        : "Decrypt";
  if (name === "GenerateDataKey") found.lastDataKey = time;
  else if (name === "Decrypt") found.lastDecrypt = time;
  else if (name === "RetireGrant" && time > (found.since ?? "")) found.retired = time;
  else if (name === "CreateGrant") {
    // Two grants of a data set in one second would be told apart by chance.
    if (found.since === time) return record({ id, time, name: "ListKeys", rest: "" });
    found.key = keys[Math.floor(random() * keys.length)] ?? "";
    found.since = time;
    found.retired = undefined;
  }
  return record({
    ...{ id, time, name, key: found.key ?? keys[0] ?? "" },
    rest: `"requestParameters":{"constraints":{"encryptionContextSubset":{"aws:quicksight:arn":"${arn}"}},"keyId":"${found.key ?? keys[0] ?? ""}","granteePrincipal":"quicksight.amazonaws.com"},`,
  });
}

interface RecordParts {
  readonly id: string;
  readonly time: string;
  readonly name: string;
  readonly source?: string;
  readonly by?: string;
  readonly key?: string;
  readonly rest: string;
}

/** A record of CloudTrail, about a kilobyte, as they are. */
function record({
  id,
  time,
  name,
  source = "kms.amazonaws.com",
  by = "quicksight.amazonaws.com",
  key = keys[0] ?? "",
  rest,
}: RecordParts): string {
  const { accountId, region } = scope;
  return `{"eventVersion":"1.11","userIdentity":{"type":"AWSService","principalId":"AROAEXAMPLE:${id}","arn":"arn:aws:sts::${accountId}:assumed-role/some-role/${id}","invokedBy":"${by}"},"eventTime":"${time}","eventSource":"${source}","eventName":"${name}","awsRegion":"${region}","sourceIPAddress":"${by}","userAgent":"${by}",${rest}"responseElements":null,"requestID":"${randomUUID()}","eventID":"${randomUUID()}","readOnly":true,"resources":[{"accountId":"${accountId}","type":"AWS::KMS::Key","ARN":"${key}"}],"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"${accountId}","sharedEventID":"${randomUUID()}","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"kms.${region}.amazonaws.com"}}`;
}

/** The same numbers each time (a linear congruential generator, Numerical Recipes). */
function startRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
