/**
 * The scaffolder's checkpoints of one task, kept while the task is killed and
 * recovered: a key that succeeded answers what it answered before.
 */
export function createCheckpoints() {
  const values = new Map<string, any>();
  return async (options: { key: string; fn: () => any }): Promise<any> => {
    if (!values.has(options.key)) {
      values.set(options.key, await options.fn());
    }
    return values.get(options.key);
  };
}
