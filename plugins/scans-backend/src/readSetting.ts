import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/** Stops the start with the name of the key that is wrong. */
export function refuse(key: string, reason: string): never {
  throw new InputError(`Invalid configuration: ${key} ${reason}`);
}

/** A full entity ref in lower case. */
export function readRef(ref: string, key: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultNamespace: 'default' }),
    ).toLocaleLowerCase('en-US');
  } catch {
    return refuse(key, `names '${ref}', which is no entity ref`);
  }
}

/** An address that nobody on the way can read along; on the own machine nobody could. */
export function readAddress(address: string, key: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLoopback = ['localhost', '127.0.0.1'].includes(url?.hostname ?? '');
  if (
    url?.protocol !== 'https:' &&
    !(url?.protocol === 'http:' && isLoopback)
  ) {
    refuse(key, 'must be an address that begins with https://');
  }
  return address;
}
