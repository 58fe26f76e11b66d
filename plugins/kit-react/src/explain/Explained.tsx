import { Button, Tooltip, TooltipTrigger } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './Explained.module.css';

const DELAY_MS = 200;

/** @public */
export interface ExplainedProps {
  /** The word or number that needs an explanation. */
  children: ReactNode;
  /** The explanation, shown on hover and on focus. */
  text: string;
}

/** A word or number that explains itself to mouse, keyboard and screen reader. @public */
export function Explained({ children, text }: ExplainedProps) {
  return (
    <TooltipTrigger delay={DELAY_MS}>
      <Button variant="tertiary" size="small" className={styles.explained}>
        {children}
      </Button>
      <Tooltip>{text}</Tooltip>
    </TooltipTrigger>
  );
}
