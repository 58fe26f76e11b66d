import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import {
  RiAddCircleLine,
  RiHome5Line,
  RiMenuLine,
  RiSearchLine,
} from '@remixicon/react';
import './bottomBar.css';
import { SidebarLogo } from './SidebarLogo';

function NavItem({ icon, href, title }: NavContentNavItem) {
  return <SidebarItem icon={() => icon} to={href} text={title} />;
}

/**
 * The navigation: a bar at the side, and on a narrow screen one at the bottom,
 * which shows the groups. Pages of plugins added later appear by themselves.
 */
export function AppSidebar({ navItems }: NavContentComponentProps) {
  const nav = navItems.withComponent(NavItem);
  // The search modal and the notifications item lead there.
  navItems.take('page:search');
  navItems.take('page:notifications');
  // Reached from the pages that they belong to.
  navItems.take('page:catalog-graph');
  navItems.take('page:catalog-import');

  const listed = [
    nav.take('page:catalog'),
    nav.take('page:git-host'),
    nav.take('page:scans'),
    nav.take('page:cost'),
    nav.take('page:techdocs'),
    nav.take('page:api-docs'),
  ];
  const home = nav.take('page:home');
  const create = nav.take('page:scaffolder');
  const settings = nav.take('page:user-settings');
  const others = nav.rest({ sortBy: 'title' });

  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup label="Home" icon={<RiHome5Line />} to="/" priority={5}>
        {home}
      </SidebarGroup>
      <SidebarGroup
        label="Search"
        icon={<RiSearchLine />}
        to="/search"
        priority={4}
      >
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup
        label="Create"
        icon={<RiAddCircleLine />}
        to="/create"
        priority={3}
      >
        {create}
      </SidebarGroup>
      <SidebarGroup label="Menu" icon={<RiMenuLine />} priority={2}>
        {listed}
        {others.length > 0 && (
          <SidebarScrollWrapper>{others}</SidebarScrollWrapper>
        )}
        <NotificationsSidebarItem />
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
        priority={1}
      >
        {settings}
      </SidebarGroup>
    </Sidebar>
  );
}
