import { InputError } from '@backstage/errors';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';

/** An entity ref of an input, in full. */
export function readRef(name: string, value: string): string {
  const parsed = entityRefSchema.safeParse(value.toLocaleLowerCase('en-US'));
  if (!parsed.success) {
    throw new InputError(
      `${name} must be a full entity ref, such as component:default/checkout`,
    );
  }
  return parsed.data;
}
