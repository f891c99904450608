/**
 * Refuses a call that takes something, where only giving or reading is expected: what takes must stop at the signal of a run,
 * so it goes through the client that does.
 *
 * A lower role looks like a higher one (`UpdateUser`), so that this is a net below the types and not a proof.
 *
 * @throws Error naming the call
 */
export function refuseTaking(command = "", input: object = {}): void {
  const revokes =
    "RevokePermissions" in input &&
    Array.isArray(input.RevokePermissions) &&
    input.RevokePermissions.length > 0;
  if (!/^(?:Delete|BatchDelete|Revoke)/.test(command) && !revokes) return;
  throw new Error(`${command} takes something, and was sent by a client that only gives or reads`);
}
