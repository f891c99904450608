import { get } from "node:https";
import {
  GetAccessKeyLastUsedCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { ApiError } from "../operations/apiError.ts";
import { answered, isRefused, withClient } from "./upstream.ts";
import type { Upstream } from "./upstream.ts";

/** Who calls. */
export interface Caller {
  /** As AWS's messages name them. */
  readonly arn: string;
  /** The ARN of the user or role whose policies count; root has none. */
  readonly principal?: string;
}

/**
 * Finds who calls by their access key: root, a user, or the session of a role; undefined when the emulator does not know the key.
 *
 * No call of IAM tells of sessions, so the emulator has a route for them (`local/emulator/emulator.py`).
 */
export async function findCaller(
  upstream: Upstream,
  accessKeyId: string,
): Promise<Caller | undefined> {
  const account = upstream.credentials.accessKeyId;
  if (accessKeyId === account) return { arn: `arn:aws:iam::${account}:root` };
  return accessKeyId.startsWith("ASIA")
    ? findSession(upstream, accessKeyId)
    : findUser(upstream, accessKeyId);
}

function findUser(upstream: Upstream, accessKeyId: string): Promise<Caller | undefined> {
  return withClient(new IAMClient(upstream), async (iam) => {
    const used = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
    const key = await answered(iam.send(used));
    if (isRefused(key) || key.UserName === undefined) return undefined;
    const user = await answered(iam.send(new GetUserCommand({ UserName: key.UserName })));
    const arn = isRefused(user) ? undefined : user.User?.Arn;
    return arn === undefined ? undefined : { arn, principal: arn };
  });
}

async function findSession(upstream: Upstream, accessKeyId: string): Promise<Caller | undefined> {
  const arn = await readSession(upstream, accessKeyId);
  const RoleName = /:assumed-role\/([^/]+)\//.exec(arn ?? "")?.[1];
  if (arn === undefined || RoleName === undefined) return undefined;
  return withClient(new IAMClient(upstream), async (iam) => {
    const answer = await answered(iam.send(new GetRoleCommand({ RoleName })));
    const principal = isRefused(answer) ? undefined : answer.Role?.Arn;
    return principal === undefined ? undefined : { arn, principal };
  });
}

async function readSession(upstream: Upstream, accessKeyId: string): Promise<string | undefined> {
  const url = `${upstream.endpoint}/_local/sessions/${accessKeyId}`;
  try {
    const { arn } = JSON.parse(await read(url, upstream)) as { arn?: string | null };
    return arn ?? undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(
      "InternalFailureException",
      `The emulator does not tell whose temporary keys these are: ${reason}`,
    );
  }
}

function read(url: string, { requestHandler }: Upstream): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { ca: requestHandler?.httpsAgent.ca }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => {
        resolve(text);
      });
    }).on("error", reject);
  });
}
