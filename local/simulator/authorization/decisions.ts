import { GetAccountAuthorizationDetailsCommand, IAMClient } from "@aws-sdk/client-iam";
import { type Caller, findCaller } from "../upstream/caller.ts";
import { decide } from "../upstream/iam.ts";
import { answered, isRefused, withClient } from "../upstream/upstream.ts";
import type { Upstream } from "../upstream/upstream.ts";
import type { Right } from "./rightsOf.ts";

/** How long it is taken for granted that nobody has changed IAM, in milliseconds. */
const lifeMs = 200;

/** What IAM said, for as long as it has not changed. */
export interface Decisions {
  /** Who calls; undefined for keys that nobody has. */
  readonly callerOf: (accessKeyId: string) => Promise<Caller | undefined>;
  /** What IAM says of a right of a user or a role. */
  readonly decide: (principal: string, right: Right) => Promise<string | undefined>;
}

interface Remembered {
  /** All of IAM as it was when it was asked. */
  readonly iam: string;
  /** What no policy in it tells apart gets one decision. */
  readonly classOf: (resource: string) => string;
  readonly callers: Map<string, Promise<Caller | undefined>>;
  readonly decisions: Map<string, Promise<string | undefined>>;
}

/**
 * Asks the emulator's IAM, and remembers what it said until IAM changes, which is looked at five times a second. Resources on which
 * the same patterns of all policies fit get the same decision, so that thousands of people cost one simulation.
 */
export function createDecisions(upstream: Upstream): Decisions {
  let remembered: Remembered | undefined;
  let looking: { readonly at: number; readonly current: Promise<Remembered> } | undefined;
  const look = async (): Promise<Remembered> => {
    const iam = await readIam(upstream);
    if (remembered?.iam !== iam) {
      const empty = { callers: new Map(), decisions: new Map() };
      remembered = { iam, classOf: classifier(iam), ...empty };
    }
    return remembered;
  };
  const current = (): Promise<Remembered> => {
    if (looking === undefined || Date.now() - looking.at > lifeMs) {
      looking = { at: Date.now(), current: look() };
    }
    return looking.current;
  };
  return {
    callerOf: async (accessKeyId) => {
      const { callers } = await current();
      return remember(callers, accessKeyId, () => findCaller(upstream, accessKeyId));
    },
    decide: async (principal, { action, resource }) => {
      const { decisions, classOf } = await current();
      const key = `${principal} ${action} ${classOf(resource)}`;
      return remember(decisions, key, () =>
        withClient(new IAMClient(upstream), (iam) => decide(iam, principal, action, resource)),
      );
    },
  };
}

function remember<T>(
  known: Map<string, Promise<T>>,
  key: string,
  ask: () => Promise<T>,
): Promise<T> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const asked = ask();
  known.set(key, asked);
  // What could not be asked is asked again.
  asked.catch(() => known.delete(key));
  return asked;
}

/** Users, groups, roles and policies, as one text. */
async function readIam(upstream: Upstream): Promise<string> {
  return withClient(new IAMClient(upstream), async (iam) => {
    const answer = await answered(iam.send(new GetAccountAuthorizationDetailsCommand({})));
    if (isRefused(answer)) return "";
    const { UserDetailList, GroupDetailList, RoleDetailList, Policies } = answer;
    return JSON.stringify([UserDetailList, GroupDetailList, RoleDetailList, Policies]);
  });
}

/** Tells resources apart as the policies do: by which of their patterns fit. */
function classifier(iam: string): (resource: string) => string {
  const patterns = new Set<string>();
  for (const [, document = ""] of iam.matchAll(/"(?:PolicyDocument|Document)":"([^"]*)"/g)) {
    collectPatterns(JSON.parse(decodeURIComponent(document)), patterns);
  }
  const list = [...patterns];
  // Variables stand for what differs from caller to caller.
  if (list.some((pattern) => pattern.includes("${"))) return (resource) => resource;
  const tests = list.map(toRegExp);
  const known = new Map<string, string>();
  return (resource) => {
    const before = known.get(resource);
    if (before !== undefined) return before;
    const found = tests.flatMap((test, index) => (test.test(resource) ? [index] : [])).join();
    known.set(resource, found);
    return found;
  };
}

function collectPatterns(document: unknown, into: Set<string>): void {
  const { Statement = [] } = document as { readonly Statement?: Statement | Statement[] };
  for (const { Resource = [], NotResource = [] } of [Statement].flat()) {
    for (const pattern of [Resource, NotResource].flat(2)) into.add(pattern);
  }
}

interface Statement {
  readonly Resource?: string | string[];
  readonly NotResource?: string | string[];
}

function toRegExp(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}
