/** What dots may join before the @ (RFC 5322 `atext`), with the letters of all scripts (RFC 6531). */
const local = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u;
/** A domain of two labels or more; the labels of international names hold letters of their script. */
const domain = /^[\p{L}\p{N}_-][\p{L}\p{M}\p{N}_-]*(\.[\p{L}\p{N}_-][\p{L}\p{M}\p{N}_-]*)+$/u;

/**
 * What is wrong with an address, or undefined. Whether it can be a session name is another question: see `describeBadSession`.
 */
export function describeBadEmail(email: string): string | undefined {
  const at = email.lastIndexOf("@");
  if (at > 0 && local.test(email.slice(0, at)) && domain.test(email.slice(at + 1))) {
    return undefined;
  }
  return `email is not an address (got "${email}"); write it as name@example.com`;
}
