import {
  AddPermissionCommand,
  GetPolicyCommand,
  LambdaClient,
  RemovePermissionCommand,
} from "@aws-sdk/client-lambda";
import { randomBytes } from "node:crypto";
import type { Bag, Resource } from "../resource.ts";
import { isBag } from "../values.ts";

type PermissionInputs = {
  action: string;
  eventSourceToken?: string;
  function: string;
  principal: string;
  principalOrgId?: string;
  qualifier?: string;
  sourceAccount?: string;
  sourceArn?: string;
  statementId?: string;
  statementIdPrefix?: string;
};

/** `aws.lambda.Permission`; its id is that of the statement. Every change makes it anew. */
export const lambdaPermission: Resource<PermissionInputs> = {
  type: "aws:lambda/permission:Permission",
  inputs: [
    "action",
    "eventSourceToken",
    "function",
    "principal",
    "principalOrgId",
    "qualifier",
    "sourceAccount",
    "sourceArn",
    "statementId",
    "statementIdPrefix",
  ],
  notFound: ["ResourceNotFoundException"],

  async create(context, inputs) {
    const { statementIdPrefix: prefix = "terraform-" } = inputs;
    const StatementId = inputs.statementId ?? `${prefix}${randomBytes(13).toString("hex")}`;
    await context.client(LambdaClient).send(
      new AddPermissionCommand({
        ...placeOf(inputs),
        Action: inputs.action,
        EventSourceToken: inputs.eventSourceToken,
        Principal: inputs.principal,
        PrincipalOrgID: inputs.principalOrgId,
        SourceAccount: inputs.sourceAccount,
        SourceArn: inputs.sourceArn,
        StatementId,
      }),
    );
    return StatementId;
  },

  async read(context, id, { function: name = "", qualifier }) {
    const place = placeOf({ function: name, ...(qualifier ? { qualifier } : {}) });
    const { Policy = "{}" } = await context.client(LambdaClient).send(new GetPolicyCommand(place));
    const { Statement = [] } = JSON.parse(Policy) as { Statement?: Bag[] };
    const found = Statement.find(({ Sid }) => Sid === id);
    if (found === undefined) return undefined;
    const { Action: action, Principal: principal } = found;
    return {
      action,
      ...conditionsOf(found.Condition),
      function: name,
      principal: isBag(principal) ? (principal.Service ?? principal.AWS) : principal,
      qualifier,
      statementId: id,
    };
  },

  async delete(context, id, { function: name = "", qualifier }) {
    const place = placeOf({ function: name, ...(qualifier ? { qualifier } : {}) });
    await context
      .client(LambdaClient)
      .send(new RemovePermissionCommand({ ...place, StatementId: id }));
  },
};

function placeOf({ function: name, qualifier }: { function: string; qualifier?: string }) {
  return { FunctionName: name, ...(qualifier === undefined ? {} : { Qualifier: qualifier }) };
}

/** Lambda writes them into conditions (API reference of AddPermission). */
function conditionsOf(condition: unknown): Bag {
  const flat = isBag(condition) ? Object.values(condition).filter(isBag) : [];
  const by = Object.fromEntries(
    flat.flatMap((one) => Object.entries(one)).map(([key, value]) => [key.toLowerCase(), value]),
  );
  return {
    eventSourceToken: by["lambda:eventsourcetoken"],
    principalOrgId: by["aws:principalorgid"],
    sourceAccount: by["aws:sourceaccount"],
    sourceArn: by["aws:sourcearn"],
  };
}
