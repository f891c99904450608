import { createHash } from "node:crypto";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describeError } from "@quicksight-governance/core/aws";
import {
  current,
  currentOf,
  openSecrets,
  putContent,
  readVersions,
  restoreVersion,
} from "@quicksight-governance/core/secrets";
import { withPlainErrors } from "./plainError.ts";
import { identityFields, type SecretValueState } from "./secretValueState.ts";
import { diffStored, type ProviderContext, stateOf, type Stored } from "./stored.ts";

/** What a change of makes AWS get the content once more. */
const contentFields = ["environment", "username", "length", "exclude", "round"] as const;

/** What differs, and whether it makes another resource. */
export function diffSecretValue(
  olds: Stored<SecretValueState>,
  news: Stored<SecretValueState>,
): { changes: boolean; replaces: string[] } {
  return diffStored<SecretValueState>(olds, news, identityFields);
}

/** Gives the secret its content. */
export function createSecretValue(
  news: Stored<SecretValueState>,
  context: ProviderContext,
): Promise<{ id: string; outs: SecretValueState }> {
  return withPlainErrors(`giving ${news.secretArn} its content`, () =>
    withClient(news, context, async (client) => {
      const versionId = await putContent(client, news, context.environment, tokenOf(news, ""));
      return { id: news.secretArn, outs: stateOf({ ...news, versionId }) };
    }),
  );
}

/**
 * The version that is made up in place of another: the same in every run of the same settings on the same state, so that what a killed run
 * made up and put there is taken up, as somebody may have it by now.
 *
 * @param before the version of the state; empty: none
 * @returns undefined for what comes from the environment, which every run has alike
 */
function tokenOf(news: SecretValueState, before: string): string | undefined {
  if (news.environment !== "") return undefined;
  const { secretArn, round, username, length, exclude } = news;
  const about = JSON.stringify([secretArn, round, username, length, exclude, before]);
  return createHash("sha256").update(about).digest("hex");
}

/**
 * Gives it once more where that is asked for, and else makes ours current again: for that nobody needs to know it. Where a function rotates
 * it, or has until now, ours is what is current.
 */
export function updateSecretValue(
  olds: Stored<SecretValueState>,
  news: Stored<SecretValueState>,
  context: ProviderContext,
): Promise<{ outs: SecretValueState }> {
  return withPlainErrors(`changing the content of ${news.secretArn}`, () =>
    withClient(news, context, async (client) => ({
      outs: stateOf({ ...news, versionId: await settle(client, olds, news, context) }),
    })),
  );
}

/** Sees to the content, and returns the version that has it. */
async function settle(
  client: SecretsManagerClient,
  olds: SecretValueState,
  news: SecretValueState,
  { environment }: ProviderContext,
): Promise<string> {
  const { versionId = "" } = olds;
  if (contentFields.some((field) => olds[field] !== news[field])) {
    return putContent(client, news, environment, tokenOf(news, versionId));
  }
  if (olds.rotates || news.rotates) {
    const versions = await readVersions(client, news.secretArn);
    return (versions && currentOf(versions)) ?? versionId;
  }
  if (await restoreVersion(client, news.secretArn, versionId)) return versionId;
  if (news.environment === "") {
    throw new Error(
      `its version ${versionId}, which was made up, is not there any more, so that it cannot be put back; give the user of the database what is there now, or raise round for another one`,
    );
  }
  return putContent(client, news, environment);
}

/** Whether our content is current; gone with the secret. */
export async function readSecretValue(
  id: string,
  props: Stored<SecretValueState>,
  context: ProviderContext,
): Promise<{ id: string; props?: SecretValueState; inputs?: SecretValueState }> {
  const standing = await withClient(props, context, async (client) => {
    try {
      const versions = await readVersions(client, props.secretArn);
      if (versions === undefined) return undefined;
      const now = currentOf(versions);
      if (props.rotates || now === props.versionId) return current;
      return `version ${now ?? "none"} is current, and not the one that the last run left there`;
    } catch (error) {
      return `not known: ${describeError(error)}`;
    }
  });
  if (standing === undefined) return { id: "" };
  const read = stateOf({ ...props, standing });
  return { id, props: read, inputs: read };
}

async function withClient<T>(
  { region }: SecretValueState,
  { profile }: ProviderContext,
  use: (client: SecretsManagerClient) => Promise<T>,
): Promise<T> {
  const client = openSecrets({ region, profile });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
