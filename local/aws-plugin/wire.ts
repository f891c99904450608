import structProto from "google-protobuf/google/protobuf/struct_pb.js";
import type { DiffResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";
import type { InputDiff } from "./diffInputs.ts";
import type { Bag } from "./resource.ts";
import { withoutUndefined } from "./values.ts";

type Struct = InstanceType<typeof structProto.Struct>;
type StructObject = Parameters<typeof structProto.Struct.fromJavaScript>[0];

/** Properties from the wire. */
export function fromStruct(struct: Struct | undefined): Bag {
  return struct === undefined ? {} : struct.toJavaScript();
}

/** Properties for the wire. */
export function toStruct(properties: Bag): Struct {
  return structProto.Struct.fromJavaScript(withoutUndefined(properties) as StructObject);
}

/** The type and the name that a resource's URN holds: `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
export function parseUrn(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? types, name: name.join("::") };
}

/** A diff, property by property, as the engine shows it. */
export function toDiffResponse(diff: InputDiff): DiffResponse {
  const response = new providerProto.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = providerProto.DiffResponse.DiffChanges;
  response.setChanges(diff.changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setReplacesList(diff.replaces);
  response.setDeletebeforereplace(diff.deleteBeforeReplace);
  response.setDiffsList([...new Set(diff.changes.map(({ path }) => path.replace(/[.[].*$/, "")))]);
  response.setHasdetaileddiff(true);
  for (const { path, kind, replaces } of diff.changes) {
    const change = new providerProto.PropertyDiff();
    change.setKind(changeKinds[kind][replaces ? 1 : 0]);
    change.setInputdiff(false);
    response.getDetaileddiffMap().set(path, change);
  }
  return response;
}

const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } =
  providerProto.PropertyDiff.Kind;

const changeKinds = {
  add: [ADD, ADD_REPLACE],
  delete: [DELETE, DELETE_REPLACE],
  update: [UPDATE, UPDATE_REPLACE],
} as const;
