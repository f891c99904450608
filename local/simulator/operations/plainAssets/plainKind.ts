import type { ResourcePermission, Tag } from "@aws-sdk/client-quicksight";
import type { PlainAsset } from "../../store/assets.ts";
import type { ErrorType } from "../apiError.ts";
import type { AssetKind } from "../assets/assetKind.ts";
import type { Checked } from "../handler.ts";

/** What is read of the inputs of all kinds. */
export interface PlainInput {
  readonly [member: string]: unknown;
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly Permissions?: readonly Checked<ResourcePermission>[] | undefined;
  readonly GrantPermissions?: readonly Checked<ResourcePermission>[] | undefined;
  readonly RevokePermissions?: readonly Checked<ResourcePermission>[] | undefined;
  readonly Tags?: readonly Checked<Tag>[] | undefined;
  readonly Filters?: readonly PlainFilter[] | undefined;
}

/** A filter of a search; some kinds write its members in lower case. */
export interface PlainFilter {
  readonly Name?: string;
  readonly Operator?: string;
  readonly Value?: string;
  readonly name?: string;
  readonly operator?: string;
  readonly value?: string;
}

/** A kind of which the simulator keeps name, permissions and what it was created with, and no behaviour of its own. */
export interface PlainKind extends AssetKind {
  /** As it is called in the names of operations on many. */
  readonly plural: string;
  /** The member of inputs that names one; where a create call has none, the id is made up. */
  readonly id: string;
  /** What permissions are described by, where it isn't `Describe<label>Permissions`. */
  readonly describePermissions?: string;
  /** False for kinds whose deletion answers nothing. */
  readonly namesDeleted?: false;
  /** False for kinds that the API cannot create. */
  readonly creatable?: false;
  /** The error when there is none, where a call about permissions has no ResourceNotFoundException. */
  readonly permissionsMissing?: ErrorType;
  /** The members of answers that hold what is listed and found. */
  readonly lists: readonly [listed: string, found: string];
  /** What else the model requires of the answers of lists and searches. */
  readonly listedBesides?: object;
  /** The name in a create call, where it isn't `Name`. */
  readonly nameOf?: (input: PlainInput) => unknown;
  /** How answers name one. */
  readonly address: (asset: PlainAsset) => object;
  /** How answers about permissions name one, where they do it differently. */
  readonly permissionsAddress?: (asset: PlainAsset) => object;
  /** The member that has the permissions after a change, where it isn't `Permissions`. */
  readonly changedPermissions?: string;
  /** What the answer to a creation has besides. */
  readonly created?: (asset: PlainAsset) => object;
  readonly summary: (asset: PlainAsset) => object;
  /** What Describe answers. */
  readonly detail: (asset: PlainAsset) => object;
}
