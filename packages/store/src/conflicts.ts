/** Two transactions wanted the same thing; whoever came second is to be run again, from its start. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}
