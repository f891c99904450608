import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { Resource } from "../resource.ts";

type RolePolicyInputs = { role: string; name: string; namePrefix?: string; policy: string };

/** `aws.iam.RolePolicy`; its id is `ROLE:NAME`. */
export const iamRolePolicy: Resource<RolePolicyInputs> = {
  type: "aws:iam/rolePolicy:RolePolicy",
  inputs: ["role", "name", "namePrefix", "policy"],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 128 },
  notFound: ["NoSuchEntity", "NoSuchEntityException"],

  async create(context, inputs) {
    const id = `${inputs.role}:${inputs.name}`;
    await this.update?.(context, id, inputs, {});
    return id;
  },

  async read(context, id) {
    const found = await context.client(IAMClient).send(new GetRolePolicyCommand(parseId(id)));
    const policy = decodeURIComponent(found.PolicyDocument ?? "");
    return { role: found.RoleName, name: found.PolicyName, policy };
  },

  async update(context, id, { policy }) {
    await context
      .client(IAMClient)
      .send(new PutRolePolicyCommand({ ...parseId(id), PolicyDocument: policy }));
  },

  async delete(context, id) {
    await context.client(IAMClient).send(new DeleteRolePolicyCommand(parseId(id)));
  },
};

function parseId(id: string) {
  const [RoleName = "", PolicyName = ""] = id.split(":");
  return { RoleName, PolicyName };
}
