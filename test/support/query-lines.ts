import fc from 'fast-check'

/** Lines of the query language's own pieces, in whatever order somebody may type them. */
export const queryPieces: fc.Arbitrary<string> = fc.constantFrom(
  'vcpu:',
  'name:',
  'ip:',
  'is:',
  '/',
  '"',
  '\\',
  '-',
  '>=',
  '..',
  ',',
  ' ',
  '=',
  '8',
  'G',
  's',
  '[',
  '::',
)

export function queryLines(piece: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> {
  return fc.array(piece, { maxLength }).map((parts) => parts.join(''))
}
