export { athenaSource } from "./athenaSource.ts";
export { encryptionQuery } from "./encryptionQuery.ts";
export {
  trailColumns,
  trailDatabaseOf,
  trailFormat,
  type TrailLocation,
  trailLocationOf,
  trailPartitions,
  trailTableName,
  trailTableParameters,
} from "./trailTable.ts";
