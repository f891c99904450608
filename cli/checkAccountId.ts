import { showText } from "@quicksight-governance/core/settings";
import { wrongArgument } from "./parseOptions.ts";

/** @throws {CommandError} when `--account` is given and is not the number of an AWS account */
export function checkAccountId(command: string, account: string | undefined): void {
  if (account === undefined || /^\d{12}$/.test(account)) return;
  throw wrongArgument(
    command,
    `--account is an AWS account of 12 digits (got ${showText(account)})`,
  );
}
