/** The content of a secret as the environment has it, or what is wrong with it. */
export type ContentInEnvironment =
  | { readonly content: string; readonly problem?: never }
  | { readonly content?: never; readonly problem: string };

/**
 * Finds the content of a secret in the environment, from where it goes nowhere but to Secrets Manager: a value of the settings would stand in
 * the state. Nothing of it is in a message.
 */
export function contentIn(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): ContentInEnvironment {
  const content = environment[name] ?? "";
  const advice = `have the pipeline set it, as in ${name}='{"username": …, "password": …}' pulumi up`;
  if (content === "") return { problem: `the environment has no ${name}; ${advice}` };
  try {
    const value: unknown = JSON.parse(content);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    const fields = isObject ? Object.values(value) : [];
    if (fields.length > 0 && fields.every((field) => typeof field === "string")) return { content };
  } catch {
    // Said below: an error of JSON quotes the text.
  }
  return { problem: `${name} of the environment is not a JSON object of texts; ${advice}` };
}
