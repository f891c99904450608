import {
  CreateAliasCommand,
  DeleteAliasCommand,
  KMSClient,
  paginateListAliases,
  UpdateAliasCommand,
} from "@aws-sdk/client-kms";
import type { Resource } from "../resource.ts";

type AliasInputs = { name: string; namePrefix?: string; targetKeyId: string };

/** `aws.kms.Alias`; its id is its name, `alias/` included. */
export const kmsAlias: Resource<AliasInputs> = {
  type: "aws:kms/alias:Alias",
  inputs: ["name", "namePrefix", "targetKeyId"],
  naming: { input: "name", prefixInput: "namePrefix", start: "alias/", maxLength: 256 },
  notFound: ["NotFoundException"],

  async create(context, { name, targetKeyId }) {
    await context
      .client(KMSClient)
      .send(new CreateAliasCommand({ AliasName: name, TargetKeyId: targetKeyId }));
    return name;
  },

  async read(context, name, { targetKeyId = "" }) {
    for await (const page of paginateListAliases({ client: context.client(KMSClient) }, {})) {
      const alias = page.Aliases?.find(({ AliasName }) => AliasName === name);
      if (alias === undefined) continue;
      const { AliasArn = "", TargetKeyId = "" } = alias;
      const targetKeyArn = AliasArn.replace(name, `key/${TargetKeyId}`);
      // The program may name the key by its ARN.
      const target = targetKeyId === targetKeyArn ? targetKeyArn : TargetKeyId;
      return { name, arn: AliasArn, targetKeyId: target, targetKeyArn };
    }
    return undefined;
  },

  async update(context, name, { targetKeyId }) {
    await context
      .client(KMSClient)
      .send(new UpdateAliasCommand({ AliasName: name, TargetKeyId: targetKeyId }));
  },

  async delete(context, name) {
    await context.client(KMSClient).send(new DeleteAliasCommand({ AliasName: name }));
  },
};
