import { AccessDeniedException, paginateListNamespaces } from "@aws-sdk/client-quicksight";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import pLimit, { type LimitFunction } from "p-limit";
import type { GivingApi } from "../../aws/api.ts";
import { describeError } from "../../aws/describeError.ts";
import type { NamespaceScope } from "../../aws/scope.ts";
import { describeElsewhere } from "../describeElsewhere.ts";
import { describeUser } from "../describeUser.ts";
import { pageSize } from "../pageSize.ts";
import { selfRegistration } from "../step.ts";
import { RegisteredElsewhere } from "./registeredElsewhere.ts";

/** Calls that one run spends on finding people in other namespaces: ten people in every namespace of an account's 100. */
const mostAsked = 1000;
/** People who are looked for side by side; each begins where the last one was found. */
const atOnce = 4;

/** What a run knows of the other namespaces. */
interface Search {
  /** The most likely first. */
  readonly namespaces: Promise<string[]>;
  readonly limit: LimitFunction;
  asked: number;
}

/** One for each run: rows that were moved to another tenant are many people of one namespace. */
const searches = new WeakMap<QuickSightClient, Search>();

/**
 * Looks for somebody whom QuickSight says to have, and whose own namespace has not.
 *
 * @throws {RegisteredElsewhere} naming the namespace, the role and what to do, or why they could not be looked for
 */
export async function requireNowhereElse(
  { reading: { identity } }: GivingApi,
  scope: NamespaceScope,
  session: string,
): Promise<void> {
  const search = searches.get(identity) ?? begin(identity, scope);
  searches.set(identity, search);
  await search.limit(() => lookIn(search, identity, scope, session));
}

function begin(client: QuickSightClient, { accountId }: NamespaceScope): Search {
  return { namespaces: listNamespaces(client, accountId), limit: pLimit(atOnce), asked: 0 };
}

async function listNamespaces(client: QuickSightClient, AwsAccountId: string): Promise<string[]> {
  const names = [selfRegistration];
  const pages = paginateListNamespaces({ client, pageSize }, { AwsAccountId });
  for await (const { Namespaces = [] } of pages) {
    for (const { Name, CreationStatus } of Namespaces) {
      if (Name !== undefined && CreationStatus === "CREATED" && !names.includes(Name)) {
        names.push(Name);
      }
    }
  }
  return names;
}

async function lookIn(
  search: Search,
  client: QuickSightClient,
  scope: NamespaceScope,
  session: string,
): Promise<void> {
  try {
    const namespaces = await search.namespaces;
    for (const namespace of namespaces.filter((name) => name !== scope.namespace)) {
      if (search.asked >= mostAsked) {
        throw new RegisteredElsewhere(
          `is in another namespace, which was not looked for any more after ${mostAsked} calls for others; ${remedy}`,
        );
      }
      search.asked += 1;
      const there = { ...scope, namespace };
      const user = await describeUser(client, there, session);
      if (user === undefined) continue;
      namespaces.unshift(...namespaces.splice(namespaces.indexOf(namespace), 1));
      throw new RegisteredElsewhere(describeElsewhere(there, session, user.Role ?? "UNKNOWN"));
    }
  } catch (error) {
    if (!(error instanceof AccessDeniedException)) throw error;
    throw new RegisteredElsewhere(
      `is in another namespace, which could not be looked for (${describeError(error)}); ${remedy}`,
    );
  }
}

const remedy =
  "if their rows came from another tenant, run its stack first, which removes them there, and this one again";
