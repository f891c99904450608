import { printable, spellOut } from "@quicksight-governance/core/aws";

/** An argument as a shell wants it. */
export function quote(argument: string): string {
  if (/^[\w@%+=:,./-]+$/.test(argument)) return argument;
  if (printable(argument) === argument) return `'${argument.replaceAll("'", "'\\''")}'`;
  const escaped = argument.replaceAll(/[\\']/g, String.raw`\$&`);
  return `$'${spellOut(escaped, (code) => `\\U${code.toString(16).padStart(8, "0")}`)}'`;
}
