/**
 * The session name under which a person comes in through the federation role: what QuickSight tells people apart by
 * (`<federation role>/<session name>`). It is the email where nothing else is said.
 */
export function sessionOf({
  email,
  session = email,
}: {
  readonly email: string;
  readonly session?: string | undefined;
}): string {
  return session;
}
