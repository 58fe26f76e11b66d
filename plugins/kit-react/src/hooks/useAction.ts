import { useState } from 'react';

/** Something that a person does: it runs once at a time and may fail. @public */
export interface Action {
  isPending: boolean;
  error?: Error;
  run: (act: () => Promise<unknown>) => Promise<void>;
}

/** Runs what a button does, and keeps what went wrong beside the button. @public */
export function useAction(): Action {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const run = async (act: () => Promise<unknown>) => {
    setPending(true);
    setError(undefined);
    try {
      await act();
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    } finally {
      setPending(false);
    }
  };
  return { isPending, error, run };
}
