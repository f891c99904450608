import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { CommandClass } from "./kindRow.ts";

/** What an API call answered, its members unread. */
export type Answer = Readonly<Record<string, unknown>>;

/**
 * Sends a command that a row names. The types of the SDK are left here: which members there are is said by the row, and a test
 * compares rows with the API model.
 */
export async function sendCommand(
  client: Pick<QuickSightClient, "send">,
  Command: CommandClass,
  input: object,
): Promise<Answer> {
  const answer: unknown = await client.send(new Command(input as never) as never);
  return answer as Answer;
}
