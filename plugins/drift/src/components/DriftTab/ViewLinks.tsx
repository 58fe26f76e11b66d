import {
  ViewLinks as Links,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { VIEWS, ViewId } from './views';

/** Links to the parts of the tab. */
export function ViewLinks({ open }: { open: ViewId }) {
  const address = useAddress();
  return (
    <Links
      label="Parts of drift"
      views={VIEWS}
      open={open}
      hrefOf={id =>
        address.href({
          view: id === 'features' ? undefined : id,
          feature: undefined,
          cursor: undefined,
        })
      }
    />
  );
}
