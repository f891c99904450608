import { createHash, randomUUID } from "node:crypto";
import type { RegisterUserCommandInput } from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import type { Checked } from "../handler.ts";

/** Who a registration is for: the name that QuickSight gives and the id behind it. */
export interface Identity {
  readonly userName: string;
  readonly principalId: string;
}

/**
 * Works out the name of a new user.
 *
 * An assumed role gives `RoleName/SessionName`, an IAM user its own name, and only a QUICKSIGHT user
 * brings a name along: with IamArn or SessionName it is refused (hashicorp/terraform-provider-aws#43876).
 *
 * @throws ApiError InvalidParameterValueException; the words are ours.
 */
export function identityOf(input: Checked<RegisterUserCommandInput>): Identity {
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
      return iamIdentity(IamArn, SessionName);
    default:
      throw new ApiError(
        "NotSimulatedException",
        `This simulator does not have the identity type ${IdentityType}, which AWS has.`,
      );
  }
}

function iamIdentity(iamArn: string | undefined, sessionName: string | undefined): Identity {
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
  return {
    userName: `${name}/${sessionName}`,
    principalId: `federated/iam/${uniqueId("AROA", iamArn)}:${sessionName}`,
  };
}

// Stands for IAM's unique id of the user or role, which stays the same from one registration to the next.
function uniqueId(prefix: string, arn: string): string {
  return prefix + createHash("sha256").update(arn).digest("hex").slice(0, 17).toUpperCase();
}

function invalid(message: string): ApiError {
  return new ApiError("InvalidParameterValueException", message);
}
