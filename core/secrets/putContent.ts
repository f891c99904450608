import { randomUUID } from "node:crypto";
import {
  GetRandomPasswordCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { contentIn } from "./contentIn.ts";
import { restoreVersion } from "./restoreVersion.ts";
import type { SecretContent } from "./secretContent.ts";

/**
 * Gives a secret its content, from the environment or made up, as its current version. The one before stays there under `AWSPREVIOUS`.
 *
 * @param token the id of the version, 32 to 64 characters (API reference of PutSecretValue, `ClientRequestToken`): one that is there is what
 *   a killed run put, and is made current, as somebody may have it by now; absent: another one each time
 * @returns the id of the version
 * @throws an error of AWS, and when the environment does not have the content
 */
export async function putContent(
  client: SecretsManagerClient,
  wanted: SecretContent,
  environment: Readonly<Record<string, string | undefined>>,
  token?: string,
): Promise<string> {
  const { secretArn: SecretId } = wanted;
  if (token !== undefined && (await restoreVersion(client, SecretId, token))) return token;
  const SecretString = await contentOf(client, wanted, environment);
  const ClientRequestToken = token ?? randomUUID();
  await client.send(new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken }));
  return ClientRequestToken;
}

async function contentOf(
  client: SecretsManagerClient,
  { environment: name, username, length, exclude }: SecretContent,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  if (name === "") {
    const { RandomPassword: password = "" } = await client.send(
      new GetRandomPasswordCommand({ PasswordLength: length, ExcludeCharacters: exclude }),
    );
    return JSON.stringify({ username, password });
  }
  const { content, problem } = contentIn(environment, name);
  if (content === undefined) throw new Error(problem);
  return content;
}
