/**
 * What an object holds under a name from outside; undefined when it holds nothing there. Every object has a `constructor`, and
 * somebody may call a group, a column or a secret so.
 */
export function ownValue<Value>(
  values: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
