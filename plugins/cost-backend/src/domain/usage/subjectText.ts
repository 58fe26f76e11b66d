import { CostSubject } from '@plumbline/backstage-plugin-cost-formats';

/** A subject as text, so that rules can look at it again. */
export function writeSubject({ tags, labels, ...rest }: CostSubject): string {
  return JSON.stringify({ ...rest, tags: [...tags], labels: [...labels] });
}

/** What {@link writeSubject} wrote. */
export function readSubject(text: string): CostSubject {
  const { tags, labels, ...rest } = JSON.parse(text);
  return { ...rest, tags: new Map(tags), labels: new Map(labels) };
}
