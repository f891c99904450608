import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb.js";
import type * as messages from "@pulumi/pulumi/proto/provider_pb.js";
import { toServiceError } from "./failures.ts";
import * as requests from "./session.ts";

/**
 * The engine's provider protocol. Written on gRPC itself, because `@pulumi/pulumi/provider` hands on neither the
 * provider's settings, nor the old inputs that a diff and a refresh are made from, nor property-level diffs.
 */
export function createService(version: string): UntypedServiceImplementation {
  const session = requests.createSession();
  return {
    getPluginInfo: unary(() => {
      const info = new pluginProto.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    configure: unary((request: messages.ConfigureRequest) => requests.configure(session, request)),
    invoke: unary((request: messages.InvokeRequest) => requests.invoke(session, request)),
    check: unary((request: messages.CheckRequest) => requests.check(session, request)),
    diff: unary((request: messages.DiffRequest) => requests.diff(request)),
    create: unary((request: messages.CreateRequest) => requests.create(session, request)),
    read: unary((request: messages.ReadRequest) => requests.read(session, request)),
    update: unary((request: messages.UpdateRequest) => requests.update(session, request)),
    delete: unary(async (request: messages.DeleteRequest) => {
      await requests.remove(session, request);
      return new emptyProto.Empty();
    }),
    attach: unary(() => new emptyProto.Empty()),
    cancel: unary(() => new emptyProto.Empty()),
  };
}

function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  const answerLater = async (request: Request): Promise<Response> => answer(request);
  return (call, callback) => {
    answerLater(call.request).then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback(toServiceError(error));
      },
    );
  };
}
