/** Finds what a request calls; `labels` are the decoded values of the URI labels, in order. */
export type Router<T> = (
  method: string,
  rawPath: string,
) => { readonly target: T; readonly labels: readonly string[] } | undefined;

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  label?: Node<T>;
  target?: T;
}

/**
 * Builds a router over URI templates such as `/accounts/{AwsAccountId}/namespaces`.
 *
 * The raw path is split before it is decoded, as one label may hold an encoded slash: the user
 * `Role/session` travels as `Role%2Fsession`. A literal segment wins over a label.
 */
export function buildRouter<T>(
  routes: Iterable<{ readonly method: string; readonly template: string; readonly target: T }>,
): Router<T> {
  const roots = new Map<string, Node<T>>();
  for (const { method, template, target } of routes) {
    let node = childOf(roots, method);
    for (const segment of segmentsOf(template)) {
      node = segment.startsWith("{")
        ? (node.label ??= { literals: new Map() })
        : childOf(node.literals, segment);
    }
    node.target = target;
  }
  return (method, rawPath) => {
    const root = roots.get(method);
    return root && find(root, segmentsOf(rawPath), 0, []);
  };
}

function find<T>(
  node: Node<T>,
  segments: readonly string[],
  index: number,
  labels: readonly string[],
): { target: T; labels: readonly string[] } | undefined {
  const segment = segments[index];
  if (segment === undefined) {
    return node.target === undefined
      ? undefined
      : { target: node.target, labels: labels.map((label) => decodeURIComponent(label)) };
  }
  const literal = node.literals.get(segment);
  return (
    (literal && find(literal, segments, index + 1, labels)) ??
    (node.label && find(node.label, segments, index + 1, [...labels, segment]))
  );
}

// The SDKs differ in whether two of the operations end with a slash, so it counts for nothing.
function segmentsOf(path: string): string[] {
  return path.slice(1).replace(/\/$/, "").split("/");
}

function childOf<T>(children: Map<string, Node<T>>, key: string): Node<T> {
  const known = children.get(key);
  if (known !== undefined) {
    return known;
  }
  const created: Node<T> = { literals: new Map() };
  children.set(key, created);
  return created;
}
