/**
 * What of the catalog is expected to be scanned: without a scan it counts as
 * never scanned. Others may be scanned as well, and nobody misses it there.
 *
 * @public
 */
export const EXPECTED_TO_BE_SCANNED: readonly {
  kind: string;
  /** Only these types; every one when absent. */
  types?: readonly string[];
}[] = [
  { kind: 'component' },
  {
    kind: 'resource',
    types: ['ml-model', 'container-image', 'cluster', 'kubernetes-cluster'],
  },
];
