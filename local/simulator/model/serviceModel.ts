/** The QuickSight API in botocore's JSON form (`service-2.json`), as far as the simulator reads it. */
export interface ServiceModel {
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** One operation: its HTTP binding and the names of its shapes. */
export interface OperationModel {
  readonly name: string;
  readonly http: {
    readonly method: string;
    readonly requestUri: string;
    readonly responseCode?: number;
  };
  readonly input: ShapeRef;
  readonly output: ShapeRef;
}

/** A use of a shape; the location says where in the HTTP message the member travels. */
export interface ShapeRef {
  readonly shape: string;
  readonly location?: string;
  readonly locationName?: string;
}

/** A type of the API with its constraints; which fields are set depends on `type`. */
export interface Shape {
  readonly documentation?: string;
  readonly type:
    | "blob"
    | "boolean"
    | "double"
    | "integer"
    | "list"
    | "long"
    | "map"
    | "string"
    | "structure"
    | "timestamp";
  readonly members?: Readonly<Record<string, ShapeRef>>;
  readonly required?: readonly string[];
  readonly union?: boolean;
  readonly document?: boolean;
  /** Never to be shown. */
  readonly sensitive?: boolean;
  readonly member?: ShapeRef;
  readonly key?: ShapeRef;
  readonly value?: ShapeRef;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly exception?: boolean;
  readonly error?: { readonly httpStatusCode: number };
}
