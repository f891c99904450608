/** A message for the person at the terminal, whole and ready to print: the command ends with exit code 1. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
