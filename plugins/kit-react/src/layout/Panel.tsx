import { Box } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './Panel.module.css';

/** A surface of its own; it tells the fields and buttons on it which background they lie on. @public */
export function Panel({ children }: { children: ReactNode }) {
  return (
    <Box bg="neutral" className={styles.panel}>
      {children}
    </Box>
  );
}
