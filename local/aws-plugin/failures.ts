import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import anyProto from "google-protobuf/google/protobuf/any_pb.js";
import structProto from "google-protobuf/google/protobuf/struct_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";
import statusProto from "@pulumi/pulumi/proto/status_pb.js";
import type { Bag, NotFound } from "./resource.ts";

/** What was being done to which resource, for error texts. */
export interface Subject {
  type: string;
  operation: string;
  /** The physical name or id, or the name in the program. */
  name: string;
}

/** A resource that exists but is not what was asked for: the engine keeps it and updates it in the next run. */
export class UnfinishedResource extends Error {
  readonly id: string;
  readonly properties: Bag;

  constructor(message: string, id: string, properties: Bag) {
    super(message);
    this.id = id;
    this.properties = properties;
  }
}

/** One line that says what failed where: `aws:s3/bucket:Bucket create (my-bucket): AccessDenied: …`. */
export function describeFailure(subject: Subject, error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const cause = name === "Error" ? message : `${name}: ${message}`;
  return `${subject.type} ${subject.operation} (${subject.name}): ${cause.replace(/\s+/g, " ")}`;
}

/** Whether an error of AWS says that the resource does not exist. */
export function saysNotFound(error: unknown, notFound: readonly NotFound[]): boolean {
  if (!(error instanceof Error)) return false;
  return notFound.some((one) =>
    typeof one === "string"
      ? error.name === one
      : error.name === one.name && error.message.includes(one.says),
  );
}

/** The error as gRPC carries it; the engine reads an unfinished resource from the details. */
export function toServiceError(error: unknown): ServiceError {
  const message = error instanceof Error ? error.message : String(error);
  const metadata = new Metadata();
  if (error instanceof UnfinishedResource) {
    metadata.add("grpc-status-details-bin", unfinishedDetails(error));
  }
  return Object.assign(new Error(message), { code: status.UNKNOWN, details: message, metadata });
}

function unfinishedDetails(error: UnfinishedResource): Buffer {
  const detail = new providerProto.ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(structProto.Struct.fromJavaScript(error.properties as StructObject));
  detail.setReasonsList([error.message]);
  const packed = new anyProto.Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const response = new statusProto.Status();
  response.setCode(status.UNKNOWN);
  response.setMessage(error.message);
  response.addDetails(packed);
  return Buffer.from(response.serializeBinary());
}

type StructObject = Parameters<typeof structProto.Struct.fromJavaScript>[0];
