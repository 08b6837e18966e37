import type { Scope } from '@intarsia/domain';

/** True for a scope in which only the rows of one person exist. */
export function isBoundTo(scope: Scope): scope is Scope & { readonly user_id: string } {
  return scope.user_id !== undefined;
}

/** Whether rows of this user exist in the scope. */
export function reaches(scope: Scope, user_id: string): boolean {
  return scope.user_id === undefined || scope.user_id === user_id;
}
