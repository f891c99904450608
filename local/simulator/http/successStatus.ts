/** The HTTP status of success of the operations of which recordings of AWS show another than 200; of the rest it is not known. */
export const successStatus: ReadonlyMap<string, number> = new Map([
  ["RegisterUser", 201],
  ["CreateGroup", 201],
  ["CreateIngestion", 201],
  ["CreateTemplate", 202],
  ["CreateDataSource", 202],
  ["CreateDashboard", 202],
  ["CreateAnalysis", 202],
  ["TagResource", 202],
  // Without a body, and so without a RequestId in it.
  ["UntagResource", 204],
]);
