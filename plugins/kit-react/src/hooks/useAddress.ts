import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';

/** What is selected on a page, kept in the query of its address. @public */
export interface Address {
  get(key: string): string | undefined;
  /** Address of this page with these changes; `undefined` removes a key. */
  href(changes: Record<string, string | undefined>): string;
  /** Goes there; `replace` leaves no step for the Back button. */
  set(
    changes: Record<string, string | undefined>,
    options?: { replace?: boolean },
  ): void;
}

type Changes = Parameters<Address['href']>[0];

const change = (params: URLSearchParams, changes: Changes) => {
  const next = new URLSearchParams(params);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined || value === '') {
      next.delete(key);
    } else {
      next.set(key, value);
    }
  }
  return next;
};

/** Reads and writes the query of the address, so that a shared link shows the same. @public */
export function useAddress(): Address {
  const [params, setParams] = useSearchParams();
  const { pathname } = useLocation();
  const href = useCallback(
    (changes: Changes) => {
      const query = change(params, changes).toString();
      return query ? `${pathname}?${query}` : pathname;
    },
    [params, pathname],
  );
  const set = useCallback(
    (changes: Changes, options?: { replace?: boolean }) =>
      setParams(last => change(last, changes), options),
    [setParams],
  );
  return { get: key => params.get(key) ?? undefined, href, set };
}
