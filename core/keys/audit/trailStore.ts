import type { Readable } from "node:stream";
import type { AwsAccess } from "../../aws/awsAccess.ts";
import type { FileReason } from "./skippedFiles.ts";

/** Where the files of a trail are: plain data, so that it crosses threads. */
export type TrailPlace =
  | { readonly kind: "folder"; readonly path: string }
  | {
      readonly kind: "bucket";
      readonly bucket: string;
      /** Empty, or ending in a slash. */
      readonly prefix: string;
      readonly access: AwsAccess;
    };

/** What lies directly in a folder: names, folders without the slash. */
export interface Listing {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** Files of a trail, wherever they are. Paths are below the place, with slashes; the place itself is the empty one. */
export interface TrailStore {
  /** A folder page by page, sorted by name within each. */
  list(folder: string): AsyncIterable<Listing>;
  /** The content of a file; or why it cannot be read, which is no reason to leave the others. */
  open(file: string): Promise<Readable | FileReason>;
  close(): void;
}
