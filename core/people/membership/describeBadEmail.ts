import { showText } from "../../settings/showText.ts";
import { codePoints, quoteOdd } from "../../settings/codePoints.ts";

/** What dots may join before the @ (RFC 5322 `atext`), with the letters of all scripts (RFC 6531). */
const local = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u;
/** A domain of two labels or more; the labels of international names hold letters of their script. */
const domain = /^[\p{L}\p{N}_-][\p{L}\p{M}\p{N}_-]*(\.[\p{L}\p{N}_-][\p{L}\p{M}\p{N}_-]*)+$/u;
/** The alphabets with letters that look like Latin ones (Unicode Technical Standard 39, "Mixed-Script Detection"). */
const lookAlike =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u;

/**
 * What is wrong with an address, or undefined. Whether it can be a session name is another question: see `describeBadSession`.
 */
export function describeBadEmail(email: string): string | undefined {
  const at = email.lastIndexOf("@");
  if (at > 0 && local.test(email.slice(0, at)) && domain.test(email.slice(at + 1))) {
    return isDisguised(email)
      ? `email ${showText(email)} has letters that are not what they look like (${codePoints(email)}); write it with those of the address`
      : undefined;
  }
  return `email is not an address (got ${quoteOdd(email)}); write it as name@example.com`;
}

/** True for an address with a word of two alphabets that look alike, or with full-width letters and ligatures. */
function isDisguised(email: string): boolean {
  if (/^[\x21-\x7e]*$/.test(email)) return false;
  if (email.normalize("NFKC") !== email) return true;
  const words = email.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.some((word) => /\p{Script=Latin}/u.test(word) && lookAlike.test(word));
}
