import type {
  ListFoldersForResourceCommandInput,
  ListFoldersForResourceCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { memberOfArn } from "./folderMembers.ts";

/** The longest list of an answer, which is shorter than the longest page that can be asked for (API model). */
const mostFolders = 20;

/** The ARNs of the folders that an asset is in. */
export const listFoldersForResource: Handler<
  ListFoldersForResourceCommandInput,
  ListFoldersForResourceCommandOutput
> = (call, store) => {
  const { ResourceArn, MaxResults = mostFolders } = call.input;
  const assets = assetsOf(store, call);
  const member = memberOfArn(call, assets, ResourceArn);
  if (member === undefined) {
    throw new ApiError("ResourceNotFoundException", `Resource ${ResourceArn} not found.`);
  }
  const input = { ...call.input, MaxResults: Math.min(MaxResults, mostFolders) };
  const { items, NextToken } = page(
    { ...call, input },
    assets.folders,
    { scope: ResourceArn, where: ({ members }) => members.has(`${member.type}/${member.id}`) },
    ({ arn }) => arn,
  );
  return { Folders: items, NextToken };
};
