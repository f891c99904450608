import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { type BucketAnswer, type BucketRequest, memoryBucket } from "./memoryBucket.ts";

/** A key as KMS has it. */
export interface ServedKey {
  state: string;
  policy: string;
  readonly tags: Map<string, string>;
}

/**
 * KMS, STS and a bucket in this process, one endpoint for all three: for what hangs on single answers, such as a refusal of one call about
 * one key. What a whole command does is tested with the emulator.
 */
export interface KeyServer {
  /** The environment of an AWS SDK that calls it. */
  readonly environment: Readonly<Record<string, string>>;
  /** By ARN; another one that is asked for is not found. */
  readonly keys: Map<string, ServedKey>;
  /** What was written into the bucket, by key; deleted by a run that has nothing to remember. */
  readonly objects: Map<string, string>;
  /** The calls of KMS in their order: `DisableKey`. */
  readonly calls: string[];
  /** The code of the error that a call of KMS, or of S3 (`PUT keys/access/…`), gets in place of its answer. */
  refuse: (call: string, keyArn: string) => string | undefined;
  /** Writes an object into the bucket past everything. */
  put(key: string, text: string): void;
  /** The requests of S3 in their order: `GET locks/@key-access.json`. */
  readonly requests: string[];
  /** What calls that only read show of a key meanwhile, by ARN: KMS does not show a change to all its servers at once. */
  readonly stale: Map<string, ServedKey>;
  /** Called before a call is answered: somebody else is faster. */
  meddle: (call: string, keyArn: string) => void;
  close(): void;
}

/** A key that is open. */
export function openKey(): ServedKey {
  const Statement = [{ Sid: "Administer", Effect: "Allow", Action: "kms:*", Resource: "*" }];
  return {
    ...{ state: "Enabled", policy: JSON.stringify({ Version: "2012-10-17", Statement }) },
    tags: new Map(),
  };
}

interface Asked {
  readonly KeyId: string;
  readonly Policy?: string;
  readonly Tags?: readonly { readonly TagKey: string; readonly TagValue: string }[];
  readonly TagKeys?: readonly string[];
}

/** What each call of KMS answers, and does to the key. */
const answers: Readonly<Record<string, (key: ServedKey, asked: Asked) => object>> = {
  DescribeKey: ({ state }, { KeyId }) => ({
    KeyMetadata: { KeyId, Arn: KeyId, KeyState: state, KeyManager: "CUSTOMER" },
  }),
  GetKeyPolicy: ({ policy: Policy }) => ({ Policy }),
  PutKeyPolicy: (key, { Policy = "" }) => {
    key.policy = Policy;
    return {};
  },
  ListResourceTags: ({ tags }) => ({
    Tags: [...tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
  }),
  TagResource: ({ tags }, { Tags = [] }) => {
    for (const { TagKey, TagValue } of Tags) tags.set(TagKey, TagValue);
    return {};
  },
  UntagResource: ({ tags }, { TagKeys = [] }) => {
    for (const key of TagKeys) tags.delete(key);
    return {};
  },
  DisableKey: (key) => {
    key.state = "Disabled";
    return {};
  },
  EnableKey: (key) => {
    key.state = "Enabled";
    return {};
  },
};

const caller = "arn:aws:sts::111122223333:assumed-role/ops/ana";
const identity = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${caller}</Arn><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** Starts it on 127.0.0.1. */
export async function startKeyServer(): Promise<KeyServer> {
  const keys: KeyServer["keys"] = new Map();
  const objects: KeyServer["objects"] = new Map();
  const stale: KeyServer["stale"] = new Map();
  const calls: string[] = [];
  const requests: string[] = [];
  const askKms = (call: string, asked: Asked): { status: number; body: object } => {
    calls.push(call);
    site.meddle(call, asked.KeyId);
    const key = keys.get(asked.KeyId);
    const error =
      site.refuse(call, asked.KeyId) ?? (key === undefined ? "NotFoundException" : undefined);
    const answer = answers[call];
    if (error !== undefined || key === undefined || answer === undefined) {
      return { status: 400, body: { __type: error ?? "UnknownOperationException", message: "no" } };
    }
    const isReading = /^(Describe|Get|List)/.test(call);
    const shown = isReading ? (stale.get(asked.KeyId) ?? key) : key;
    return { status: 200, body: answer(shown, asked) };
  };
  const bucket = memoryBucket();
  const askS3 = (request: BucketRequest): BucketAnswer["response"] => {
    const key = request.path.split("/").slice(2).join("/");
    requests.push(`${request.method} ${key}`);
    const error = site.refuse(`${request.method} ${key}`, "");
    if (error !== undefined) {
      return {
        statusCode: 403,
        headers: {},
        body: Readable.from([`<Error><Code>${error}</Code></Error>`]),
      };
    }
    if (request.method === "PUT") objects.set(key, request.body);
    if (request.method === "DELETE") objects.delete(key);
    return bucket.answer(request).response;
  };
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const { method = "", headers, url = "" } = request;
      const call = String(headers["x-amz-target"] ?? "").split(".")[1];
      if (call !== undefined) {
        const { status, body } = askKms(call, JSON.parse(text) as Asked);
        response.writeHead(status).end(JSON.stringify(body));
      } else if (url === "/") {
        response.end(identity);
      } else {
        const { pathname: path } = new URL(decodeURIComponent(url), "http://server");
        const answer = askS3({ method, path, headers, body: text });
        response.writeHead(answer.statusCode, answer.headers);
        answer.body.pipe(response);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const site: KeyServer = {
    ...{
      keys,
      objects,
      calls,
      requests,
      stale,
      refuse: () => undefined,
      meddle: () => undefined,
    },
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REQUEST_CHECKSUM_CALCULATION: "WHEN_REQUIRED",
    },
    put: (name, text) => {
      bucket.put(name, text);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return site;
}
