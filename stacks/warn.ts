import * as pulumi from "@pulumi/pulumi";
import { printableLines } from "@quicksight-governance/core/aws";

/** Warns of something, printable, as names in it are from outside. */
export async function warn(text: string): Promise<void> {
  await pulumi.log.warn(printableLines(text));
}
