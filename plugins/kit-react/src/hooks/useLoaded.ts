import {
  DependencyList,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';

/** Something that is read, and read again. @public */
export interface Loaded<T> {
  /** What was read last for these inputs; it stays while it is read again. */
  value?: T;
  error?: Error;
  /** True until the first answer for these inputs. */
  isLoading: boolean;
  reload: () => void;
}

/**
 * Reads on mount and when the inputs change, and every `everyMs` while that is
 * set. A repeated read keeps the last value, so that a page does not flicker,
 * and a failed repeat keeps it beside the error.
 *
 * @public
 */
export function useLoaded<T>(
  read: () => Promise<T>,
  inputs: DependencyList,
  everyMs?: number,
): Loaded<T> {
  const [state, setState] = useState<{
    value?: T;
    error?: Error;
    isLoading: boolean;
  }>({ isLoading: true });
  const turn = useRef(0);
  // The caller names what the reading depends on.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const readNow = useCallback(read, inputs);

  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    try {
      const value = await readNow();
      if (mine === turn.current) {
        setState({ value, isLoading: false });
      }
    } catch (error) {
      if (mine === turn.current) {
        setState(last => ({
          value: last.value,
          error: error instanceof Error ? error : new Error(String(error)),
          isLoading: false,
        }));
      }
    }
  }, [readNow]);

  useEffect(() => {
    setState({ isLoading: true });
    reload();
    return () => {
      turn.current += 1;
    };
  }, [reload]);

  useEffect(() => {
    if (everyMs === undefined) {
      return undefined;
    }
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [reload, everyMs]);

  return { ...state, reload };
}
