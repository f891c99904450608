import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What the role that is made here says of itself, which tells it from others of its name. */
export const federationRoleDescription =
  "People sign in to QuickSight with this role (quicksight-governance).";

/** Arguments of {@link FederationRole}. */
export interface FederationRoleArgs {
  readonly accountId: string;
  readonly partition: string;
  /** The role's name; people are `<role>/<email>` in QuickSight. */
  readonly roleName: string;
  /** The ARN of a role that somebody else made: it is used as it is, and nothing is made. */
  readonly existingRoleArn?: string | undefined;
  /** Name of the IAM SAML provider that may assume the role that is made. */
  readonly samlProvider?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The IAM role people sign in with, trusted by the SAML provider and by nobody else.
 *
 * Someone who signs in before they are in the membership file may register themselves, as reader only: the role allows
 * `quicksight:CreateReader` for the caller's own user and nothing more. All else comes from the roster.
 *
 * The role and what it allows stay when the stack goes, or declares another: whoever was not removed from QuickSight goes on to
 * sign in, and a user whose role is deleted has no name left (API reference, DeleteUserByPrincipalId).
 *
 * An existing role, such as that of a permission set of IAM Identity Center, is only named: who may assume it, and what it
 * allows, is its owner's business.
 *
 * @example
 * new FederationRole("federation", { accountId, partition: "aws", roleName: "quicksight-fed-users", samlProvider: "okta", tags });
 */
export class FederationRole extends pulumi.ComponentResource {
  readonly roleName: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: FederationRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:FederationRole", name, args, opts);
    const child = { parent: this, retainOnDelete: true };

    if (args.existingRoleArn !== undefined) {
      this.roleName = pulumi.output(args.roleName);
      this.roleArn = pulumi.output(args.existingRoleArn);
      this.registerOutputs({ roleName: this.roleName, roleArn: this.roleArn });
      return;
    }
    const role = new aws.iam.Role(
      name,
      {
        name: args.roleName,
        description: federationRoleDescription,
        assumeRolePolicy: JSON.stringify(trustSamlProvider(args)),
        tags: args.tags,
      },
      child,
    );
    new aws.iam.RolePolicy(
      name,
      {
        role: role.name,
        name: "self-provision-as-reader",
        policy: JSON.stringify(selfProvisionAsReader(args)),
      },
      child,
    );

    this.roleName = role.name;
    this.roleArn = role.arn;
    this.registerOutputs({ roleName: this.roleName, roleArn: this.roleArn });
  }
}

/** The sign-in endpoint that a SAML assertion for the console must be made for. */
const samlAudience: Readonly<Record<string, string>> = {
  aws: "https://signin.aws.amazon.com/saml",
  "aws-us-gov": "https://signin.amazonaws-us-gov.com/saml",
  "aws-cn": "https://signin.amazonaws.cn/saml",
};

function trustSamlProvider({ accountId, partition, samlProvider = "" }: FederationRoleArgs) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "SignInThroughSaml",
        Effect: "Allow",
        Principal: {
          Federated: `arn:${partition}:iam::${accountId}:saml-provider/${samlProvider}`,
        },
        Action: ["sts:AssumeRoleWithSAML"],
        Condition: { StringEquals: { "SAML:aud": samlAudience[partition] ?? samlAudience["aws"] } },
      },
    ],
  };
}

/** The user QuickSight makes for a federated caller is named after `aws:userid` (QuickSight user guide, "IAM identities"). */
function selfProvisionAsReader({ accountId, partition }: FederationRoleArgs) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "SelfProvisionAsReader",
        Effect: "Allow",
        Action: ["quicksight:CreateReader"],
        Resource: [`arn:${partition}:quicksight::${accountId}:user/\${aws:userid}`],
      },
    ],
  };
}
