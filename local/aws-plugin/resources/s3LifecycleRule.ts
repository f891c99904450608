import type {
  LifecycleRule,
  LifecycleRuleFilter,
  TransitionStorageClass,
} from "@aws-sdk/client-s3";
import { fromTagList, toTagList } from "../tags.ts";

type Transition = { date?: string; days?: number; storageClass: TransitionStorageClass };

type Filter = {
  prefix?: string;
  objectSizeGreaterThan?: number;
  objectSizeLessThan?: number;
  tag?: { key: string; value: string };
  and?: Omit<Filter, "tag" | "and"> & { tags?: Record<string, string> };
};

/** One rule as `aws.s3.BucketLifecycleConfiguration` writes it. */
export type LifecycleRuleInput = {
  id: string;
  status: "Enabled" | "Disabled";
  filter?: Filter;
  abortIncompleteMultipartUpload?: { daysAfterInitiation?: number };
  expiration?: { date?: string; days?: number; expiredObjectDeleteMarker?: boolean };
  noncurrentVersionExpiration?: { noncurrentDays: number; newerNoncurrentVersions?: number };
  noncurrentVersionTransitions?: {
    noncurrentDays: number;
    newerNoncurrentVersions?: number;
    storageClass: TransitionStorageClass;
  }[];
  transitions?: Transition[];
};

/** A rule as S3 takes it. */
export function toLifecycleRule(rule: LifecycleRuleInput): LifecycleRule {
  const upload = rule.abortIncompleteMultipartUpload;
  const noncurrent = rule.noncurrentVersionExpiration;
  return {
    ID: rule.id,
    Status: rule.status,
    // A rule without a filter means every object; S3 wants that written out.
    Filter: toFilter(rule.filter ?? {}),
    AbortIncompleteMultipartUpload: upload && { DaysAfterInitiation: upload.daysAfterInitiation },
    Expiration: rule.expiration && {
      Date: toDate(rule.expiration.date),
      Days: rule.expiration.days,
      ExpiredObjectDeleteMarker: rule.expiration.expiredObjectDeleteMarker,
    },
    NoncurrentVersionExpiration: noncurrent && {
      NoncurrentDays: noncurrent.noncurrentDays,
      NewerNoncurrentVersions: noncurrent.newerNoncurrentVersions,
    },
    NoncurrentVersionTransitions: rule.noncurrentVersionTransitions?.map((transition) => ({
      NoncurrentDays: transition.noncurrentDays,
      NewerNoncurrentVersions: transition.newerNoncurrentVersions,
      StorageClass: transition.storageClass,
    })),
    Transitions: rule.transitions?.map(({ date, days, storageClass }) => ({
      Date: toDate(date),
      Days: days,
      StorageClass: storageClass,
    })),
  };
}

/** A rule as Pulumi shows it. */
export function fromLifecycleRule(rule: LifecycleRule): Record<string, unknown> {
  const { AbortIncompleteMultipartUpload: upload, Expiration: expiration } = rule;
  const noncurrent = rule.NoncurrentVersionExpiration;
  return {
    id: rule.ID,
    status: rule.Status,
    filter: rule.Filter && fromFilter(rule.Filter),
    abortIncompleteMultipartUpload: upload && { daysAfterInitiation: upload.DaysAfterInitiation },
    expiration: expiration && {
      date: expiration.Date?.toISOString(),
      days: expiration.Days,
      expiredObjectDeleteMarker: expiration.ExpiredObjectDeleteMarker,
    },
    noncurrentVersionExpiration: noncurrent && {
      noncurrentDays: noncurrent.NoncurrentDays,
      newerNoncurrentVersions: noncurrent.NewerNoncurrentVersions,
    },
    noncurrentVersionTransitions: rule.NoncurrentVersionTransitions?.map((transition) => ({
      noncurrentDays: transition.NoncurrentDays,
      newerNoncurrentVersions: transition.NewerNoncurrentVersions,
      storageClass: transition.StorageClass,
    })),
    transitions: rule.Transitions?.map(({ Date: date, Days, StorageClass }) => ({
      date: date?.toISOString(),
      days: Days,
      storageClass: StorageClass,
    })),
  };
}

function toFilter({ prefix, tag, and, ...size }: Filter): LifecycleRuleFilter {
  return {
    ...toSize(size),
    // An empty filter must still say something.
    ...(tag || and || size.objectSizeGreaterThan || size.objectSizeLessThan
      ? {}
      : { Prefix: prefix ?? "" }),
    ...(tag ? { Tag: { Key: tag.key, Value: tag.value } } : {}),
    ...(and
      ? { And: { ...toSize(and), Prefix: and.prefix ?? "", Tags: toTagList(and.tags) } }
      : {}),
  };
}

function toSize(size: Pick<Filter, "objectSizeGreaterThan" | "objectSizeLessThan">) {
  return {
    ObjectSizeGreaterThan: size.objectSizeGreaterThan,
    ObjectSizeLessThan: size.objectSizeLessThan,
  };
}

function fromFilter(filter: LifecycleRuleFilter): Record<string, unknown> {
  const { Tag: tag, And: and } = filter;
  return {
    prefix: filter.Prefix,
    objectSizeGreaterThan: filter.ObjectSizeGreaterThan,
    objectSizeLessThan: filter.ObjectSizeLessThan,
    tag: tag && { key: tag.Key, value: tag.Value },
    and: and && {
      prefix: and.Prefix,
      objectSizeGreaterThan: and.ObjectSizeGreaterThan,
      objectSizeLessThan: and.ObjectSizeLessThan,
      tags: fromTagList(and.Tags),
    },
  };
}

function toDate(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
