import type { CommandClass } from "./kindRow.ts";

/** The action of IAM behind a call, without its prefix: it is called like the API's operation, which the SDK's class is named after. */
export function actionOf({ name }: CommandClass): string {
  return name.replace(/Command$/, "");
}
