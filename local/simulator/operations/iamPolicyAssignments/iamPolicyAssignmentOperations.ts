import type {
  CreateIAMPolicyAssignmentCommandInput,
  CreateIAMPolicyAssignmentCommandOutput,
  DeleteIAMPolicyAssignmentCommandInput,
  DeleteIAMPolicyAssignmentCommandOutput,
  DescribeIAMPolicyAssignmentCommandInput,
  DescribeIAMPolicyAssignmentCommandOutput,
  ListIAMPolicyAssignmentsCommandInput,
  ListIAMPolicyAssignmentsCommandOutput,
  ListIAMPolicyAssignmentsForUserCommandInput,
  ListIAMPolicyAssignmentsForUserCommandOutput,
  UpdateIAMPolicyAssignmentCommandInput,
  UpdateIAMPolicyAssignmentCommandOutput,
} from "@aws-sdk/client-quicksight";
import { randomUUID } from "node:crypto";
import type { IamPolicyAssignment, Namespace, User } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import { requireGroup } from "../groups/groupRecord.ts";
import type { Handler, OperationGroup } from "../handler.ts";
import { page } from "../page.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { requireUser } from "../users/userRecord.ts";

/** Names are unique in a namespace (API reference of CreateIAMPolicyAssignment). */
const create: Handler<
  CreateIAMPolicyAssignmentCommandInput,
  CreateIAMPolicyAssignmentCommandOutput
> = ({ input }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  const { AssignmentName: name, AssignmentStatus: status, PolicyArn: policyArn } = input;
  if (namespace.iamPolicyAssignments.has(name)) {
    const message = `IAMPolicyAssignment ${name} already exists.`;
    throw new ApiError("ResourceExistsException", message, "IAMPOLICY_ASSIGNMENT");
  }
  const assignment: IamPolicyAssignment = {
    ...{ id: randomUUID(), name, status, policyArn },
    identities: checkIdentities(namespace, input.Identities),
  };
  namespace.iamPolicyAssignments.set(name, assignment);
  return show(assignment);
};

const update: Handler<
  UpdateIAMPolicyAssignmentCommandInput,
  UpdateIAMPolicyAssignmentCommandOutput
> = ({ input }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  const assignment = requireAssignment(namespace, input.AssignmentName);
  const identities = input.Identities && checkIdentities(namespace, input.Identities);
  Object.assign(assignment, {
    status: input.AssignmentStatus ?? assignment.status,
    policyArn: input.PolicyArn ?? assignment.policyArn,
    identities: identities ?? assignment.identities,
  });
  return show(assignment);
};

const describe: Handler<
  DescribeIAMPolicyAssignmentCommandInput,
  DescribeIAMPolicyAssignmentCommandOutput
> = ({ input, accountId }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  const assignment = requireAssignment(namespace, input.AssignmentName);
  return { IAMPolicyAssignment: { AwsAccountId: accountId, ...show(assignment) } };
};

const remove: Handler<
  DeleteIAMPolicyAssignmentCommandInput,
  DeleteIAMPolicyAssignmentCommandOutput
> = ({ input }, store) => {
  const namespace = requireNamespace(store, input.Namespace);
  const { name } = requireAssignment(namespace, input.AssignmentName);
  namespace.iamPolicyAssignments.delete(name);
  return { AssignmentName: name };
};

const list: Handler<ListIAMPolicyAssignmentsCommandInput, ListIAMPolicyAssignmentsCommandOutput> = (
  call,
  store,
) => {
  const { Namespace: name, AssignmentStatus } = call.input;
  const { iamPolicyAssignments } = requireNamespace(store, name);
  const options = {
    scope: `${name}|${AssignmentStatus ?? ""}`,
    where: ({ status }: IamPolicyAssignment) =>
      AssignmentStatus === undefined || status === AssignmentStatus,
  };
  const { items, NextToken } = page(call, iamPolicyAssignments, options, (assignment) => ({
    AssignmentName: assignment.name,
    AssignmentStatus: assignment.status,
  }));
  return { IAMPolicyAssignments: items, NextToken };
};

/** Those that are enabled and have a policy, of the user and of the groups that they are in (API reference). */
const listForUser: Handler<
  ListIAMPolicyAssignmentsForUserCommandInput,
  ListIAMPolicyAssignmentsForUserCommandOutput
> = (call, store) => {
  const namespace = requireNamespace(store, call.input.Namespace);
  const user = requireUser(namespace, call.input.UserName);
  const options = {
    scope: `${namespace.name}|${user.name}`,
    where: (assignment: IamPolicyAssignment) =>
      assignment.status === "ENABLED" && isAbout(assignment, user),
  };
  const { iamPolicyAssignments } = namespace;
  const { items, NextToken } = page(call, iamPolicyAssignments, options, (assignment) => ({
    AssignmentName: assignment.name,
    PolicyArn: assignment.policyArn,
  }));
  return { ActiveAssignments: items, NextToken };
};

function isAbout({ identities }: IamPolicyAssignment, { name, groups }: User): boolean {
  const { USER = [], GROUP = [] } = identities;
  return USER.includes(name) || GROUP.some((group) => groups.has(group));
}

/** The keys are of the API reference's example; that who is named must exist is not confirmed. */
function checkIdentities(
  namespace: Namespace,
  identities: Readonly<Record<string, readonly string[]>> = {},
): IamPolicyAssignment["identities"] {
  const given = new Map(
    Object.entries(identities).map(([kind, names]) => [kind.toUpperCase(), names]),
  );
  const unknown = [...given.keys()].find((kind) => kind !== "USER" && kind !== "GROUP");
  if (unknown !== undefined) {
    throw new ApiError("InvalidParameterValueException", `Identities can't have ${unknown}.`);
  }
  const { USER = [], GROUP = [] } = Object.fromEntries(given);
  USER.forEach((name) => requireUser(namespace, name));
  GROUP.forEach((name) => requireGroup(namespace, name));
  return { USER: [...USER], GROUP: [...GROUP] };
}

function requireAssignment({ iamPolicyAssignments }: Namespace, name: string): IamPolicyAssignment {
  const assignment = iamPolicyAssignments.get(name);
  if (assignment !== undefined) return assignment;
  const message = `IAMPolicyAssignment ${name} not found.`;
  throw new ApiError("ResourceNotFoundException", message, "IAMPOLICY_ASSIGNMENT");
}

function show({ id, name, status, policyArn, identities }: IamPolicyAssignment) {
  return {
    AssignmentId: id,
    AssignmentName: name,
    AssignmentStatus: status,
    PolicyArn: policyArn,
    Identities: Object.fromEntries(
      Object.entries(identities)
        .filter(([, names]) => names.length > 0)
        .map(([kind, names]) => [kind, [...names]]),
    ),
  };
}

/** Policies of IAM for people and groups. Whether such a policy allows anything is not looked at. */
export const iamPolicyAssignmentOperations: OperationGroup = {
  scope: "identity",
  handlers: {
    CreateIAMPolicyAssignment: create,
    DeleteIAMPolicyAssignment: remove,
    DescribeIAMPolicyAssignment: describe,
    ListIAMPolicyAssignments: list,
    ListIAMPolicyAssignmentsForUser: listForUser,
    UpdateIAMPolicyAssignment: update,
  },
};
