import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { CommandClass } from "./kindRow.ts";
import { type Answer, sendCommand } from "./sendCommand.ts";

/** What all calls send that answer page by page. */
export interface PageInput {
  readonly AwsAccountId: string;
  readonly MaxResults?: number;
}

/** Sends a command again and again until an answer names no next page. */
export async function* sendPages(
  client: QuickSightClient,
  Command: CommandClass,
  input: PageInput,
): AsyncGenerator<Answer> {
  let NextToken: unknown;
  do {
    const page = await sendCommand(client, Command, {
      ...input,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    yield page;
    ({ NextToken } = page);
  } while (typeof NextToken === "string" && NextToken !== "");
}
