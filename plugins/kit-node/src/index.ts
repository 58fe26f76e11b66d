/**
 * Backend tools that every Plumbline family shares.
 *
 * @packageDocumentation
 */
export { teamMembershipServiceRef } from './teamMembership';
export type { TeamMembershipService } from './teamMembership';
export { parseRequest } from './parseRequest';
export type { RequestIssue, RequestSchema } from './parseRequest';
export { audit } from './audit';
export { CallerPermissions } from './CallerPermissions';
export { decodeCursor, encodeCursor } from './pageCursor';
export { EntityAccess, ownersOf } from './EntityAccess';
export type { EntityAccessOptions } from './EntityAccess';
export { familyServices } from './familyServices';
export { migrate } from './migrate';
export { openDatabase } from './openDatabase';
export { readBody } from './readBody';
export { sendNotices, tabPathOf } from './sendNotices';
export { beforeTime, readTimeCursor, toTimePage } from './timePage';
export type { TimeCursor } from './timePage';
export { WorkLoop } from './WorkLoop';
