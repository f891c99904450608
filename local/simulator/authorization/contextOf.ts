import type { Call } from "../operations/handler.ts";
import type { Store } from "../store/store.ts";
import type { Context } from "../upstream/decide.ts";
import { contextOfAction, contextOfCall } from "../upstream/iam.ts";
import { reference } from "./reference.ts";
import type { Right } from "./rightsOf.ts";

type Input = Readonly<Record<string, unknown>>;

/** Where an input has the value of a condition key of QuickSight. What the keys of a subscription are called in it is not known. */
const memberOf: Readonly<Record<string, string>> = {
  "quicksight:AllowedEmbeddingDomains": "AllowedDomains",
  "quicksight:Group": "MemberName",
  "quicksight:IamArn": "IamArn",
  "quicksight:SessionName": "SessionName",
  "quicksight:UserName": "MemberName",
};

/**
 * The condition keys that IAM is asked with, beside those of the caller: those of every request, and those that the service
 * authorization reference has for the action and for the type of the resource.
 */
export function contextOf(
  { input, region }: Call<Input>,
  { action, resource }: Right,
  store: Store,
): Context {
  const [service = "", name = ""] = action.split(":");
  const { conditions = [] } = reference[service]?.actions[name] ?? {};
  return {
    ...contextOfCall(region),
    ...contextOfAction(action, resource),
    ...Object.fromEntries(conditions.flatMap((key) => valuesOf(key, input))),
    ...tagsOfResource(resource, store),
  };
}

function valuesOf(key: string, input: Input): [key: string, value: string | readonly string[]][] {
  const tags = tagsIn(input);
  if (key.startsWith("aws:RequestTag/"))
    return tags.flatMap(({ Key, Value }) =>
      Value === undefined ? [] : [[`aws:RequestTag/${Key}`, Value]],
    );
  if (key === "aws:TagKeys")
    return tags.length === 0 ? [] : [["aws:TagKeys", tags.map(({ Key }) => Key)]];
  const value = input[memberOf[key] ?? ""];
  return typeof value === "string" || Array.isArray(value) ? [[key, value]] : [];
}

/** Tags that a call gives, with their values, or takes away, without. */
function tagsIn({ Tags = [], TagKeys = [] }: Input) {
  return [
    ...(Tags as readonly { readonly Key: string; readonly Value?: string }[]),
    ...(TagKeys as readonly string[]).map((Key) => ({ Key, Value: undefined })),
  ];
}

function tagsOfResource(resource: string, store: Store): Context {
  const tags = isTagged(resource) ? (store.tags.get(resource) ?? []) : [];
  return Object.fromEntries(
    [...tags].map(([key, value]) => [`aws:ResourceTag/${key}`, value] as const),
  );
}

/** Users and namespaces have tags, and IAM does not look at them. */
function isTagged(resource: string): boolean {
  const { resources = {}, tagged = [] } = reference["quicksight"] ?? {};
  return tagged.some((type) => kindOf(resource) === kindOf(resources[type] ?? ""));
}

/** `dashboard` of `arn:aws:quicksight:eu-west-1:111122223333:dashboard/kpis`, and of its format. */
function kindOf(arn: string): string | undefined {
  return /^arn:[^:]*:quicksight:[^:]*:[^:]*:([^/]+)\//.exec(arn)?.[1];
}
