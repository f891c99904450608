import { codePoints } from "../../settings/codePoints.ts";

/**
 * Why a text cannot be the session name of a role, or undefined: 2 to 64 characters of `[\w+=,.@-]` (STS API model,
 * `roleSessionNameType`), of which `RegisterUser` takes all but the comma (QuickSight API model, `RoleSessionName`).
 */
export function describeBadSession(session: string): string | undefined {
  const odd = /[^a-zA-Z0-9_+=.@-]/u.exec(session)?.[0];
  if (odd !== undefined) {
    const code = codePoints(odd);
    const name = odd === " " ? "a space" : `${odd}${code === "" ? "" : `, ${code},`}`;
    return `${name} is not allowed in it`;
  }
  const { length } = session;
  return length >= 2 && length <= 64 ? undefined : `it has ${length} characters, not 2 to 64`;
}
