import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { Mark } from './Mark';

const useStyles = makeStyles({
  root: {
    height: 64,
    display: 'flex',
    alignItems: 'center',
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    marginLeft: (sidebarConfig.drawerWidthClosed - 28) / 2,
    color: '#ffffff',
    fontSize: 20,
    fontWeight: 600,
    letterSpacing: 0.2,
    '&:hover': { color: '#ffffff' },
  },
});

/** Mark and name, leading home. */
export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.root}>
      <Link
        to="/"
        underline="none"
        className={classes.link}
        aria-label="Plumbline, home"
      >
        <Mark />
        {isOpen && <span>Plumbline</span>}
      </Link>
    </div>
  );
}
