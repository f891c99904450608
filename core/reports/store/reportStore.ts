/** An object as it was read. */
export interface StoredReport {
  readonly body: Uint8Array;
  /** What a later write is compared with. */
  readonly etag: string;
}

/** One version of an object. */
export interface ReportVersion {
  readonly versionId: string;
  /** When it was written, by the clock of S3. */
  readonly modified: Date;
}

/** An object that a listing has. */
export interface ListedReport {
  readonly key: string;
  readonly modified: Date;
}

/** Of what kind an object is, and what it must follow. */
export interface ReportWrite {
  readonly contentType: string;
  /** The ETag of what it is written over; null: there is nothing; absent: whatever is there. */
  readonly follows?: string | null | undefined;
}

/** Where reports, records of runs and snapshots are kept: the governance bucket, or what stands for it. */
export interface ReportStore {
  /** For messages: `s3://bucket`. */
  readonly address: string;
  /** @returns undefined where there is no such object, or version of it */
  read(key: string, versionId?: string): Promise<StoredReport | undefined>;
  /**
   * Writes an object whole, or not at all.
   *
   * @param chunks what it holds, piece by piece, so that nobody holds all of it
   * @returns false where something else was written in the meantime, and nothing was
   */
  write(key: string, chunks: Iterable<string | Uint8Array>, how: ReportWrite): Promise<boolean>;
  /** The versions that are left, the latest first, also of an object that was deleted. */
  versions(key: string): AsyncIterable<ReportVersion>;
  /** What begins so, in the order of its keys. */
  list(prefix: string): AsyncIterable<ListedReport>;
  close(): void;
}
