/**
 * Screen parts that every Plumbline family shares.
 *
 * @packageDocumentation
 */
export { CopyCommand } from './copy/CopyCommand';
export type { CopyCommandProps } from './copy/CopyCommand';
export { formatBytes } from './size/formatBytes';
export { EmptyState } from './states/EmptyState';
export type { EmptyStateProps } from './states/EmptyState';
export { ErrorState } from './states/ErrorState';
export type { ErrorStateProps } from './states/ErrorState';
export { explainError } from './states/explainError';
export { LoadingState } from './states/LoadingState';
export type { LoadingStateProps } from './states/LoadingState';
export { fetchMyTeams } from './teams/fetchMyTeams';
export type { Team } from './teams/fetchMyTeams';
export { RelativeTime } from './time/RelativeTime';
export type { RelativeTimeProps } from './time/RelativeTime';
