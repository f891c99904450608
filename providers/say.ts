import { printableLines } from "@quicksight-governance/core/aws";

/**
 * Says something of a namespace, printable, as its names are from outside. The engine shows what a dynamic provider prints as
 * messages of the stack.
 */
export function say(namespace: string, text: string): void {
  console.log(printableLines(`${namespace}: ${text}`));
}
