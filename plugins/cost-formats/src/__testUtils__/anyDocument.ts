import fc from 'fast-check';
import { DocumentRefused } from '../json/DocumentRefused';

/** Documents that have names where a reader looks for them, and anything as their values. */
export function anyDocument(names: readonly string[]): fc.Arbitrary<string> {
  const { value } = fc.letrec(tie => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.oneof(
        fc.constantFrom<unknown>(null, true, 200, 'success', -0.5, 1e-300),
        fc.string({ maxLength: 5 }),
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      fc
        .uniqueArray(
          fc.tuple(
            fc.oneof(fc.constantFrom(...names, '__proto__'), fc.string()),
            tie('value'),
          ),
          { maxLength: 5, selector: ([name]) => name },
        )
        .map(entries => Object.fromEntries(entries)),
    ),
  }));
  return value.map(any => JSON.stringify(any));
}

/** Whether reading gave a result or a refusal. @throws what is neither */
export function outcomeOf(read: () => unknown): 'read' | 'refused' {
  try {
    read();
    return 'read';
  } catch (error) {
    if (error instanceof DocumentRefused) {
      return 'refused';
    }
    throw error;
  }
}
