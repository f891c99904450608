import { createHash, randomUUID } from "node:crypto";
import type { RegisterUserCommandInput } from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import type { Checked } from "../handler.ts";

/** Who a registration is for: the name that QuickSight gives and the id behind it. */
export interface Identity {
  readonly userName: string;
  readonly principalId: string;
  /** The role behind it, where IAM's id of it is known. */
  readonly role?: { readonly name: string; readonly id: string };
}

/**
 * Works out the name of a new user.
 *
 * An assumed role gives `RoleName/SessionName`, an IAM user its own name, and only a QUICKSIGHT user
 * brings a name along: with IamArn or SessionName it is refused (hashicorp/terraform-provider-aws#43876).
 *
 * @param findRoleId asks for IAM's id of a role; `undefined` where it is not known
 * @throws ApiError InvalidParameterValueException; the words are ours.
 */
export async function identityOf(
  input: Checked<RegisterUserCommandInput>,
  findRoleId: (roleName: string) => Promise<string | undefined>,
): Promise<Identity> {
  const { IdentityType, IamArn, SessionName, UserName } = input;
  if (UserName !== undefined && (IamArn !== undefined || SessionName !== undefined)) {
    throw invalid("UserName must not be set together with IamArn or SessionName.");
  }
  switch (IdentityType) {
    case "QUICKSIGHT":
      if (UserName === undefined) {
        throw invalid("UserName must be set for the identity type QUICKSIGHT.");
      }
      return { userName: UserName, principalId: `user/${randomUUID()}` };
    case "IAM":
      return iamIdentity(IamArn, SessionName, findRoleId);
    default:
      throw new ApiError(
        "NotSimulatedException",
        `This simulator does not have the identity type ${IdentityType}, which AWS has.`,
      );
  }
}

async function iamIdentity(
  iamArn: string | undefined,
  sessionName: string | undefined,
  findRoleId: (roleName: string) => Promise<string | undefined>,
): Promise<Identity> {
  if (iamArn === undefined) {
    throw invalid("IamArn must be set for the identity type IAM.");
  }
  const [, kind, path = ""] = /^arn:[\w-]+:iam::\d{12}:(user|role)\/(.+)$/.exec(iamArn) ?? [];
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "") {
    throw invalid("IamArn must be the ARN of an IAM user or role.");
  }
  if (kind === "user") {
    return { userName: name, principalId: `federated/iam/${uniqueId("AIDA", iamArn)}` };
  }
  if (sessionName === undefined) {
    throw invalid("SessionName must be set when IamArn is the ARN of a role.");
  }
  const id = await findRoleId(name);
  return {
    userName: `${name}/${sessionName}`,
    principalId: `federated/iam/${id ?? uniqueId("AROA", iamArn)}:${sessionName}`,
    ...(id !== undefined && { role: { name, id } }),
  };
}

// Stands for IAM's unique id of the user or role, which stays the same from one registration to the next.
function uniqueId(prefix: string, arn: string): string {
  return prefix + createHash("sha256").update(arn).digest("hex").slice(0, 17).toUpperCase();
}

function invalid(message: string): ApiError {
  return new ApiError("InvalidParameterValueException", message);
}
