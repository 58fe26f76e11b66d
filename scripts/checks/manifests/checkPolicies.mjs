import { checkPods } from './podPolicies.mjs';
import { checkWiring } from './wiringPolicies.mjs';

/** What the platform's policies say against the documents of one set. */
export function checkPolicies({ source, documents }) {
  return [...checkPods(documents), ...checkWiring(documents)].map(
    ({ rule, document, path, message }) => ({
      source,
      kind: document.kind,
      name: document.metadata?.name,
      path,
      rule,
      message,
    }),
  );
}
