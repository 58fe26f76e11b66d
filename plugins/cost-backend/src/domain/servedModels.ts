/** A model as what serves it may name it. */
export interface ServedModel {
  entityRef: string;
  /** Of the entity and of the registered model, in lower case. */
  names: readonly string[];
  /** Kubernetes namespaces that it and its servers say they are in. */
  namespaces: readonly string[];
}

/** Tokens of a model by the name that its server knows. */
export interface ServedTokens {
  name: string;
  /** Empty where the series does not say. */
  namespace: string;
  quantity: number;
}

/** The one model that is meant: one that says it is in the namespace, else one that does not say where it is. */
function findModel(
  { name, namespace }: ServedTokens,
  models: readonly ServedModel[],
): string | undefined {
  const named = models.filter(({ names }) =>
    names.includes(name.toLowerCase()),
  );
  const there = named.filter(
    ({ namespaces }) => namespace !== '' && namespaces.includes(namespace),
  );
  const anywhere = named.filter(
    ({ namespaces }) => namespace === '' || namespaces.length === 0,
  );
  const meant = there.length > 0 ? there : anywhere;
  return meant.length === 1 ? meant[0].entityRef : undefined;
}

/** Tokens by model, in whole ones; what names no model, or several, is nobody's. */
export function addUpTokens(
  served: readonly ServedTokens[],
  models: readonly ServedModel[],
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const tokens of served) {
    const entityRef = findModel(tokens, models);
    if (entityRef !== undefined) {
      sums.set(entityRef, (sums.get(entityRef) ?? 0) + tokens.quantity);
    }
  }
  return new Map([...sums].map(([ref, sum]) => [ref, Math.round(sum)]));
}
