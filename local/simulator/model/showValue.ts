import type { ServiceModel } from "./serviceModel.ts";

/**
 * A value as AWS's validation errors show it: texts and numbers as they are, lists and maps as Java prints them, of a
 * structure only its type (boto/boto3#2601).
 *
 * @returns `undefined` for what the model calls sensitive, as AWS then shows nothing of the whole value
 */
export function showValue(
  model: ServiceModel,
  shapeName: string,
  value: unknown,
): string | undefined {
  const shape = model.shapes[shapeName];
  if (shape === undefined || shape.sensitive === true) return undefined;
  if (shape.type === "structure") return `com.amazonaws.services.quicksight.${shapeName}@0`;
  if (shape.type === "list" && Array.isArray(value)) {
    const elements = value.map((element) => showValue(model, shape.member?.shape ?? "", element));
    return elements.includes(undefined) ? undefined : `[${elements.join(", ")}]`;
  }
  if (shape.type === "map" && typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, element]) => {
      const shown = showValue(model, shape.value?.shape ?? "", element);
      return shown === undefined ? undefined : `${key}=${shown}`;
    });
    return entries.includes(undefined) ? undefined : `{${entries.join(", ")}}`;
  }
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
