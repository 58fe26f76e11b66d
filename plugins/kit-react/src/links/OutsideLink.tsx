import { Link } from '@backstage/ui';
import { ReactNode } from 'react';

/** @public */
export interface OutsideLinkProps {
  /** From outside: only what leads to the web or into the portal becomes a link. */
  href?: string;
  children: ReactNode;
}

/** Whether an address from outside may be followed: no script, no data, no other host in disguise. */
function isWebAddress(href: string): boolean {
  if (/^\/(?![/\\])/.test(href)) {
    return true;
  }
  try {
    return ['http:', 'https:'].includes(new URL(href).protocol);
  } catch {
    return false;
  }
}

/** A link whose address comes from outside; what cannot be one stays text. @public */
export function OutsideLink({ href, children }: OutsideLinkProps) {
  if (href === undefined || !isWebAddress(href)) {
    return <>{children}</>;
  }
  return href.startsWith('/') ? (
    <Link href={href}>{children}</Link>
  ) : (
    <Link href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </Link>
  );
}
