import { Link } from 'react-router-dom';
import styles from './ViewLinks.module.css';

/** @public */
export interface ViewLinksProps {
  /** Name for screen readers, such as `Parts of drift`. */
  label: string;
  views: readonly { id: string; title: string }[];
  /** Which of them is shown. */
  open: string;
  hrefOf: (id: string) => string;
}

/** Links to the parts of a page; the address keeps which one is open. @public */
export function ViewLinks({ label, views, open, hrefOf }: ViewLinksProps) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {views.map(({ id, title }) => (
        <Link
          key={id}
          to={hrefOf(id)}
          aria-current={id === open ? 'page' : undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
