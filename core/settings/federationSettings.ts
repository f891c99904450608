import { z } from "zod";
import { defaultFederationRole, roleArn, roleArnPattern, roleName, rolePath } from "./names.ts";

/** How people come in: through a role that the account stack makes, or one that exists. */
export const federationSettings = z
  .strictObject({
    samlProvider: z
      .string()
      .regex(/^[\w.-]{1,128}$/, "use the name of the IAM SAML provider, not its ARN")
      .optional()
      .describe(
        "Name of the IAM SAML provider that people sign in through, which the role that the stack makes trusts; it must exist.",
      ),
    role: roleName
      .optional()
      .describe(
        `Name of the IAM role that people sign in with; ${defaultFederationRole} when absent.`,
      ),
    existing: z
      .boolean()
      .default(false)
      .describe("True: somebody else made the role; it is used, never made, changed or deleted."),
    path: rolePath.optional().describe("The path of an existing role; / when absent."),
    roleArn: roleArn
      .optional()
      .describe("The ARN of an existing role, in place of its name and path."),
  })
  .refine(({ existing, samlProvider }) => existing || samlProvider !== undefined, {
    path: ["samlProvider"],
    message:
      "name the IAM SAML provider that people sign in through, or set existing: true for a role that is there",
  })
  .refine(
    ({ existing, path, roleArn: arn }) => existing || (path === undefined && arn === undefined),
    "path and roleArn are those of a role that exists: set existing: true, or leave them out",
  )
  .refine(
    ({ role, path, roleArn: arn }) =>
      arn === undefined || (role === undefined && path === undefined),
    "roleArn holds name and path: leave role and path out",
  )
  .transform(({ samlProvider, existing, role, path, roleArn: arn }) => {
    const [, pathOfArn, nameOfArn] = roleArnPattern.exec(arn ?? "") ?? [];
    return {
      samlProvider,
      existing,
      /** The name alone, with which QuickSight's user names begin. */
      role: nameOfArn ?? role ?? defaultFederationRole,
      path: pathOfArn ?? path ?? "/",
      /** Given where the settings say the whole ARN. */
      roleArn: arn,
    };
  })
  .describe("How people come in.");
