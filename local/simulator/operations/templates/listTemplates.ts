import type {
  ListTemplatesCommandInput,
  ListTemplatesCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeTemplate } from "./templateRecord.ts";

/** All templates of the Region. */
export const listTemplates: Handler<ListTemplatesCommandInput, ListTemplatesCommandOutput> = (
  call,
  store,
) => {
  const all = assetsOf(store, call).templates;
  const { items, NextToken } = page(call, all, { scope: call.region }, summarizeTemplate);
  return { TemplateSummaryList: items, NextToken };
};
