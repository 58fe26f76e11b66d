const MAX_LENGTH = 63;
const PARTS = /^(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/;
const KIND = /^[a-z][a-z0-9]*$/;
const NAMESPACE = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;
const NAME = /^[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?$/;

/**
 * The full entity ref in lower case that a text stands for: `Checkout` is
 * `component:default/checkout`. Undefined where no entity of a catalog can
 * have that kind, namespace and name.
 *
 * @public
 */
export function readEntityRef(text: string): string | undefined {
  if (text.length > 3 * MAX_LENGTH + 2) {
    return undefined;
  }
  const parts = PARTS.exec(text.toLowerCase());
  if (!parts) {
    return undefined;
  }
  const [, kind = 'component', namespace = 'default', name] = parts;
  const isValid =
    [kind, namespace, name].every(part => part.length <= MAX_LENGTH) &&
    KIND.test(kind) &&
    NAMESPACE.test(namespace) &&
    NAME.test(name);
  return isValid ? `${kind}:${namespace}/${name}` : undefined;
}
