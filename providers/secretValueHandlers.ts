import { createHash } from "node:crypto";
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

/** Gives the secret its content. What a killed run made up and put there is taken up: somebody may have it by now. */
export function createSecretValue(
  news: Stored<SecretValueState>,
  context: ProviderContext,
): Promise<{ id: string; outs: SecretValueState }> {
  return withPlainErrors(`giving ${news.secretArn} its content`, () =>
    withClient(news, context, async (client) => {
      const token = news.environment === "" ? firstVersionOf(news) : undefined;
      const versionId = await putContent(client, news, context.environment, token);
      return { id: news.secretArn, outs: stateOf({ ...news, versionId }) };
    }),
  );
}

/** The same in every run that makes up the first content of this secret. */
function firstVersionOf({ secretArn, round }: SecretValueState): string {
  return createHash("sha256").update(`${secretArn} ${round}`).digest("hex");
}

/** Gives it once more where that is asked for, and else makes ours current again: for that nobody needs to know it. */
export function updateSecretValue(
  olds: Stored<SecretValueState>,
  news: Stored<SecretValueState>,
  context: ProviderContext,
): Promise<{ outs: SecretValueState }> {
  return withPlainErrors(`changing the content of ${news.secretArn}`, () =>
    withClient(news, context, async (client) => {
      const { versionId = "" } = olds;
      const isAsked = contentFields.some((field) => olds[field] !== news[field]);
      const isThere =
        !isAsked && (news.rotates || (await restoreVersion(client, news.secretArn, versionId)));
      if (isThere) return { outs: stateOf({ ...news, versionId }) };
      if (!isAsked && news.environment === "") {
        throw new Error(
          `its version ${versionId}, which was made up, is not there any more, so that it cannot be put back; give the user of the database what is there now, or raise round for another one`,
        );
      }
      const put = await putContent(client, news, context.environment);
      return { outs: stateOf({ ...news, versionId: put }) };
    }),
  );
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
      return `version ${now ?? "none"} is current, which no run put there`;
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
  use: (client: ReturnType<typeof openSecrets>) => Promise<T>,
): Promise<T> {
  const client = openSecrets({ region, profile });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
