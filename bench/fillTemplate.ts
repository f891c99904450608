/**
 * Puts the values into the places of their names: `{{name}}`.
 *
 * @throws Error when the template has a name that there is no value for
 */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`the template has a place for "${name}", which is not known`);
    return value;
  });
}
