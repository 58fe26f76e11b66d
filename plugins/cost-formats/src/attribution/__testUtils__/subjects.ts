import { CostSubject } from '../../facts/CostFact';

type Given = Omit<Partial<CostSubject>, 'tags' | 'labels'> & {
  tags?: Record<string, string>;
  labels?: Record<string, string>;
};

/** What rows were charged for, where a test cares for only some of it. */
export function subjectOf({ tags, labels, ...fields }: Given): CostSubject {
  return {
    isIdle: false,
    ...fields,
    tags: new Map(Object.entries(tags ?? {})),
    labels: new Map(Object.entries(labels ?? {})),
  };
}
