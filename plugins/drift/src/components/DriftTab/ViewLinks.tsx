import { Link } from 'react-router-dom';
import { useAddress } from '../../hooks/useAddress';
import styles from './DriftTab.module.css';
import { VIEWS, ViewId } from './views';

/** Links to the parts of the tab; the address keeps which one is open. */
export function ViewLinks({ open }: { open: ViewId }) {
  const address = useAddress();
  return (
    <nav className={styles.tabs} aria-label="Parts of drift">
      {VIEWS.map(({ id, title }) => (
        <Link
          key={id}
          to={address.href({
            view: id === 'features' ? undefined : id,
            feature: undefined,
            cursor: undefined,
          })}
          aria-current={id === open ? 'page' : undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
