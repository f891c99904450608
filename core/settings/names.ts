import { z } from "zod";
import { cleanText } from "./cleanText.ts";
import { codePoints } from "./codePoints.ts";

/** QuickSight API model, `Namespace`; lower case by our own rule, as names differ in case nowhere but in QuickSight. */
const namespacePattern = /^[a-z0-9._-]{1,64}$/;

/** The name of a namespace. */
export const namespaceName = z
  .string()
  .regex(namespacePattern, "use 1 to 64 lower-case letters, digits, dots, dashes or underscores");

/** True for what a namespace can be called, in lower case. */
export function isNamespaceName(text: string): boolean {
  return namespacePattern.test(text);
}

/** A group without its prefix. Also a part of the roster's lines, so without spaces. */
export const groupName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, "use lower-case letters, digits, dots, dashes or underscores");

/** What the names of our groups begin with in QuickSight. */
export const groupPrefix = z
  .string()
  .regex(/^[a-z0-9._-]+$/, "use lower-case letters, digits, dots, dashes or underscores");

/** An AWS Region, such as us-east-1. */
export const regionName = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "use a Region such as us-east-1");

/** IAM: role names are 1 to 64 characters of `[\w+=,.@-]`; the role's name is also the prefix of user names. */
export const roleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, "use the name of an IAM role, without its path");

/** IAM API model, `pathType`: it begins and ends with a slash. */
export const rolePath = z
  .string()
  .max(512)
  .regex(/^\/([\x21-\x7e]+\/)?$/, "use a path such as /federated/, with a slash at both ends");

/**
 * QuickSight API model, `GroupName` (`[\u0020-\u00FF]+`), without control characters and without spaces at the ends, which
 * nobody sees.
 */
export const fullGroupName = z
  .string()
  .regex(
    /^[\u0021-\u007e\u00a1-\u00ff]([\u0020-\u007e\u00a1-\u00ff]*[\u0021-\u007e\u00a1-\u00ff])?$/,
    "use western letters, digits, punctuation and spaces, none of these at the ends",
  );

/** IAM: `arn:<partition>:iam::<account>:role<path><name>`, with path and name as groups. */
export const roleArnPattern =
  /^arn:aws[a-z-]*:iam::\d{12}:role(\/|\/[\x21-\x7e]+\/)([\w+=,.@-]{1,64})$/;

/** The ARN of an IAM role. */
export const roleArn = z.string().regex(roleArnPattern, "use the ARN of an IAM role");

/** S3 user guide, "General purpose bucket naming rules". */
export const bucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "use an S3 bucket name");

/** Whom `guard.protected` means. With a character that nobody sees it would mean nobody, and nobody would see why. */
export const protectedName = z
  .string()
  .regex(
    /^\S+$/,
    "use an email, a QuickSight user name, or a pattern of one with *, without spaces",
  )
  .refine((text) => cleanText(text) === text.normalize("NFC") && !/[\p{Cc}\p{Cf}]/u.test(text), {
    error: ({ input }) =>
      `remove what nobody sees (${codePoints(String(input))}), with which it protects nobody`,
  });

/** The federation role of an account that names none. */
export const defaultFederationRole = "quicksight-fed-users";

/** What the names of our groups begin with when the settings do not say. */
export const defaultGroupPrefix = "quicksight-fed-";
