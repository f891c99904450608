import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

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
  /** The objects of the bucket, by key. */
  readonly objects: Map<string, string>;
  /** The calls of KMS in their order: `DisableKey`. */
  readonly calls: string[];
  /** The code of the error that a call of KMS, or of S3 (`PUT keys/access/…`), gets in place of its answer. */
  refuse: (call: string, keyArn: string) => string | undefined;
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
  const calls: string[] = [];
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
    return { status: 200, body: answer(key, asked) };
  };
  const askS3 = (method: string, key: string, body: string) => {
    const error = site.refuse(`${method} ${key}`, "");
    if (error !== undefined) return { status: 403, body: `<Error><Code>${error}</Code></Error>` };
    if (method === "PUT") objects.set(key, body);
    if (method === "DELETE") objects.delete(key);
    const found = objects.get(key);
    return method === "GET" && found === undefined
      ? { status: 404, body: "<Error><Code>NoSuchKey</Code></Error>" }
      : { status: 200, body: method === "GET" ? (found ?? "") : "" };
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
        const path = decodeURIComponent(new URL(url, "http://server").pathname);
        const { status, body } = askS3(method, path.split("/").slice(2).join("/"), text);
        response.writeHead(status, { etag: `"${Buffer.byteLength(text)}"` }).end(body);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const site: KeyServer = {
    ...{ keys, objects, calls, refuse: () => undefined, meddle: () => undefined },
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REQUEST_CHECKSUM_CALCULATION: "WHEN_REQUIRED",
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return site;
}
