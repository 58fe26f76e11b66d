import { DependencyList, useEffect, useState } from 'react';
import { useLoaded } from './useLoaded';

/** A list that is read page by page. @public */
export interface Pages<T, P> {
  items: T[];
  /** The first page, with what it says about the whole list. */
  first?: P;
  error?: Error;
  isLoading: boolean;
  isLoadingMore: boolean;
  /** Reads the next page behind what is shown; absent on the last. */
  showMore?: () => void;
  /** Reads the list from its beginning. */
  reload: () => void;
}

interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** Reads a list page by page; another input begins it anew. @public */
export function usePages<T, P extends { items: T[]; nextCursor?: string }>(
  read: (cursor?: string) => Promise<P>,
  inputs: DependencyList,
): Pages<T, P> {
  const first = useLoaded<P>(() => read(), inputs);
  const [more, setMore] = useState<{
    /** Of what these are the next pages. */
    of?: P;
    pages: Page<T>[];
    isLoading: boolean;
    error?: Error;
  }>({ pages: [], isLoading: false });

  const shown = first.value;
  const isMine = shown !== undefined && more.of === shown;
  useEffect(() => {
    setMore({ of: shown, pages: [], isLoading: false });
  }, [shown]);

  const pages = shown ? [shown, ...(isMine ? more.pages : [])] : [];
  const cursor = pages[pages.length - 1]?.nextCursor;
  const showMore = async () => {
    const change = (next: Partial<typeof more>) =>
      setMore(last => (last.of === shown ? { ...last, ...next } : last));
    change({ isLoading: true, error: undefined });
    try {
      const page = await read(cursor);
      change({
        pages: [...(isMine ? more.pages : []), page],
        isLoading: false,
      });
    } catch (error) {
      change({
        isLoading: false,
        error: error instanceof Error ? error : new Error(String(error)),
      });
    }
  };

  return {
    items: pages.flatMap(page => page.items),
    first: shown,
    error: first.error ?? (isMine ? more.error : undefined),
    isLoading: first.isLoading,
    isLoadingMore: isMine && more.isLoading,
    showMore: cursor ? showMore : undefined,
    reload: first.reload,
  };
}
