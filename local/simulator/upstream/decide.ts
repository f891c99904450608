import { askEmulator } from "./askEmulator.ts";
import type { Upstream } from "./upstream.ts";

/** Values of condition keys; a list where the key may have several. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** What IAM is asked about a caller. */
export interface Question {
  readonly accessKeyId: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  /** The policy of the resource, where it has one. */
  readonly resourcePolicy?: string;
}

/** What IAM says. */
export interface Decision {
  /** Who calls, as AWS's messages name them; absent for keys that nobody has. */
  readonly arn?: string;
  readonly decision?: "allowed" | "explicitDeny" | "implicitDeny";
  /** Whose policies deny, or lack what allows: `identity-based policy`, `permissions boundary` or `session policy`. */
  readonly by?: string;
}

/**
 * Asks IAM about the real caller: root, a user, or a session of either or of a role, with its policies, boundary and tags.
 *
 * SimulatePrincipalPolicy knows no sessions, so the emulator has a route for it.
 */
export function decide(
  upstream: Upstream,
  { accessKeyId, ...question }: Question,
): Promise<Decision> {
  const account = upstream.credentials.accessKeyId;
  const asked = JSON.stringify({ account, accessKey: accessKeyId, ...question });
  const route = Buffer.from(asked).toString("base64url");
  return askEmulator<Decision>(upstream, `/_local/decisions/${route}`);
}
