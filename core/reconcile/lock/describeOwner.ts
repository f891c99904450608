import { hostname, userInfo } from "node:os";
import { oneLine } from "./oneLine.ts";

/** Longer commands are cut, so that the rest stays in sight. */
const longestCommand = 150;

/**
 * Names this process for the people who wait for it: command, user, host, process. In a Lambda function the command is where
 * the function's name and the request's id belong. It is stored and printed: keep secrets out of the command.
 *
 * @example
 * describeOwner("pulumi up") // "pulumi up by ana on host-1 (pid 4711)"
 */
export function describeOwner(command: string): string {
  const what = oneLine(command, longestCommand);
  return `${what} by ${userName()} on ${hostname()} (pid ${process.pid})`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // In a container the user may be a number without a name.
    return `user ${process.getuid?.() ?? "?"}`;
  }
}
