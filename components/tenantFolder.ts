import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NamespaceScope } from "@quicksight-governance/core/aws";

/** Arguments of {@link TenantFolder}. */
export interface TenantFolderArgs {
  readonly scope: Pick<NamespaceScope, "accountId">;
  /** Where the folder is: the data Region. */
  readonly region: string;
  readonly folderId: string;
  /** The name people see. */
  readonly displayName: string;
  readonly type: "shared" | "restricted";
  /** The ARN of the folder that it is in; absent: none. */
  readonly parentArn?: pulumi.Input<string> | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A shared folder of a tenant: that it is there, its name, and where. Who may open it and what is in it is `AssetAccess`'s, as the native
 * resource knows the first page of grants only, cannot lower a level, and finds members by their ids alone, whatever they are.
 *
 * It is never deleted: QuickSight refuses to delete a folder that anything is in, and what is in it may be somebody else's.
 *
 * @example
 * new TenantFolder("default-finance", { scope, region, folderId, displayName: "Finance", type: "shared", tags });
 */
export class TenantFolder extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly folderId: string;

  constructor(name: string, args: TenantFolderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:tenant:Folder", name, args, opts);
    const { scope, region, folderId, displayName, type, parentArn, tags } = args;
    this.folderId = folderId;
    const folder = new aws.quicksight.Folder(
      name,
      {
        ...{ awsAccountId: scope.accountId, region, folderId, name: displayName },
        folderType: type === "restricted" ? "RESTRICTED" : "SHARED",
        ...(parentArn === undefined ? {} : { parentFolderArn: parentArn }),
        tags,
      },
      // A refresh reads the grants that others made, which the provider would take away, as none is declared here.
      { parent: this, retainOnDelete: true, ignoreChanges: ["permissions"] },
    );
    this.arn = folder.arn;
    this.registerOutputs({ arn: this.arn, folderId });
  }
}
