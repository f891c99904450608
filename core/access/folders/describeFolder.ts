import { describeAsset } from "../../assets/asset.ts";

/** `folder "Finance" (qsgov-default-finance)`. */
export function describeFolder({
  id,
  name,
}: {
  readonly id: string;
  readonly name: string;
}): string {
  return describeAsset({ kind: "folder", id, name });
}
