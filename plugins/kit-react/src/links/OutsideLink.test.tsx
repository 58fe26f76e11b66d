import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { OutsideLink } from './OutsideLink';

const show = (href?: string) =>
  render(
    <MemoryRouter>
      <OutsideLink href={href}>advisory</OutsideLink>
    </MemoryRouter>,
  );

it.each([
  'https://example.org/CVE-2026-1',
  'http://example.org/',
  '/git/core-team/shop/blob/main/app.py#L3',
])('leads to %s', href => {
  show(href);
  expect(screen.getByRole('link', { name: /advisory/ })).toHaveAttribute(
    'href',
    href,
  );
});

it.each([
  // eslint-disable-next-line no-script-url
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '//evil.example',
  '/\\evil.example',
  'vbscript:x',
  '',
  undefined,
])('leaves %s as text', href => {
  show(href);
  expect(screen.getByText('advisory')).toBeInTheDocument();
  expect(screen.queryByRole('link')).toBeNull();
});

it('tells another site nothing about this one', () => {
  show('https://example.org/');
  expect(screen.getByRole('link').getAttribute('rel')).toMatch(
    /noopener.*noreferrer/,
  );
});
